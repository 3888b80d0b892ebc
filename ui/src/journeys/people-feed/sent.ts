import { changedSoFar } from "../../frame/begun";
import type { AppView } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";

export const sendPage = "send";
export const followPage = "follow";

/** What the footer says on the pages that send: who was accepted, before what was set up. */
export function sentSoFar(t: Say, view: AppView | null, more?: string) {
  const feed = view?.feed;
  const accepted = feed?.progress?.accepted ?? feed?.end?.accepted ?? 0;
  if (accepted > 0) {
    return { anything: true, sentence: t("feedSend:footer.accepted", { count: accepted }), more };
  }
  const made = changedSoFar(t, view);
  const yet = t("feedSend:footer.nothingYet");
  // What was set up stands first; that nobody was sent is said beside it.
  return made.anything ? { ...made, more: more ?? yet } : { anything: false, sentence: yet, more };
}
