import type { AppView, RunView } from "../ipc/bindings";
import { stageOf } from "../frame/run";

/** The pages in the order of the journey. */
export const pageIds = [
  "welcome",
  "sign-in",
  "check",
  "choose",
  "review",
  "apply",
  "try",
  "enable",
  "done",
  "remove",
] as const;

export type PageId = (typeof pageIds)[number];

/** Pages that are about no tenant, or about choosing one. */
const needNoTenant: ReadonlySet<PageId> = new Set(["welcome", "sign-in"]);

/** The page that is shown: the chosen one, as long as there is a tenant for it to be about. */
export function pageShown(view: AppView | null, chosen: PageId | null): PageId {
  if (!chosen) return pageAfterReload(view);
  return view && !view.tenant && !needNoTenant.has(chosen) ? "sign-in" : chosen;
}

/** Where a window that was reloaded goes on. */
function pageAfterReload(view: AppView | null): PageId {
  if (!view?.tenant) return "welcome";
  if (isRemoving(view)) return "remove";
  return view.run ? pageOfRun(view.run) : "check";
}

/** The page on which a run is followed: starting is a step of its own, and its run says so. */
export function pageOfRun(run: RunView): PageId {
  if (run.phase === "planning" || run.phase === "planned") return "review";
  return run.setup.start ? "enable" : "apply";
}

/** Where the way to a removal begins: the end, or the page on which a run stands half-way. */
export function pageBeforeRemoval(view: AppView | null): PageId {
  const stage = stageOf(view);
  return view?.run && (stage === "stopped" || stage === "failed") ? pageOfRun(view.run) : "done";
}

/** While the tenant is being changed, by a run, by trying one person or by a removal, no page may be left. */
export function isHeld(view: AppView | null): boolean {
  return view?.busy != null && view.busy !== "planning";
}

/** What was created is being taken away. */
export function isRemoving(view: AppView | null): boolean {
  return view?.busy === "removing";
}
