import { changedSoFar } from "../../../frame/begun";
import type { AppTableView, AppView, GalleryAppSetup, RowsView } from "../../../ipc/bindings";
import type { Say } from "../../../locales/i18n";
import { isSameSetup } from "../../../wizard/sameSetup";

/** The work on the rows of exactly these answers, and the table that they stand in. */
export function rowsHere(
  view: AppView | null,
  setup: GalleryAppSetup | null,
): { rows: RowsView | null; table: AppTableView | null } {
  const rows = view?.rows ?? null;
  const isIt = rows !== null && setup !== null && isSameSetup(rows.setup, setup);
  return { rows: isIt ? rows : null, table: view?.gallery?.table ?? null };
}

/** Rows that came to a good end. */
export function goodOf({ counts }: RowsView): number {
  return counts.done + counts.asWanted;
}

/** What has been changed so far: in how many rows. */
export function rowsChanged(t: Say, view: AppView | null): { anything: boolean; sentence: string } {
  const rows = view?.rows;
  if (!rows || rows.work === "plan" || rows.changes === 0) return changedSoFar(t, view);
  return { anything: true, sentence: t("footer.changes", { count: rows.changes }) };
}
