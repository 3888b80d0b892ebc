import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type Say, useWords } from "../locales/i18n";

import { took } from "../components/duration";
import { StateIcon } from "../components/StateIcon";
import type { StepState, StepView } from "../ipc/bindings";
import type { Words } from "../locales/words";
import { narrow } from "./layout";
import { notesInRow, tenseOf } from "./note";
import { failedTitle } from "./run";
import { useWait, WaitText } from "./Wait";

interface StepRowProps {
  step: StepView;
  /** A step above says why this one waits. */
  isTold?: boolean;
  lookNow?: (() => void) | undefined;
}

/** One step: what it does in the tense of its state, what it changes, and why it waits. */
export function StepRow({ step, isTold = false, lookNow }: StepRowProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { state } = step;
  const wait = useWait(state.is === "waiting" ? state : null);
  const atWork = activeStates.has(state.is);
  const notBegun = state.is === "to-come" || state.is === "not-wanted";

  return (
    <li className={styles.row} data-step={step.id} data-state={state.is}>
      <StateIcon state={iconOf(state, wait)} />
      <div className={styles.text}>
        <div className={mergeClasses(atWork && styles.strong, notBegun && styles.quiet)}>
          {state.is === "failed" ? failedTitle(t, step) : t(`steps:${step.id}.${titleOf(state)}`)}
        </div>
        {state.is === "unknown" && <div className={styles.more}>{t("step.answerLost")}</div>}
        {notesInRow(t, step.notes, tenseOf(step)).map((note) => (
          <div key={note} className={mergeClasses(styles.more, notBegun && styles.quiet)}>
            {note}
          </div>
        ))}
        {wait && (!isTold || wait.overdue) && <WaitText wait={wait} lookNow={lookNow} />}
      </div>
      <div className={styles.evidence}>
        {wait && isTold && !wait.overdue ? t("step.sameReason") : evidence(step, t, language)}
      </div>
    </li>
  );
}

/** A lost answer is not known yet, whether somebody looks for it in this run or in the next. */
function iconOf(state: StepState, wait: ReturnType<typeof useWait>) {
  if (wait?.overdue) return "overdue";
  return wait?.cause === "answer-lost" ? "unknown" : state.is;
}

const activeStates = new Set<StepState["is"]>(["looking", "changing", "waiting", "confirming", "unknown"]);

/** What was found done is so; what this run made was done by it. */
function titleOf(state: StepState): keyof Words["steps"]["secrets"] {
  switch (state.is) {
    case "done":
      return state.already ? "done" : "did";
    case "waiting":
      return "waiting";
    case "changing":
    case "confirming":
    case "unknown":
      return "doing";
    case "failed":
      return "failed";
    case "to-come":
    case "looking":
    case "will-change":
    case "not-wanted":
    case "stopped":
      return "toCome";
  }
}

/** The state in a word at the row's end, or what says more: the time it took, or what it waits for. */
function evidence(step: StepView, t: Say, language: string): string {
  const { state } = step;
  if (state.is === "done") {
    // What is gone already was not "already there", nor was what somebody looked at.
    const wasThere = state.already && step.part !== "removal" && !step.onlyLooks;
    return wasThere ? t("state.already") : took(language, step.spent);
  }
  if (state.is === "to-come") {
    const last = state.after.at(-1);
    return last ? t("step.after", { step: t(`steps:${last}.name`) }) : t("state.to-come");
  }
  if (state.is === "failed") return t("step.sameReason");
  return t(`state.${state.is}`);
}

const useStyles = makeStyles({
  row: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr) auto",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalMNudge} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ":last-child": { borderBottom: "none" },
    [narrow]: { gridTemplateColumns: "20px minmax(0, 1fr)" },
  },
  text: { overflowWrap: "anywhere" },
  strong: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3 },
  more: { color: tokens.colorNeutralForeground2 },
  evidence: {
    maxWidth: "200px",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: "tabular-nums",
    textAlign: "end",
    [narrow]: { gridColumnStart: "2", maxWidth: "none", textAlign: "start" },
  },
});
