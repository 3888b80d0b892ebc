import { useEffect, useRef } from "react";
import { useWords } from "../locales/i18n";

import { useAnnounce } from "../components/Announcer";
import type { RunView } from "../ipc/bindings";
import { failedTitle, firstProblem, isDone, progressOf } from "./run";
import { causeSentence } from "./Wait";

/** At most one sentence in this time, in milliseconds; what comes in between is gathered. */
const pause = 5000;

/**
 * Tells people who listen what those who look can see: steps done, waits with their cause, the end. A countdown is
 * never told, a failure at once.
 */
export function useRunNews(run: RunView | null, title: string) {
  const { t } = useWords();
  const announce = useAnnounce();
  const before = useRef<RunView | null>(run);
  const gathered = useRef(new Map<string, string>());
  const spoken = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const last = before.current;
    before.current = run;
    if (!run || run === last) return;

    const speak = () => {
      timer.current = undefined;
      spoken.current = Date.now();
      announce([...gathered.current.values()].join(". "));
      gathered.current.clear();
    };
    const sayFirst = (sentence: string, how: "polite" | "assertive") => {
      clearTimeout(timer.current);
      timer.current = undefined;
      gathered.current.clear();
      announce(sentence, how);
    };

    if (run.phase !== last?.phase && run.phase === "failed") {
      const failed = firstProblem(run);
      sayFirst(failed ? failedTitle(t, failed.step) : title, "assertive");
      return;
    }
    if (run.phase !== last?.phase && (run.phase === "done" || run.phase === "stopped")) {
      sayFirst(title, "polite");
      return;
    }
    for (const step of run.steps) {
      const earlier = last?.steps.find((other) => other.id === step.id);
      if (isDone(step) && earlier && !isDone(earlier)) {
        gathered.current.set(
          "progress",
          t("progress.said", {
            ...progressOf(run),
            step: t(`steps:${step.id}.${step.changed ? "did" : "done"}`),
          }),
        );
      }
      if (step.state.is === "waiting" && earlier?.state.is !== "waiting") {
        const why = causeSentence(t, step.state.cause);
        gathered.current.set(step.id, `${t(`steps:${step.id}.waiting`)}. ${why}`);
      }
    }
    if (gathered.current.size > 0 && timer.current === undefined) {
      timer.current = setTimeout(speak, Math.max(0, spoken.current + pause - Date.now()));
    }
  }, [announce, run, t, title]);

  useEffect(() => () => clearTimeout(timer.current), []);
}
