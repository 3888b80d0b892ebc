import type { Cause, JobStatus, Problem, StatusView } from "../ipc/bindings";

export function aJob(template: string, parts: Partial<JobStatus> = {}): JobStatus {
  return {
    id: `${template}.1234`,
    template,
    standing: parts.running === false ? "paused" : parts.firstCycleDone ? "in-step" : "first-round",
    level: "fine",
    running: true,
    code: "Active",
    firstCycleDone: false,
    lastRun: null,
    lastGoodRun: null,
    synchronized: [],
    quarantine: null,
    ...parts,
  };
}

/** A look at the one configuration of the tenant. */
export function aStatus(jobs: JobStatus[], at: string | null = new Date().toISOString()): StatusView {
  const configurations = [{ id: "7c1e", name: "corp.contoso.com", domain: "corp.contoso.com", jobs }];
  return {
    wholeTenant: false,
    looking: false,
    at,
    synchronization: true,
    configurations: at === null ? [] : configurations,
    problem: null,
  };
}

/** 214 people and 18 groups; passwords go with them and are not counted again. */
export const firstRound = aStatus([
  aJob("AD2AADProvisioning", {
    synchronized: [
      ["user to User", 210],
      ["inetOrgPerson to User", 4],
      ["group to Group", 18],
    ],
  }),
  aJob("AD2AADPasswordHash", { synchronized: [["user to User", 200]] }),
]);

export const inStep = aStatus([
  aJob("AD2AADProvisioning", { firstCycleDone: true, synchronized: [["user to User", 812]] }),
  aJob("AD2AADPasswordHash", { firstCycleDone: true }),
]);

export function stuckBecause(cause: Cause, template = "AD2AADProvisioning"): StatusView {
  return held(template, {
    code: "Quarantine",
    standing: "quarantined",
    quarantine: { ...quarantine, cause, switchOff: "2026-03-03T10:00:00Z", nextTry: "2026-02-21T10:00:00Z" },
  });
}

/** Microsoft gave up on it after four weeks. */
export function switchedOff(template = "AD2AADProvisioning"): StatusView {
  return held(template, {
    code: "Paused",
    standing: "switched-off",
    quarantine: { ...quarantine, cause: "agent-silent", switchOff: "2026-03-03T10:00:00Z", nextTry: null },
  });
}

const quarantine = {
  reason: "EncounteredQuarantineException",
  error: "HybridIdentityServiceNoActiveAgents",
  since: "2026-02-03T10:00:00Z",
};

function held(template: string, parts: Partial<JobStatus>): StatusView {
  const stuck = aJob(template, { ...parts, running: false, level: "urgent" });
  return aStatus(template === "AD2AADProvisioning" ? [stuck] : [aJob("AD2AADProvisioning"), stuck]);
}

/** The last look brought nothing; the picture before it stays. */
export function stale(problem: Problem): StatusView {
  return { ...firstRound, problem };
}
