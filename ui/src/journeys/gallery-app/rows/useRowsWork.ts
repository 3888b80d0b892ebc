import { useState } from "react";

import type { MainAction } from "../../../frame/Page";
import type { GalleryAppSetup, Problem, RowsChosen, RowsView } from "../../../ipc/bindings";
import { asProblem, type Ipc } from "../../../ipc/client";
import { useWords } from "../../../locales/i18n";
import type { JourneyState } from "../../../wizard/useJourney";
import type { Answers } from "../answers";

/** What can be done while rows are worked on, and with those that did not come to a good end. */
export function useRowsWork(
  ipc: Ipc,
  { setup, stop }: JourneyState<GalleryAppSetup, Answers>,
  rows: RowsView | null,
  start: boolean,
) {
  const { t } = useWords();
  const [refused, setRefused] = useState<Problem | null>(null);
  const ask = (asked: Promise<void>) => {
    setRefused(null);
    asked.catch((thrown: unknown) => setRefused(asProblem(thrown)));
  };
  const apply = (chosen: RowsChosen) => {
    if (setup) ask(ipc.applyRows(setup, start, chosen));
  };
  return {
    refused,
    retry: (number: number) => apply({ are: "one", number }),
    /** The one thing to do; null where the page has its own. */
    action: actionOf(),
  };

  function actionOf(): MainAction | null {
    if (!rows) return null;
    if (rows.working) {
      return rows.ending
        ? { label: t("galleryApp:rows.stopNow"), act: () => void stop(), isPrimary: false }
        : { label: t("galleryApp:rows.stop"), act: () => ask(ipc.endRows()), isPrimary: false };
    }
    const count = rows.readyAgain;
    if (count === 0) return null;
    return {
      label: t("galleryApp:rows.retryAll", { count }),
      act: () => apply({ are: "ready-again" }),
      isPrimary: true,
    };
  }
}
