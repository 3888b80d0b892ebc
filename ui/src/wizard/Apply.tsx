import { makeStyles, mergeClasses, ProgressBar, tokens } from "@fluentui/react-components";

import { useTrack } from "../components/track";
import { useWords } from "../locales/i18n";

import { Page } from "../frame/Page";
import { isAtWork, progressOf, stageOf, stepsOf } from "../frame/run";
import { StepList } from "../frame/StepList";
import { useRunNews } from "../frame/useRunNews";
import { actionLabel, changedSentence, pageWords } from "./applyWords";
import { Created } from "./Created";
import type { PageProps } from "./definition";
import { AskedForMore } from "../sign-in/AskedForMore";
import { Notices } from "../frame/Notices";
import { ProblemAction } from "./ProblemAction";

/** Shows every step of the run while it happens. */
export function Apply({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const run = view?.run ?? null;
  const stage = stageOf(view);
  const atWork = isAtWork(stage);
  const isOver = stage === "done" || stage === "nothingToDo";
  const isHalfWay = stage === "failed" || stage === "stopped";
  const { title, lead } = pageWords(t, stage, view);
  useRunNews(run, title);

  const act = () => {
    if (atWork) void journey.stop();
    else if (isOver) journey.next();
    else void journey.apply();
  };
  return (
    <Page
      visit={journey.visit}
      title={title}
      lead={lead}
      changed={changedSentence(t, stage, run, journey.announced)}
      back={isOver ? () => void journey.review() : undefined}
      second={isHalfWay ? { label: t("button.closeForNow"), act: () => journey.goHome() } : undefined}
      action={{ label: t(actionLabel(stage)), act, isPrimary: !atWork, shut: stage === "stopping" }}
    >
      <AskedForMore view={view} ipc={ipc} />
      <Notices view={view} problem={journey.refused ?? outOfTouch} />
      {run && atWork && <Progress {...progressOf(run)} />}
      {run && (
        <StepList
          steps={stepsOf(run)}
          actionFor={(problem) => <ProblemAction problem={problem} view={view} journey={journey} ipc={ipc} />}
          lookNow={() => void ipc.lookNow()}
        />
      )}
      {view && run && isHalfWay && run.created.length > 0 && (
        <Created ipc={ipc} view={view} run={run} remove={() => void journey.lookAtCreated()} />
      )}
    </Page>
  );
}

function Progress({ done, total }: { done: number; total: number }) {
  const { t } = useWords();
  const styles = useStyles();
  const { track } = useTrack();
  // The footer counts the changes; a second number beside the bar would count something else.
  return (
    <ProgressBar
      className={mergeClasses(track, styles.track)}
      aria-label={t("progress.label")}
      thickness="large"
      value={done}
      max={total}
    />
  );
}

const useStyles = makeStyles({
  track: {
    margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}`,
  },
});
