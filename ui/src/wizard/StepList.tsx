import { makeStyles } from "@fluentui/react-components";
import { useWords } from "../locales/i18n";

import type { StepView } from "../ipc/bindings";
import { ProblemCard } from "./ProblemCard";
import { StepRow } from "./StepRow";

/** Every step in the order of the list, each with its state. A failed one opens as a card where it happened. */
export function StepList({ steps }: { steps: readonly StepView[] }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <ol className={styles.list} aria-label={t("step.list")}>
      {steps.map((step) =>
        step.state.is === "failed" ? (
          <li key={step.id} data-step={step.id} data-state="failed">
            <ProblemCard title={t(`steps:${step.id}.failed`)} problem={step.state.problem} />
          </li>
        ) : (
          <StepRow key={step.id} step={step} />
        ),
      )}
    </ol>
  );
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
});
