import type { AppView, RowsView, RunView } from "../ipc/bindings";
import { type SetupFile, starts } from "../ipc/setup";
import { stageOf } from "../frame/run";
import { type JourneyDefinition, type PageDefinition, pagesOf } from "./definition";

/** Pages that the wizard itself leads to. */
export const signInPage = "sign-in";
export const removePage = "remove";
export const reviewPage = "review";
export const applyPage = "apply";
export const tryPage = "try";
export const enablePage = "enable";
export const sendingPage = "sending";
/** With this the page What is sent looks anew, whatever was sent just now. */
export const lookAnew = "look-anew";
export const donePage = "done";

/** Pages of what is there already, which belong to no journey. */
export const lookPage = "look";
export const actPage = "act";
export const logPage = "log";
export const entryPage = "entry";
export const heldPage = "held";
export const whyPage = "why";
export const pairPage = "pair";
export const driftPage = "drift";
export const tenantsPage = "tenants";
export const appsPage = "apps";
export const appPage = "app";

/** Stands for the first page of the window, which belongs to no journey. */
export const home = "home";

/** A window that was reloaded was at what is there already: it was looked at or acted on, and nothing was set up. */
export function wasOperating(view: AppView | null): boolean {
  if (!view?.tenant || view.run || view.rows || view.removal) return false;
  return view.act !== null || view.status?.wholeTenant === true;
}

/** The page that is shown: the chosen one, as long as there is a tenant for it to be about. */
export function pageShown(
  view: AppView | null,
  chosen: string | null,
  definition: JourneyDefinition,
): string {
  if (chosen === null && wasOperating(view)) return isHeld(view) ? actPage : lookPage;
  if (chosen === null) return pageAfterReload(view, definition);
  const needsTenant = chosen !== home && chosen !== signInPage;
  return view && !view.tenant && needsTenant ? signInPage : chosen;
}

/** Where a window that was reloaded goes on. */
function pageAfterReload(view: AppView | null, definition: JourneyDefinition): string {
  if (!view?.tenant) return home;
  if (isRemoving(view)) return removePage;
  if (view.rows) return pageOfRows(view.rows);
  return view.run ? pageOfRun(view.run) : pageAfter(signInPage, pagesOf(definition, view));
}

/** The page on which a run is followed: starting is a step of its own, and its run says so. */
export function pageOfRun(run: RunView): string {
  if (run.phase === "planning" || run.phase === "planned") return reviewPage;
  return pageOfStart(run.setup);
}

/** The page on which the work on rows is followed. */
function pageOfRows({ work }: RowsView): string {
  return { plan: reviewPage, prepare: applyPage, start: enablePage }[work];
}

export function pageOfStart(setup: SetupFile): string {
  return starts(setup) ? enablePage : applyPage;
}

/** Where the way to a removal begins: the end, or the page on which a run stands half-way. */
export function pageBeforeRemoval(view: AppView | null): string {
  const stage = stageOf(view);
  return view?.run && (stage === "stopped" || stage === "failed") ? pageOfRun(view.run) : donePage;
}

export function pageAfter(id: string, pages: readonly PageDefinition[]): string {
  return besides(id, 1, pages);
}

export function pageBefore(id: string, pages: readonly PageDefinition[]): string {
  return besides(id, -1, pages);
}

/** Before the first page and after the last one is the first page of the window. */
function besides(id: string, steps: 1 | -1, pages: readonly PageDefinition[]): string {
  const ids = pages.map((page) => page.id);
  return ids[ids.indexOf(id) + steps] ?? home;
}

/** While the tenant is being changed, by a run, by trying one person or by a removal, no page may be left. */
export function isHeld(view: AppView | null): boolean {
  return view?.busy != null && view.busy !== "planning";
}

/** What was created is being taken away. */
export function isRemoving(view: AppView | null): boolean {
  return view?.busy === "removing";
}
