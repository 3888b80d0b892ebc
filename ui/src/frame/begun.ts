import type { AppView, UnfinishedAnywhere, UnfinishedRun } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { changedSteps, isGone, progressOf, stageOf } from "./run";

/** A run that was begun and not ended, and the tenant to sign in to before it can go on. */
export interface BegunRun {
  run: UnfinishedRun;
  elsewhere: UnfinishedAnywhere | null;
}

/** Runs that were begun and not ended: the one on screen, those of this tenant, then those of tenants nobody is signed in to. */
export function begunRuns(view: AppView | null): BegunRun[] {
  const onScreen = halfWay(view);
  const here = [...(onScreen ? [onScreen] : []), ...(view?.unfinished ?? [])];
  const others = view?.unfinishedAnywhere.filter(({ tenant }) => tenant !== view.tenant?.id) ?? [];
  return [
    ...here.map((run) => ({ run, elsewhere: null })),
    ...others.map((elsewhere) => ({ run: elsewhere.run, elsewhere })),
  ];
}

/** The run on screen, where it did not come to its end. */
export function halfWay(view: AppView | null): UnfinishedRun | null {
  const run = view?.run;
  const stage = stageOf(view);
  if (!run || run.removed || (stage !== "stopped" && stage !== "failed")) return null;
  return {
    journey: run.journey,
    kind: "set-up",
    row: null,
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
  const sent = view?.feeds.some(({ unfinished }) => unfinished) ?? false;
  const owed = sent || (view?.owed.length ?? 0) > 0;
  const sentence = begun ? "footer.unfinished" : owed ? "footer.owed" : "footer.nothingYet";
  return { anything: begun || owed, sentence: t(sentence) };
}
