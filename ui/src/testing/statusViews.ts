import type {
  AgentList,
  JobStatus,
  Level,
  Problem,
  SettingsStatus,
  State,
  StatusView,
} from "../ipc/bindings";

export function aJob(template: string, parts: Partial<JobStatus> = {}): JobStatus {
  const state = parts.state ?? "first-round";
  return {
    id: `${template}.1234`,
    template,
    firstRank: template === "AD2AADProvisioning",
    ofApp: false,
    state,
    level: levels[state] ?? "needs-you",
    since: null,
    deadline: null,
    nextTry: null,
    lastRun: null,
    lastGoodRun: null,
    began: null,
    affected: null,
    failing: 0,
    progress: null,
    choice: null,
    paused: null,
    cause: null,
    code: "Active",
    reason: null,
    error: null,
    synchronized: [],
    ...parts,
  };
}

const levels: Partial<Record<State, Level>> = {
  "in-step": "fine",
  "first-round": "moving",
  starting: "moving",
};

/** A look at the one configuration of the tenant. */
export function aStatus(jobs: JobStatus[], at: string | null = new Date().toISOString()): StatusView {
  const main = jobs[0] ?? aJob("AD2AADProvisioning", { state: "never-started" });
  const { state, level, since, deadline, affected, choice, id: mainJob } = main;
  const of = { state, level, since, deadline, affected, choice, mainJob };
  const around = {
    beside: [],
    mainBeside: null,
    settings: asSetUp,
    seenSince: null,
    acknowledged: null,
    takenIn: [],
  };
  const configurations = [
    { id: "7c1e", name: "corp.contoso.com", domain: "corp.contoso.com", jobs, ...of, ...around },
  ];
  return {
    wholeTenant: false,
    looking: false,
    at,
    synchronization: true,
    configurations: at === null ? [] : configurations,
    unseen: [],
    agents: twoAgents,
    news: null,
    problem: null,
  };
}

const asSetUp: SettingsStatus = {
  mail: { is: "on", value: "ops@contoso.com" },
  guard: { is: "on", value: 500 },
  tenantGuard: { is: "off" },
  tenantHashes: { is: "on", value: null },
};

const twoAgents: AgentList = {
  unread: null,
  domains: ["corp.contoso.com"],
  agents: ["SRV-AD01", "SRV-AD02"].map((machine) => ({
    id: machine,
    machine,
    active: true,
    address: "203.0.113.7",
    since: null,
  })),
  gone: [],
};

/** Looked at just now: 214 people and 18 groups; passwords go with them and are not counted again. */
export function firstRound(): StatusView {
  return aStatus([
    aJob("AD2AADProvisioning", {
      synchronized: [
        ["user to User", 210],
        ["inetOrgPerson to User", 4],
        ["group to Group", 18],
      ],
    }),
    aJob("AD2AADPasswordHash", { synchronized: [["user to User", 200]] }),
  ]);
}

export function inStep(): StatusView {
  return aStatus([
    aJob("AD2AADProvisioning", { state: "in-step", synchronized: [["user to User", 812]] }),
    aJob("AD2AADPasswordHash", { state: "in-step" }),
  ]);
}

export function stuckBecause(cause: State, template = "AD2AADProvisioning"): StatusView {
  const deadline = "2026-03-03T10:00:00Z";
  return held(template, {
    code: "Quarantine",
    state: cause,
    cause,
    deadline,
    nextTry: "2026-02-21T10:00:00Z",
  });
}

/** Microsoft gave up on it after four weeks. */
export function switchedOff(template = "AD2AADProvisioning"): StatusView {
  return held(template, {
    code: "Paused",
    state: "switched-off",
    cause: "quarantine/agent-silent",
    deadline: "2026-03-03T10:00:00Z",
  });
}

const quarantine = {
  reason: "EncounteredQuarantineException",
  error: "HybridIdentityServiceNoActiveAgents",
  since: "2026-02-03T10:00:00Z",
};

function held(template: string, parts: Partial<JobStatus>): StatusView {
  const stuck = aJob(template, { ...quarantine, level: "urgent", ...parts });
  return aStatus(template === "AD2AADProvisioning" ? [stuck] : [aJob("AD2AADProvisioning"), stuck]);
}

/** The last look brought nothing; the picture before it stays. */
export function stale(problem: Problem): StatusView {
  return { ...firstRound(), problem };
}
