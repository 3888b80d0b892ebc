import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";

import { useWords } from "../locales/i18n";
import type { BegunRun } from "../frame/begun";

interface UnfinishedProps {
  runs: readonly BegunRun[];
  resume: (begun: BegunRun) => Promise<void>;
}

/** So many of one set-up are told one by one. A set-up of the command line has up to 2,000, which no page here carries on. */
const mostOfOne = 3;

/** Runs that were begun and not ended, each with the way to go on; the many of one set-up together. */
export function Unfinished({ runs, resume }: UnfinishedProps) {
  const { t } = useWords();
  const sets = new Map<string, [BegunRun, ...BegunRun[]]>();
  for (const begun of runs) {
    const { run, elsewhere } = begun;
    const set = JSON.stringify([elsewhere?.tenant, elsewhere?.cloud, run.journey, run.kind, run.name]);
    sets.set(set, [...(sets.get(set) ?? []), begun] as [BegunRun, ...BegunRun[]]);
  }
  return [...sets].flatMap(([key, set]) => {
    if (set.length > mostOfOne) return <Bar key={key} newest={set[0]} many={set} />;
    return set.map((begun) => (
      <Bar key={[key, begun.run.row, begun.run.at].join(" ")} newest={begun}>
        <Button appearance="primary" onClick={() => void resume(begun)}>
          {t(
            begun.run.kind === "removal" ? "check:unfinished.continueRemoval" : "check:unfinished.continue",
            {
              name: begun.run.name,
            },
          )}
        </Button>
      </Bar>
    ));
  });
}

interface BarProps {
  newest: BegunRun;
  /** Told together. */
  many?: readonly BegunRun[];
  /** The way to go on. */
  children?: ReactNode;
}

function Bar({ newest: { run, elsewhere }, many, children }: BarProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const when = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
  const tenant = elsewhere?.tenantName ?? elsewhere?.tenant ?? "";
  const title = `title${run.kind === "removal" ? "Removal" : ""}${elsewhere ? "In" : ""}` as const;
  const values = { name: run.name, tenant, when: run.at && when.format(new Date(run.at)) };
  const isUnknown = (many ?? [{ run }]).some(({ run }) => run.unknown);
  return (
    <MessageBar intent="info" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>
          {many
            ? t(`check:unfinished.many.${title}`, { ...values, count: many.length })
            : t(`check:unfinished.${title}`, values)}
          .
        </MessageBarTitle>{" "}
        {t(many ? "check:unfinished.many.text" : "check:unfinished.text", values)}
        {isUnknown && ` ${t("check:unfinished.unknown")}`}
        {elsewhere && !many && ` ${t("check:unfinished.signInFirst", values)}`}
      </MessageBarBody>
      {children && <MessageBarActions>{children}</MessageBarActions>}
    </MessageBar>
  );
}

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalM },
  words: { overflowWrap: "anywhere", whiteSpace: "normal" },
});
