import type {
  AccountView,
  AppView,
  Busy,
  CheckView,
  CloudSyncSetup,
  DemoView,
  Problem,
  RequestRow,
  RunPhase,
  StepId,
  StepState,
  StepView,
  TenantView,
  TrialView,
  UnfinishedRun,
} from "../ipc/bindings";

export const contoso: TenantView = {
  id: "3c1f2a77-0b7e-4a5e-9f1d-2f6f0c8b4d10",
  name: "Contoso",
  domain: "contoso.onmicrosoft.com",
  cloud: "demo",
  home: true,
  graph: "http://127.0.0.1:43211",
};

export const anna: AccountView = {
  name: "Anna de Vries",
  address: "anna@contoso.com",
  roles: ["Hybrid Identity Administrator"],
  grows: false,
};

export const aDemo: DemoView = {
  companies: [
    { id: "school", name: "Linden School", people: 40 },
    { id: "contoso", name: "Contoso", people: 812 },
    { id: "enterprise", name: "Fabrikam Group", people: 150000 },
  ],
  variants: ["fresh", "agent-inactive", "duplicated"],
  operated: ["healthy", "stuck-agent"],
  company: "contoso",
  variant: "fresh",
  accounts: [
    anna,
    { name: "Ravi Patel", address: "ravi@contoso.com", roles: ["Reports Reader"], grows: false },
  ],
};

/** A look at everything that is asked for Cloud Sync. */
export function aCheck(parts: Partial<CheckView> = {}): CheckView {
  return {
    journey: "cloud-sync",
    asked: ["role", "permissions", "synchronization", "agents", "domains", "configurations"],
    looking: false,
    at: null,
    found: [],
    domains: null,
    problem: null,
    ...parts,
  };
}

/** The recommended answers, with the address of the person who is signed in. */
export const recommended: CloudSyncSetup = {
  causeway: 1,
  journey: "cloud-sync",
  tenant: "contoso.onmicrosoft.com",
  name: "corp.contoso.com",
  domain: "corp.contoso.com",
  passwordHashSync: true,
  inetOrgPersonPasswords: true,
  exchangeHybridWriteback: false,
  scope: { everyone: true },
  notify: [anna.address],
  accidentalDeletes: { enabled: true, threshold: 500 },
  existing: "adopt",
  start: true,
};

/** The steps of cloud-sync in their order, each with the one it waits for. */
const cloudSync: [StepId, StepId | null][] = [
  ["tenant-sync-flag", null],
  ["create-configuration", null],
  ["create-jobs", "create-configuration"],
  ["secrets", "create-configuration"],
  ["scope", "create-jobs"],
  ["password-hash-mapping", "scope"],
  ["exchange-schema", "secrets"],
  ["exchange-writeback-job", "exchange-schema"],
  ["start-jobs", "password-hash-mapping"],
  ["first-status", "start-jobs"],
];

/** What the session says it works on, of a view with these parts. */
function busyWith({ run, removal, trial }: Partial<AppView>): Busy | null {
  const works = (phase?: RunPhase) => phase === "running" || phase === "stopping";
  if (works(removal?.phase)) return "removing";
  if (works(run?.phase)) return "setting-up";
  if (trial?.working) return "trying";
  return run?.phase === "planning" || removal?.phase === "planning" ? "planning" : null;
}

export function anAppView(parts: Partial<AppView> = {}): AppView {
  return {
    revision: 1,
    tenant: contoso,
    account: anna,
    signIn: null,
    busy: busyWith(parts),
    unfinished: [],
    unfinishedAnywhere: [],
    owed: [],
    operate: { tenants: [] },
    apps: null,
    people: null,
    feed: null,
    feeds: [],
    gallery: null,
    check: null,
    log: null,
    run: null,
    rows: null,
    removal: null,
    act: null,
    trial: null,
    status: null,
    notices: [],
    requests: { total: 0, rows: [] },
    ...parts,
  };
}

/** A run in which the named steps stand somewhere and all others are to come. */
export function aRunView(
  phase: RunPhase,
  states: Partial<Record<StepId, StepState>> = {},
  changesMade = 0,
  revision = 2,
): AppView {
  const steps = cloudSync.map(([id, after], at): StepView => ({
    id,
    part: id === "start-jobs" || id === "first-status" ? "start" : "set-up",
    onlyLooks: id === "exchange-schema" || id === "first-status",
    state: states[id] ?? { is: "to-come", after: after ? [after] : [] },
    notes: [],
    requests: [],
    differences: [],
    changed: at < changesMade,
    spent: 300,
  }));
  return anAppView({
    revision,
    run: {
      journey: "cloud-sync",
      name: "corp.contoso.com",
      setup: recommended,
      phase,
      steps,
      changesMade,
      created: [],
      began: "2026-02-05T09:41:00Z",
      ended: null,
      removed: false,
    },
  });
}

/** A set-up that was begun and did not end. */
export function anUnfinishedRun(parts: Partial<UnfinishedRun> = {}): UnfinishedRun {
  return {
    journey: "cloud-sync",
    kind: "set-up",
    row: null,
    name: "corp.contoso.com",
    setup: recommended,
    done: 2,
    total: 8,
    unknown: false,
    at: "2026-02-05T09:41:00Z",
    ...parts,
  };
}

export const done: StepState = { is: "done", already: false };

export function aWait(cause: string, elapsed: number, next: number, longest: number): StepState {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  return { is: "waiting", cause, since: at(-elapsed), nextLook: at(next), longest };
}

export function aProblem(parts: Partial<Problem> = {}): Problem {
  return {
    code: "permission-missing",
    retryable: false,
    facts: { permission: "Synchronization.ReadWrite.All" },
    details: "could not create the job: 403 Authorization_RequestDenied",
    requestId: "91d2f0c3-1d1f-4a64-9f0e-6f4bb1cf4c07",
    ...parts,
  };
}

export function aRequest(parts: Partial<RequestRow> = {}): RequestRow {
  return {
    number: 1,
    method: "GET",
    path: "/v1.0/organization",
    status: 200,
    at: "2026-02-05T09:41:02Z",
    took: 119,
    requestId: "3b1f0c52-77aa-4b0e-9d0e-5b0c6f6d1e90",
    body: null,
    answer: null,
    expected: null,
    ...parts,
  };
}

/** Somebody was tried, after a run that this is the view of. */
export function aTrial(after: AppView, trial: Pick<TrialView, "person"> & Partial<TrialView>): AppView {
  return {
    ...after,
    revision: 9,
    busy: trial.working ? "trying" : null,
    trial: { working: false, wait: null, result: null, problem: null, ...trial },
  };
}
