import { makeStyles, ProgressBar, tokens } from "@fluentui/react-components";

import { ago, dayAndTime, day as dayOf, until } from "../components/dates";
import { useTrack } from "../components/track";
import type { JobStatus } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { FactRow } from "./FactRow";

const dayLength = 86_400_000;
const lasts = 28;

/** Since when Microsoft holds a job back, when it tries again, and when it gives up: day n of 28 from the first failure. */
export function Held({ job, now }: { job: JobStatus; now: number }) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { track } = useTrack();
  const { since, deadline, nextTry } = job;
  if (since === null || deadline === null) return null;
  const isOver = job.state === "switched-off";
  const passed = Math.floor((now - Date.parse(since)) / dayLength);
  const day = Math.min(lasts, Math.max(1, passed));
  const left = Math.max(0, Math.ceil((Date.parse(deadline) - now) / dayLength));
  return (
    <>
      {!isOver && (
        <div className={styles.bar}>
          <div className={styles.days}>
            <strong>{t("operate:page.day", { day, of: lasts })}</strong>
            <span>{t("operate:page.left", { count: left })}</span>
          </div>
          <ProgressBar
            aria-hidden
            className={track}
            value={day / lasts}
            thickness="large"
            color={job.level === "urgent" ? "error" : "warning"}
          />
        </div>
      )}
      <FactRow
        facts={[
          {
            name: t("operate:page.since"),
            value: dayAndTime(language, since),
            more: ago(language, since, now),
          },
          ...(nextTry && !isOver
            ? [
                {
                  name: t("operate:page.nextTry"),
                  value: dayAndTime(language, nextTry),
                  more: Date.parse(nextTry) < now ? t("operate:page.overdue") : until(language, nextTry, now),
                },
              ]
            : []),
          {
            name: t(isOver ? "operate:page.switchedOff" : "operate:page.switchOff"),
            value: isOver ? dayAndTime(language, deadline) : dayOf(language, deadline),
            more: isOver ? ago(language, deadline, now) : t("operate:page.unlessRepaired"),
          },
        ]}
      />
    </>
  );
}

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalM },
  days: {
    display: "flex",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalSNudge,
    "& span": { color: tokens.colorNeutralForeground2 },
  },
});
