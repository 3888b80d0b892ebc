import type { ConfigurationStatus, JobStatus, QuarantineStatus, StatusView } from "../ipc/bindings";
import type { SetupFile } from "../ipc/setup";

/** Where the synchronization stands; `unknown` before the first look. */
export type Standing = "unknown" | "off" | "first-round" | "in-step" | "stuck" | "switched-off";

export interface StatusFacts {
  standing: Standing;
  people: number;
  groups: number;
  /** Jobs that Microsoft holds back or switched off, the one that brings people first. */
  stuck: StuckJob[];
  /** Every job of the configuration. */
  jobs: JobStatus[];
}

export interface StuckJob {
  template: string;
  /** It brings people and groups; the others only add to it. */
  isMain: boolean;
  /** Microsoft tries nothing any more. */
  switchedOff: boolean;
  lastGoodRun: string | null;
  quarantine: QuarantineStatus;
}

/** `mainJob` is the template of the job that brings people and groups; the others only add to it. */
export function statusFacts(
  status: StatusView | null,
  setup: SetupFile | null,
  mainJob: string,
): StatusFacts {
  const isMain = ({ template }: JobStatus) => template === mainJob;
  const jobs = setup && status?.at ? configurationsOf(status, setup).flatMap(({ jobs }) => jobs) : null;
  if (!jobs) return { standing: "unknown", people: 0, groups: 0, stuck: [], jobs: [] };
  const main = jobs.filter(isMain);
  const others = jobs.filter((job) => !isMain(job));
  const stuck = [
    ...main.flatMap((job) => heldBack(job, true)),
    ...others.flatMap((job) => heldBack(job, false)),
  ];
  return {
    standing: standingOf(jobs, main, stuck),
    people: count(main, "user"),
    groups: count(main, "group"),
    stuck,
    jobs,
  };
}

function standingOf(
  jobs: readonly JobStatus[],
  main: readonly JobStatus[],
  stuck: readonly StuckJob[],
): Standing {
  if (stuck[0]) return stuck[0].switchedOff && stuck[0].isMain ? "switched-off" : "stuck";
  if (!main.some(({ running }) => running)) return "off";
  return jobs.some((job) => job.running && !job.firstCycleDone) ? "first-round" : "in-step";
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

function heldBack({ template, standing, quarantine, lastGoodRun }: JobStatus, isMain: boolean): StuckJob[] {
  const switchedOff = standing === "switched-off";
  const isHeld = quarantine && (switchedOff || standing === "quarantined");
  return isHeld ? [{ template, isMain, switchedOff, lastGoodRun, quarantine }] : [];
}

/** Microsoft counts pairs such as `user to User`: inetOrgPerson accounts become users too. */
function count(jobs: readonly JobStatus[], target: string): number {
  return jobs
    .flatMap(({ synchronized }) => synchronized)
    .filter(([pair]) => pair.toLowerCase().endsWith(` to ${target}`))
    .reduce((sum, [, objects]) => sum + objects, 0);
}
