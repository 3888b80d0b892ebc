import type { CellFault, TableCell } from "../../../ipc/bindings";
import type { Say } from "../../../locales/i18n";
import { allowedIn, foundIn } from "../../../locales/mistakes";
import type { Words } from "../../../locales/words";

type FieldWords = Words["galleryApp"]["field"];
type ColumnWords = Words["galleryApp"]["column"];

/** A column in plain words; a credential as Microsoft's own page calls it. */
export function columnName(t: Say, key: string): string {
  const own = t(`galleryApp:column.${key as keyof ColumnWords}`, { defaultValue: "" });
  return own || t(`galleryApp:field.${key as keyof FieldWords}.label`, { defaultValue: key });
}

/** What is wrong with a cell, in a sentence. */
export function faultSentence(t: Say, fault: CellFault): string {
  if (fault.is !== "wrong") return t(`galleryApp:fault.${fault.is}`);
  const allowed = allowedIn(t, fault.allowed);
  // The cell itself shows what can be shown.
  if (fault.found.code === "not-shown") return t("galleryApp:fault.only", { allowed });
  return t("galleryApp:fault.wrong", { found: foundIn(t, fault.found), allowed });
}

/** Where the secret of a cell is, for a field that shows nothing of it. */
export function secretPlace(t: Say, { secret }: TableCell): string | undefined {
  if (secret === null) return undefined;
  return secret === "memory" ? "••••••••" : t("galleryApp:table.stored");
}
