import type { JobStatus, Problem, StatusView } from "../ipc/bindings";

export function aJob(template: string, parts: Partial<JobStatus> = {}): JobStatus {
  return {
    id: `${template}.1234`,
    template,
    running: true,
    code: "Active",
    firstCycleDone: false,
    lastRun: null,
    synchronized: [],
    quarantine: null,
    ...parts,
  };
}

/** A look at the one configuration of the tenant. */
export function aStatus(jobs: JobStatus[], at: string | null = new Date().toISOString()): StatusView {
  const configurations = [{ id: "7c1e", name: "corp.contoso.com", domain: "corp.contoso.com", jobs }];
  return { looking: false, at, configurations: at === null ? [] : configurations, problem: null };
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

export function stuckBecause(
  reason: string,
  error: string | null,
  template = "AD2AADProvisioning",
): StatusView {
  const since = "2026-02-03T10:00:00Z";
  const stuck = aJob(template, { code: "Quarantine", quarantine: { reason, error, since } });
  return aStatus(template === "AD2AADProvisioning" ? [stuck] : [aJob("AD2AADProvisioning"), stuck]);
}

/** The last look brought nothing; the picture before it stays. */
export function stale(problem: Problem): StatusView {
  return { ...firstRound, problem };
}
