import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from "@fluentui/react-components";
import type { AppView, UnfinishedRun } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { begunRuns } from "../../wizard/begun";

interface UnfinishedProps {
  view: AppView | null;
  resume: (run: UnfinishedRun) => Promise<void>;
}

/** Runs of this tenant that were begun and not ended, each with the way to go on. */
export function Unfinished({ view, resume }: UnfinishedProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const when = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
  return begunRuns(view).map((run) => (
    <MessageBar key={run.name + run.at} intent="info" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>{t("check:unfinished.title", { name: run.name })}.</MessageBarTitle>{" "}
        {t("check:unfinished.text", { when: run.at && when.format(new Date(run.at)) })}
        {run.unknown && ` ${t("check:unfinished.unknown")}`}
      </MessageBarBody>
      <MessageBarActions>
        <Button appearance="primary" onClick={() => void resume(run)}>
          {t("check:unfinished.continue", { name: run.name })}
        </Button>
      </MessageBarActions>
    </MessageBar>
  ));
}

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalM },
  words: { overflowWrap: "anywhere", whiteSpace: "normal" },
});
