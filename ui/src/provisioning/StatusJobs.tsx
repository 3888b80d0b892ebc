import { makeStyles, tokens } from "@fluentui/react-components";

import { useNow } from "../components/useNow";
import { StateIcon, type StateName } from "../components/StateIcon";
import type { JobStatus, Level } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { stateWords, templateName } from "./stateWords";
import { narrow } from "../frame/layout";

/** Each job by the name people know, and where it stands. */
export function Jobs({ jobs }: { jobs: readonly JobStatus[] }) {
  const { t, language } = useWords();
  const styles = useStyles();
  const now = useNow(true);
  if (jobs.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t("enable:jobs")}>
      {jobs.map((job) => (
        <li key={job.id} className={styles.row} data-job={job.template} data-standing={job.state}>
          <StateIcon state={iconOfLevel[job.level]} />
          <span className={styles.name}>{templateName(t, job.template)}</span>
          <span className={styles.standing}>{stateWords(t, language, job, "", now).short}</span>
        </li>
      ))}
    </ul>
  );
}

/** The picture of a level. */
export const iconOfLevel: Record<Level, StateName> = {
  fine: "done",
  moving: "waiting",
  "cannot-see": "unknown",
  "needs-you": "needs-you",
  urgent: "failed",
};

const useStyles = makeStyles({
  list: { margin: `${tokens.spacingVerticalL} 0 0`, padding: 0, listStyleType: "none" },
  row: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr) auto",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalMNudge} 0`,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
    [narrow]: { gridTemplateColumns: "20px minmax(0, 1fr)" },
  },
  name: { overflowWrap: "anywhere" },
  standing: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForeground3,
    textAlign: "end",
    [narrow]: { gridColumnStart: "2", textAlign: "start" },
  },
});
