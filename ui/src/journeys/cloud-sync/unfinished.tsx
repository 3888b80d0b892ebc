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

interface UnfinishedProps {
  view: AppView | null;
  resume: (run: UnfinishedRun) => Promise<void>;
}

/** Runs of this tenant that were begun and not ended, each with the way to go on. */
export function Unfinished({ view, resume }: UnfinishedProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const when = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
  // Going on with a removal is not going on with the set-up.
  const setUps = view?.unfinished.filter(({ kind }) => kind === "set-up");
  return setUps?.map((run) => (
    <MessageBar key={run.name + run.at} intent="info" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>{t("check:unfinished.title", { name: run.name })}</MessageBarTitle>
        {t("check:unfinished.text", {
          done: run.done,
          total: run.total,
          when: when.format(new Date(run.at)),
        })}
        {run.unknown && ` ${t("check:unfinished.unknown")}`}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => void resume(run)}>{t("check:unfinished.continue", { name: run.name })}</Button>
      </MessageBarActions>
    </MessageBar>
  ));
}

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalM },
  words: { overflowWrap: "anywhere", whiteSpace: "normal" },
});
