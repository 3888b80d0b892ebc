import type { Act, ActView, AppView, ConfigurationStatus, Target } from "../ipc/bindings";
import { isDone } from "../frame/run";

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

/** What cannot be taken back asks for the tenant's name. */
export function askedToType(act: ActName): boolean {
  return act === "forget-pairs";
}

/** A full round is for the job that needs it; everything else is for all jobs together. */
export function targetOf(found: ConfigurationStatus, act: ActName): Target {
  const { id, name, domain, jobs, mainJob } = found;
  const isRound = act === "everybody" || act === "forget-pairs";
  const wanted = isRound ? jobs.filter((job) => job.id === mainJob) : jobs;
  return { servicePrincipal: id, jobs: wanted.map((job) => job.id), name, domain };
}

/** The acts that make sense as it stands, the gentlest first. The last needs Microsoft's support to ask for it. */
export function choicesOf({ jobs }: ConfigurationStatus): { usual: ActName[]; last: ActName[] } {
  const stands = jobs.some(
    ({ state }) => !["in-step", "running-now", "first-round", "starting", "some-fail"].includes(state),
  );
  const runs = jobs.some(({ code }) => code !== "Paused" && code !== "NotConfigured");
  return {
    usual: [...(stands ? (["go-on"] as const) : []), "everybody", ...(runs ? (["pause"] as const) : [])],
    last: ["forget-pairs"],
  };
}

/** The way that fits, by the judge. */
export function recommendedOf({ choice }: ConfigurationStatus): ActName | null {
  return choice === "go-on" || choice === "everybody" ? choice : null;
}
