import { useEffect, useRef } from "react";

import { useAnnounce } from "../components/Announcer";
import type { TrialView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import type { Into } from "./trialPerson";
import { stepSentence } from "./trialWords";

/** Tells people who listen what came of the try: the title, then each of the four parts. */
export function useTrialNews(trial: TrialView | null, into: Into, title: string) {
  const { t } = useWords();
  const announce = useAnnounce();
  const wasWorking = useRef(false);
  useEffect(() => {
    const ended = wasWorking.current && trial?.working === false;
    wasWorking.current = trial?.working ?? false;
    if (!ended) return;
    const { result } = trial;
    announce(title, result && result.verdict !== "failure" ? "polite" : "assertive");
    if (!result) return;
    for (const step of result.steps) {
      announce(`${t(`trial:part.${step.part}.name`)}: ${stepSentence(t, into, step, result)}`);
    }
  }, [announce, into, t, title, trial]);
}
