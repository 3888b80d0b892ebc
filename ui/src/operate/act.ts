import { isDone } from "../frame/run";
import type {
  Act,
  ActView,
  AppView,
  Asked,
  ConfigurationStatus,
  JobStatus,
  State,
  Target,
} from "../ipc/bindings";
import { isQuarantine } from "../provisioning/states";

/** Acts by their stable names. */
export type ActName = Act["is"];

/** `ready`: the look is complete and there is something to do. */
export type ActMoment =
  | "choose"
  | "looking"
  | "ready"
  | "nothing"
  | "blocked"
  | "working"
  | "stopping"
  | "stopped"
  | "failed"
  | "done";

/** The act on screen: the one that was chosen for this configuration, or whatever is being done. */
export function actOf(
  view: AppView | null,
  configuration: string | null,
  chosen: ActName | null,
): ActView | null {
  const act = view?.act ?? null;
  if (!act) return null;
  const isWorking = act.phase === "running" || act.phase === "stopping";
  const { act: what, target } = act.steering;
  return isWorking || (target.servicePrincipal === configuration && what.is === chosen) ? act : null;
}

export function actMoment(act: ActView | null, chosen: ActName | null): ActMoment {
  if (!act) return chosen ? "looking" : "choose";
  switch (act.phase) {
    case "planning":
      return "looking";
    case "planned":
      if (act.steps.some(({ state }) => state.is === "failed")) return "blocked";
      return act.steps.every(isDone) ? "nothing" : "ready";
    case "running":
      return "working";
    case "done":
      return act.changesMade > 0 ? "done" : "nothing";
    case "stopping":
    case "stopped":
    case "failed":
      return act.phase;
  }
}

/** The first text that the act asks for and that is not typed; null when all are. */
export function leftToType(asks: readonly Asked[], typed: readonly string[]): string | null {
  const isTyped = ({ text }: Asked, at: number) => text !== "" && typed[at]?.trim() === text.trim();
  return asks.find((asked, at) => !isTyped(asked, at))?.text ?? null;
}

/** The act of this name on a configuration as a whole; null where what it needs to know is not known. */
export function actOn({ jobs, mainJob }: ConfigurationStatus, name: ActName): Act | null {
  if (name === "forget-pair") return null;
  if (name !== "let-go") return { is: name };
  const held = jobs.find(({ id }) => id === mainJob)?.affected ?? null;
  return held === null ? null : { is: name, held };
}

/** A full round is for the job that needs it; every other act is for all jobs together, or finds its own among them. */
export function targetOf(found: ConfigurationStatus, act: ActName): Target {
  const { id, name, domain, jobs, mainJob } = found;
  const wanted = ofOneJob.has(act) ? jobs.filter((job) => job.id === mainJob) : jobs;
  return { servicePrincipal: id, jobs: wanted.map((job) => job.id), name, domain };
}

const ofOneJob: ReadonlySet<ActName> = new Set<ActName>([
  "everybody",
  "forget-pairs",
  "keep",
  "let-go",
  "raise-once",
]);

interface Choices {
  usual: ActName[];
  /** Only when Microsoft's support asks for it. */
  last: ActName[];
  /** What switches a part off, or all of it; the gentlest first. */
  more: ActName[];
}

/** The acts that make sense as it stands, the gentlest first. While removals are held, another start would let some go unasked. */
export function choicesOf({ jobs, choice }: ConfigurationStatus): Choices {
  const more = switchedOff(jobs, choice);
  if (choice === "decide") return { usual: ["keep", "let-go", "raise-once", "pause"], last: [], more };
  const stands = jobs.some(({ state }) => !runsBy.has(state));
  const runs = jobs.some(({ state }) => runsBy.has(state) || isQuarantine(state));
  return {
    usual: [...(stands ? (["go-on"] as const) : []), "everybody", ...(runs ? (["pause"] as const) : [])],
    last: ["forget-pairs"],
    more,
  };
}

/** Taking the mapping of password hashes out starts a full round, which is not to happen while removals are held. */
function switchedOff(jobs: readonly JobStatus[], choice: ConfigurationStatus["choice"]): ActName[] {
  const of = (wanted: string) => jobs.filter(({ template }) => template === wanted);
  const hashes = of("AD2AADPasswordHash");
  const rests = hashes.every(({ state }) => state.startsWith("paused") || state === "never-started");
  return [
    ...(rests ? [] : (["pause-hashes"] as const)),
    ...(hashes.length > 0 && choice !== "decide" ? (["take-out-hashes"] as const) : []),
    ...(of("AAD2ADExchangeHybridWriteback").length > 0 ? (["exchange-off"] as const) : []),
    "remove",
  ];
}

const runsBy: ReadonlySet<State> = new Set<State>([
  "in-step",
  "running-now",
  "first-round",
  "starting",
  "some-fail",
  "run-failed",
]);

/** The way that fits, by the judge. Whether removals are right only a person knows. */
export function recommendedOf({ choice }: ConfigurationStatus): ActName | null {
  return choice === "decide" ? null : choice;
}
