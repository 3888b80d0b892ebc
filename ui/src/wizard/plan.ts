import type { RunView, StepView } from "../ipc/bindings";
import { isDone, stepsOf } from "../frame/run";

/** A complete plan, sorted for reading. */
export interface Plan {
  blocked: StepView[];
  willChange: StepView[];
  stays: StepView[];
  unknown: StepView[];
}

/** Starting is left to the page Enable, which the plan says in words of its own. */
export function planOf(run: RunView): Plan {
  const plan: Plan = { blocked: [], willChange: [], stays: [], unknown: [] };
  for (const step of stepsOf(run)) {
    if (isSaidElsewhere(step)) continue;
    const group = plan[groupOf(step)];
    if (!group.some((other) => saysTheSame(other, step))) group.push(step);
  }
  return plan;
}

/** What was only looked at stays as it was anyway, and the start has its own place in the plan. */
function isSaidElsewhere(step: StepView): boolean {
  const isLook = step.onlyLooks && isDone(step);
  return (
    isLook || (step.state.is === "not-wanted" && step.notes.some(({ code }) => code === "start-not-wanted"))
  );
}

/** Steps that one answer leaves out give one reason. */
function saysTheSame(one: StepView, other: StepView): boolean {
  const leftOut = one.state.is === "not-wanted" && other.state.is === "not-wanted" && one.notes.length > 0;
  return leftOut && JSON.stringify(one.notes) === JSON.stringify(other.notes);
}

function groupOf(step: StepView): keyof Plan {
  if (step.state.is === "failed") return "blocked";
  if (isDone(step) || step.state.is === "not-wanted") return "stays";
  // What a step that only looks will find cannot be known before the steps that it needs are done.
  if (step.state.is !== "will-change" || step.onlyLooks) return "unknown";
  // A new configuration already is what some answers ask for; then nothing is sent. What is on its way out is waited for all the same.
  return step.requests.length > 0 || step.part === "removal" ? "willChange" : "stays";
}

/** What is hard to take back in a change, if anything: the words are in the locales. */
export function warningOf(step: StepView): "flag" | "scope" | null {
  if (step.id === "tenant-sync-flag") return "flag";
  const narrows = step.id === "scope" && step.notes.some(({ code }) => code.startsWith("scope-was-"));
  return narrows ? "scope" : null;
}
