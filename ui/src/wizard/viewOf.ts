import { halfWay } from "../frame/begun";
import type { AppView } from "../ipc/bindings";

/** The picture of the application for one journey: a run of another one is on no page, and can be gone on with from this journey. */
export function viewOf(view: AppView | null, journey: string): AppView | null {
  if (!view) return null;
  const check = view.check?.journey === journey ? view.check : null;
  const rows = view.rows?.setup.journey === journey ? view.rows : null;
  if (!view.run || view.run.journey === journey) return { ...view, check, rows };
  const left = halfWay(view);
  const unfinished = left ? [left, ...view.unfinished] : view.unfinished;
  return { ...view, check, rows, run: null, removal: null, trial: null, unfinished };
}
