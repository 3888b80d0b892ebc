import type { AppView, RunView, StepView } from "../ipc/bindings";
import { starts } from "../ipc/setup";
import type { Say } from "../locales/i18n";

/** What the page is about at the moment. */
export type Stage =
  "starting" | "ready" | "looking" | "running" | "stopping" | "stopped" | "failed" | "done" | "nothingToDo";

export function stageOf(view: AppView | null): Stage {
  if (!view?.tenant) return "starting";
  if (!view.run) return "ready";
  switch (view.run.phase) {
    case "planning":
    case "planned":
      return "looking";
    case "done":
      return view.run.changesMade > 0 ? "done" : "nothingToDo";
    case "running":
    case "stopping":
    case "stopped":
    case "failed":
      return view.run.phase;
  }
}

/** What was created has been removed; a configuration that holds jobs of others has not. */
export function isGone(view: AppView | null): boolean {
  return view?.run?.removed ?? false;
}

/** While it works there is nothing to begin, only something to stop. */
export function isAtWork(stage: Stage): boolean {
  return stage === "looking" || stage === "running" || stage === "stopping";
}

/** The steps that a run is about: one that starts nothing is not about the start. */
export function stepsOf(run: RunView): StepView[] {
  return run.steps.filter(({ part }) => starts(run.setup) || part !== "start");
}

/** Steps that count: those the set-up wants, and how many of them are done. */
export function progressOf(run: RunView): { done: number; total: number } {
  const wanted = stepsOf(run).filter((step) => step.state.is !== "not-wanted");
  return { done: wanted.filter(isDone).length, total: wanted.length };
}

/** Steps in which Causeway changed something, in this run or in those it goes on with: Apply and Enable are one story. */
export function changedSteps(run: RunView | null): StepView[] {
  return run?.steps.filter((step) => step.changed) ?? [];
}

export function isDone(step: StepView): boolean {
  return step.state.is === "done";
}

/** The first thing that needs the person. */
export function firstProblem(run: RunView | null) {
  for (const step of run?.steps ?? []) {
    if (step.state.is === "failed") return { step, problem: step.state.problem };
  }
  return null;
}

/** What did not come to its end: where the look itself failed, nothing was tried to change. */
export function failedTitle(t: Say, step: StepView): string {
  return step.state.is === "failed" && step.state.looking
    ? t("step.lookFailed", { step: t(`steps:${step.id}.name`) })
    : t(`steps:${step.id}.failed`);
}

/** From here on people in the tenant are affected. */
export function isSynchronizing(run: RunView): boolean {
  return run.steps.some(
    (step) => step.part === "start" && !step.onlyLooks && (isDone(step) || step.state.is === "confirming"),
  );
}
