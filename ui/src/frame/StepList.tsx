import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

import { Disclosure } from "../components/Disclosure";
import type { Problem, StepId, StepView } from "../ipc/bindings";
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
 * failed beside it for the same reason stay rows, for there is one thing to do. So it is with those that wait. What the
 * answers leave out is folded.
 */
export function StepList({ steps, actionFor, lookNow }: StepListProps) {
  const { t } = useWords();
  const styles = useStyles();
  const tells = firstOfEach(steps, reasonOf);
  // One press ends every pause, but those that Microsoft asks for.
  const looks = steps.find(({ state }) => state.is === "waiting" && state.cause !== "throttled")?.id;
  const leftOut = steps.filter(({ state }) => state.is === "not-wanted");
  return (
    <>
      <ol className={styles.list} aria-label={t("step.list")}>
        {steps.map((step) => {
          const { id, state } = step;
          if (state.is === "not-wanted") return null;
          if (state.is === "failed" && tells.has(id)) {
            return (
              <li key={id} data-step={id} data-state="failed">
                <ProblemCard
                  title={failedTitle(t, step)}
                  problem={state.problem}
                  action={actionFor?.(state.problem)}
                />
              </li>
            );
          }
          return (
            <StepRow
              key={id}
              step={step}
              isTold={!tells.has(id)}
              lookNow={id === looks ? lookNow : undefined}
            />
          );
        })}
      </ol>
      {leftOut.length > 0 && (
        <div className={styles.leftOut}>
          <Disclosure label={t("step.leftOut", { count: leftOut.length })}>
            <ul className={styles.list}>
              {leftOut.map((step) => (
                <StepRow key={step.id} step={step} />
              ))}
            </ul>
          </Disclosure>
        </div>
      )}
    </>
  );
}

/** Why a step failed or waits: those that say the same are about one thing. */
function reasonOf({ state }: StepView): string | null {
  if (state.is === "failed") return JSON.stringify([state.problem.code, state.problem.facts]);
  return state.is === "waiting" ? state.cause : null;
}

function firstOfEach(steps: readonly StepView[], reason: (step: StepView) => string | null): Set<StepId> {
  const first = new Map<string, StepId>();
  for (const step of steps) {
    const why = reason(step);
    if (why !== null && !first.has(why)) first.set(why, step.id);
  }
  return new Set(first.values());
}

const useStyles = makeStyles({
  // The small button keeps its distance inside itself.
  leftOut: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  list: { margin: 0, padding: 0, listStyleType: "none" },
});
