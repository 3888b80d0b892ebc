import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from "@fluentui/react-components";
import { useWords } from "../locales/i18n";
import type { BegunRun } from "../frame/begun";

interface UnfinishedProps {
  runs: readonly BegunRun[];
  resume: (begun: BegunRun) => Promise<void>;
}

/** Runs that were begun and not ended, each with the way to go on. */
export function Unfinished({ runs, resume }: UnfinishedProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const when = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
  return runs.map((begun) => {
    const { run, elsewhere } = begun;
    const isRemoval = run.kind === "removal";
    const values = { name: run.name, tenant: elsewhere?.tenantName ?? elsewhere?.tenant ?? "" };
    const title = isRemoval
      ? t(elsewhere ? "check:unfinished.titleRemovalIn" : "check:unfinished.titleRemoval", values)
      : t(elsewhere ? "check:unfinished.titleIn" : "check:unfinished.title", values);
    return (
      <MessageBar
        key={[elsewhere?.tenant, run.kind, run.name, run.at].join(" ")}
        intent="info"
        layout="multiline"
        className={styles.bar}
      >
        <MessageBarBody className={styles.words}>
          <MessageBarTitle>{title}.</MessageBarTitle>{" "}
          {t("check:unfinished.text", { when: run.at && when.format(new Date(run.at)) })}
          {run.unknown && ` ${t("check:unfinished.unknown")}`}
          {elsewhere && ` ${t("check:unfinished.signInFirst", values)}`}
        </MessageBarBody>
        <MessageBarActions>
          <Button appearance="primary" onClick={() => void resume(begun)}>
            {t(isRemoval ? "check:unfinished.continueRemoval" : "check:unfinished.continue", values)}
          </Button>
        </MessageBarActions>
      </MessageBar>
    );
  });
}

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalM },
  words: { overflowWrap: "anywhere", whiteSpace: "normal" },
});
