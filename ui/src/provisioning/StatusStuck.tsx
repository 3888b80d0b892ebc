import { makeStyles, mergeClasses, Subtitle2, tokens } from "@fluentui/react-components";
import { useId } from "react";

import { CopyButton } from "../components/CopyButton";
import { Disclosure } from "../components/Disclosure";
import { StateIcon } from "../components/StateIcon";
import { useNow } from "../components/useNow";
import type { JobStatus } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { ago, dayAndTime } from "../components/dates";
import { narrow } from "../frame/layout";
import { stuckWords } from "./statusWords";

/** Why Microsoft holds a job back or switched it off: red when nobody gets through, amber when only a part waits. */
export function StuckCard({ job }: { job: JobStatus }) {
  const { t, language } = useWords();
  const styles = useStyles();
  const heading = useId();
  const now = useNow(true);
  const { reason, error, since, deadline, nextTry, firstRank } = job;
  const words = stuckWords(t, job);
  const lines: [string, string][] = [
    [t("problem.happened"), words.means],
    [t("problem.means"), words.price],
    [t("problem.todo"), words.startsAgain ? `${words.todo} ${t("enable:stuck.then")}` : words.todo],
  ];
  if (since) {
    lines.push([t("enable:stuck.since"), `${dayAndTime(language, since)} (${ago(language, since, now)})`]);
  }
  if (job.lastGoodRun) lines.push([t("enable:stuck.lastGood"), dayAndTime(language, job.lastGoodRun)]);
  if (nextTry) lines.push([t("enable:stuck.nextTry"), dayAndTime(language, nextTry)]);
  if (deadline) {
    const label = t(job.state === "switched-off" ? "enable:switchedOff.at" : "enable:stuck.until");
    lines.push([label, dayAndTime(language, deadline)]);
  }
  return (
    <section
      className={mergeClasses(styles.card, firstRank && styles.red)}
      aria-labelledby={heading}
      data-stuck={job.cause}
    >
      <StateIcon state={firstRank ? "failed" : "overdue"} />
      <Subtitle2 as="h2" id={heading} className={styles.title}>
        {words.title}
      </Subtitle2>
      <dl className={styles.answers}>
        {lines.map(([label, text]) => (
          <div key={label} className={styles.line}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.support}>
        <CopyButton
          label={t("enable:stuck.copy")}
          copied={t("button.copied")}
          text={() =>
            [words.title, ...lines.map((line) => line.join(": ")), error ?? reason ?? job.code].join("\n")
          }
        />
        <Disclosure label={t("problem.details")}>
          <div className={styles.details}>{[reason, error].filter(Boolean).join(" · ")}</div>
        </Disclosure>
      </div>
    </section>
  );
}

const useStyles = makeStyles({
  card: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalM,
    padding: "16px 20px 12px 18px",
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflowWrap: "anywhere",
  },
  red: {
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    boxShadow: tokens.shadow4,
  },
  title: { margin: 0 },
  answers: { gridColumnStart: "2", margin: `${tokens.spacingVerticalM} 0` },
  line: {
    display: "grid",
    gridTemplateColumns: "minmax(90px, 132px) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    paddingBottom: tokens.spacingVerticalS,
    "& dt": { color: tokens.colorNeutralForeground3 },
    "& dd": { margin: 0 },
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  support: {
    gridColumnStart: "2",
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalM,
    paddingTop: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  details: {
    flexBasis: "100%",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
});
