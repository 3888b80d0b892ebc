import type { RunView, StepId, StepView } from "../../ipc/bindings";
import { isDone } from "../../wizard/run";

/** A complete plan, sorted for reading. */
export interface Plan {
  blocked: StepView[];
  willChange: StepView[];
  stays: StepView[];
  unknown: StepView[];
}

/** Steps that only look: what they will find cannot be known before the steps they need are done. */
const onlyLook: ReadonlySet<StepId> = new Set(["agent-check", "exchange-schema", "first-status"]);

export function planOf(run: RunView): Plan {
  const plan: Plan = { blocked: [], willChange: [], stays: [], unknown: [] };
  for (const step of run.steps) plan[groupOf(step)].push(step);
  return plan;
}

function groupOf(step: StepView): keyof Plan {
  if (step.state.is === "failed") return "blocked";
  if (isDone(step) || step.state.is === "not-wanted") return "stays";
  if (step.state.is !== "will-change" || onlyLook.has(step.id)) return "unknown";
  // A new configuration already is what some answers ask for; then nothing is sent.
  return step.requests.length > 0 ? "willChange" : "stays";
}
