import type { ConfigurationStatus, JobStatus, StatusView } from "../ipc/bindings";
import type { SetupFile } from "../ipc/setup";
import { isQuarantine, isScheduled } from "./states";

/** Where the synchronization stands; `unknown` before the first look. */
export type Standing = "unknown" | "off" | "first-round" | "in-step" | "stuck" | "switched-off";

export interface StatusFacts {
  standing: Standing;
  people: number;
  groups: number;
  /** Jobs that Microsoft holds back or switched off, the one that brings people first. */
  stuck: JobStatus[];
  /** Every job of the configuration. */
  jobs: JobStatus[];
}

export function statusFacts(status: StatusView | null, setup: SetupFile | null): StatusFacts {
  const isSeen = status?.at && (status.configurations.length > 0 || status.unseen.length === 0);
  const jobs = setup && isSeen ? configurationsOf(status, setup).flatMap(({ jobs }) => jobs) : null;
  if (!jobs) return { standing: "unknown", people: 0, groups: 0, stuck: [], jobs: [] };
  const main = jobs.filter(({ firstRank }) => firstRank);
  const others = jobs.filter(({ firstRank }) => !firstRank);
  const stuck = [...main, ...others].filter(({ state }) => isQuarantine(state) || state === "switched-off");
  return {
    standing: standingOf(jobs, main, stuck),
    ...takenIn(main),
    stuck,
    jobs,
  };
}

function standingOf(
  jobs: readonly JobStatus[],
  main: readonly JobStatus[],
  stuck: readonly JobStatus[],
): Standing {
  if (stuck[0]) return stuck[0].state === "switched-off" && stuck[0].firstRank ? "switched-off" : "stuck";
  if (!main.some(isScheduled)) return "off";
  return jobs.some(({ state }) => state === "first-round" || state === "starting")
    ? "first-round"
    : "in-step";
}

/** The look brings those that the set-up may be about; of several, the one with its name. */
function configurationsOf(status: StatusView, { name }: SetupFile): ConfigurationStatus[] {
  const ours = status.configurations.filter((found) => found.name === name);
  return ours.length > 0 ? ours : status.configurations;
}

/** Nothing comes through until the cause is gone. */
export function isHeld(standing: Standing): boolean {
  return standing === "stuck" || standing === "switched-off";
}

/** People and groups that these jobs have taken in so far. */
export function takenIn(jobs: readonly JobStatus[]): { people: number; groups: number } {
  return { people: count(jobs, "user"), groups: count(jobs, "group") };
}

/** Microsoft counts pairs such as `user to User`: inetOrgPerson accounts become users too. */
function count(jobs: readonly JobStatus[], target: string): number {
  return jobs
    .flatMap(({ synchronized }) => synchronized)
    .filter(([pair]) => pair.toLowerCase().endsWith(` to ${target}`))
    .reduce((sum, [, objects]) => sum + objects, 0);
}
