import { halfWay } from "../frame/begun";
import type { AppView } from "../ipc/bindings";

/** The picture of the application for one journey: a run of another one is on no page, and can be gone on with from this journey. */
export function viewOf(view: AppView | null, journey: string): AppView | null {
  if (!view) return null;
  const check = view.check?.journey === journey ? view.check : null;
  if (!view.run || view.run.journey === journey) return { ...view, check };
  const left = halfWay(view);
  const unfinished = left ? [left, ...view.unfinished] : view.unfinished;
  return { ...view, check, run: null, removal: null, trial: null, unfinished };
}
