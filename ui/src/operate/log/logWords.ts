import type { StateName } from "../../components/StateIcon";
import type { ListedRow, Outcome } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";

export const iconOfOutcome: Record<Outcome, StateName> = {
  failed: "failed",
  warned: "needs-you",
  held: "stopped",
  changed: "done",
  skipped: "not-wanted",
  unknown: "unknown",
};

/** What people call the object; of one without a name its kind. */
export function nameOfRow(t: Say, { name, address, dn, kind }: ListedRow): string {
  return name ?? address ?? dn ?? t(`logPage:kind.${kind}`);
}

/** "Could not be changed". */
export function whatHappened(t: Say, { outcome, action }: ListedRow): string {
  switch (outcome) {
    case "failed":
    case "changed":
      return t(`logPage:${outcome}.${action}`);
    case "held":
      return t(action === "staged-delete" ? "logPage:held.removal" : "logPage:held.change");
    case "warned":
    case "skipped":
    case "unknown":
      return t(`logPage:${outcome}`);
  }
}

/** Why, as far as there are words; otherwise Microsoft's own code. */
export function whyOf(t: Say, { cause, code, why }: Pick<ListedRow, "cause" | "code" | "why">): string {
  if (why != null && why !== "not-told") return t(`logPage:why.${why}`);
  if (cause != null) return t(`log:code.${cause}`);
  return code ?? "";
}
