import { makeStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";

import type { Problem, StepView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { ProblemCard } from "./ProblemCard";
import { failedTitle } from "./run";
import { StepRow } from "./StepRow";

interface StepListProps {
  steps: readonly StepView[];
  /** The button for the first thing to do about a problem. */
  actionFor?: (problem: Problem) => ReactNode;
  /** Ends the pause of whatever waits. */
  lookNow?: () => void;
}

/**
 * Every step in the order of the list, each with its state. A failed one opens as a card where it happened; those that
 * failed beside it for the same reason stay rows, for there is one thing to do.
 */
export function StepList({ steps, actionFor, lookNow }: StepListProps) {
  const { t } = useWords();
  const styles = useStyles();
  const told = new Set<string>();
  return (
    <ol className={styles.list} aria-label={t("step.list")}>
      {steps.map((step) => {
        const problem = step.state.is === "failed" ? step.state.problem : null;
        if (!problem || told.has(reason(problem)))
          return <StepRow key={step.id} step={step} lookNow={lookNow} />;
        told.add(reason(problem));
        return (
          <li key={step.id} data-step={step.id} data-state="failed">
            <ProblemCard title={failedTitle(t, step)} problem={problem} action={actionFor?.(problem)} />
          </li>
        );
      })}
    </ol>
  );
}

function reason({ code, facts }: Problem): string {
  return JSON.stringify([code, facts]);
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
});
