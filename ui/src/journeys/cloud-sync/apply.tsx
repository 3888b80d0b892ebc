import { MessageBar, MessageBarBody, ProgressBar, Spinner } from "@fluentui/react-components";
import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../../locales/i18n";

import type { AppView, Problem } from "../../ipc/bindings";
import { asProblem, type Ipc } from "../../ipc/client";
import { noteSentence } from "../../wizard/note";
import { Page, type PageHandle } from "../../wizard/Page";
import { ProblemCard } from "../../wizard/ProblemCard";
import { isAtWork, progressOf, stageOf } from "../../wizard/run";
import { StepList } from "../../wizard/StepList";
import { useRunNews } from "../../wizard/useRunNews";
import { actionLabel, changedSentence, pageWords } from "./apply-words";
import { Promises } from "./promises";

interface ApplyProps {
  view: AppView | null;
  ipc: Ipc;
  /** Why the shell gave no picture of the application. */
  outOfTouch: Problem | null;
}

/** Runs the journey and shows every step while it happens. */
export function Apply({ view, ipc, outOfTouch }: ApplyProps) {
  const { t } = useWords();
  const styles = useStyles();
  const page = useRef<PageHandle>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const run = view?.run ?? null;
  const stage = stageOf(view);
  const atWork = isAtWork(stage);
  const { title, lead } = pageWords(t, stage, view);
  const problem = refused ?? outOfTouch;

  useRunNews(run, title);
  useEffect(() => {
    document.title = [t("journey.cloud-sync"), view?.tenant?.name, "Causeway"].filter(Boolean).join(" – ");
  }, [t, view?.tenant?.name]);

  const act = async () => {
    setRefused(null);
    try {
      await (atWork ? ipc.stopRun() : ipc.startRun());
      // The page turns from an offer into a run: reading begins at its title.
      if (!atWork) page.current?.focusTitle();
    } catch (thrown) {
      setRefused(asProblem(thrown));
    }
  };

  return (
    <Page
      ref={page}
      title={title}
      lead={lead}
      changed={changedSentence(t, stage, run)}
      action={{
        label: t(actionLabel(stage)),
        act: () => void act(),
        isPrimary: !atWork && stage !== "done" && stage !== "nothingToDo",
        shut: stage === "starting" || stage === "stopping",
      }}
    >
      {view?.notices.map((notice) => (
        <MessageBar key={notice.code} intent="warning" className={styles.notice}>
          <MessageBarBody>{noteSentence(t, notice)}</MessageBarBody>
        </MessageBar>
      ))}
      {problem && (
        <ProblemCard key={problem.details} title={t(`problems:${problem.code}.title`)} problem={problem} />
      )}
      {stage === "ready" && <Promises />}
      {run && atWork && <Progress {...progressOf(run)} />}
      {run && <StepList steps={run.steps} />}
    </Page>
  );
}

function Progress({ done, total }: { done: number; total: number }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <div className={styles.progress}>
      <ProgressBar
        className={styles.track}
        aria-label={t("progress.label")}
        thickness="large"
        value={done}
        max={total}
      />
      <span className={styles.count}>{t("progress.steps", { done, total })}</span>
      <Spinner size="extra-tiny" aria-hidden className={styles.spinner} />
    </div>
  );
}

const useStyles = makeStyles({
  notice: { marginBottom: tokens.spacingVerticalM },
  progress: {
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}`,
  },
  track: {
    "@media screen and (forced-colors: active)": {
      backgroundColor: "Canvas",
      outline: "1px solid CanvasText",
    },
  },
  count: {
    flexShrink: 0,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: "tabular-nums",
  },
  spinner: { "@media (prefers-reduced-motion: reduce)": { display: "none" } },
});
