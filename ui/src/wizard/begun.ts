import type { AppView, UnfinishedRun } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { changedSteps, isGone, progressOf, stageOf } from "./run";

/** Runs that were begun and not ended: the one on screen, then those of which only their notes are left. */
export function begunRuns(view: AppView | null): UnfinishedRun[] {
  const onScreen = halfWay(view);
  return [...(onScreen ? [onScreen] : []), ...(view?.unfinished ?? [])];
}

function halfWay(view: AppView | null): UnfinishedRun | null {
  const run = view?.run;
  const stage = stageOf(view);
  if (!run || run.removed || (stage !== "stopped" && stage !== "failed")) return null;
  return {
    name: run.name,
    setup: run.setup,
    ...progressOf(run),
    unknown: run.steps.some(({ state }) => state.is === "unknown"),
    at: run.ended ?? run.began ?? "",
  };
}

/** What has been changed in the tenant so far, on a page that is about no run. */
export function changedSoFar(t: Say, view: AppView | null): { anything: boolean; sentence: string } {
  if (isGone(view))
    return { anything: true, sentence: t("footer.removed", { tenant: view?.tenant?.name ?? "" }) };
  const made = changedSteps(view?.run ?? null).length;
  if (made > 0) return { anything: true, sentence: t("footer.changes", { count: made }) };
  const begun = begunRuns(view).length > 0;
  return { anything: begun, sentence: t(begun ? "footer.unfinished" : "footer.nothingYet") };
}
