import type { AppView } from "../../ipc/bindings";
import { changedSoFar } from "../../frame/begun";
import type { Say } from "../../locales/i18n";
import { toMend } from "./problems";

/** What the footer says on a page that looks into the file; `shut` is what opens its button. */
export function lookedSoFar(t: Say, view: AppView | null, shut?: string) {
  const made = changedSoFar(t, view);
  const mend = toMend(view?.people ?? null).length;
  const more = shut ?? (mend > 0 ? t("peopleFeed:footer.settle", { count: mend }) : undefined);
  return made.anything ? { ...made, more } : { ...made, sentence: t("peopleFeed:footer.looking"), more };
}
