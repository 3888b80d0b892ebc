import { useEffect, useRef, useState } from "react";

import { useAnnounce } from "../components/Announcer";
import type { AppView, Checked, CheckView, Problem } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";
import type { Journey } from "../ipc/setup";
import { useWords } from "../locales/i18n";
import { summary, wordsOf } from "./checkWords";

/** While something needs the person, the page looks again after this time, in milliseconds. */
export const lookAgainAfter = 15_000;

interface Look {
  /** The last complete look: it stays while the next one is under way. Null before the first. */
  settled: readonly Checked[] | null;
  look: () => void;
  /** Why the last look was not begun. */
  refused: Problem | null;
}

/** Looks when the page opens, on request, and by itself while something needs the person. */
export function useLook(journey: Journey, view: AppView | null, ipc: Ipc): Look {
  const check = view?.check ?? null;
  const settled = useSettled(check);
  const [refused, setRefused] = useState<Problem | null>(null);
  useNews(view);

  const ask = useRef(() => {
    setRefused(null);
    ipc.checkTenant(journey).catch((thrown: unknown) => setRefused(asProblem(thrown)));
  });
  useEffect(() => ask.current(), []);

  const isLooking = check?.looking ?? false;
  const isWaiting = !isLooking && (settled?.some(({ verdict }) => verdict === "needs-you") ?? false);
  useEffect(() => {
    if (!isWaiting) return;
    const again = setInterval(() => {
      if (document.visibilityState === "visible") ask.current();
    }, lookAgainAfter);
    return () => clearInterval(again);
  }, [isWaiting]);

  return { settled, look: () => ask.current(), refused };
}

function useSettled(check: CheckView | null): readonly Checked[] | null {
  const [last, setLast] = useState<readonly Checked[] | null>(null);
  const found = check && isComplete(check) ? check.found : null;
  if (found && found !== last && (last === null || !check?.looking)) setLast(found);
  return last;
}

function isComplete({ asked, found }: CheckView): boolean {
  return asked.every((id) => found.some((one) => one.id === id));
}

/** Says what a look came to; after the first one only what turned. */
function useNews(view: AppView | null) {
  const { t } = useWords();
  const announce = useAnnounce();
  const check = view?.check ?? null;
  const told = useRef({ at: check?.at ?? null, found: null as readonly Checked[] | null });

  useEffect(() => {
    if (!check || check.looking || check.at === told.current.at || !isComplete(check)) return;
    const before = told.current.found;
    told.current = { at: check.at, found: check.found };
    if (!before) {
      announce(summary(t, check.found));
      return;
    }
    const turned = check.found.filter(
      ({ id, verdict }) => before.find((one) => one.id === id)?.verdict !== verdict,
    );
    if (turned.length === 0) return;
    const news = turned.map((one) => {
      const { short } = wordsOf(t, one, view);
      return t("check:said.turned", { check: t(`check:names.${one.id}`), news: short });
    });
    if (needsSomebody(before) && !needsSomebody(check.found)) news.push(t("check:said.open"));
    announce(news.join(". "));
  }, [announce, check, t, view]);
}

function needsSomebody(found: readonly Checked[]): boolean {
  return found.some(({ verdict }) => verdict === "needs-you");
}
