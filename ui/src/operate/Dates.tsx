import { ago, dayAndTime } from "../components/dates";
import type { JobStatus } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { takenIn } from "../provisioning/statusFacts";
import { FactRow } from "./FactRow";

interface DatesProps {
  jobs: readonly JobStatus[];
  /** When they were first seen to stand so, where Microsoft does not tell. */
  seenSince: string | null;
  now: number;
}

/** The last good run of what brings people, the run that goes on, and what was taken in so far. Microsoft never counts down. */
export function Dates({ jobs, seenSince, now }: DatesProps) {
  const { t, language } = useWords();
  const first = jobs.filter(({ firstRank }) => firstRank);
  const good = newest(first.map(({ lastGoodRun }) => lastGoodRun));
  const began = newest(first.map((job) => job.began));
  const { people, groups } = takenIn(first);
  const counted = {
    people: t("enable:count.people", { count: people }),
    groups: t("enable:count.groups", { count: groups }),
  };
  return (
    <FactRow
      facts={[
        {
          name: t("operate:page.lastGood"),
          value: good ? dayAndTime(language, good) : t("operate:page.never"),
          more: good ? ago(language, good, now) : undefined,
        },
        ...(began
          ? [
              {
                name: t("operate:page.began"),
                value: dayAndTime(language, began),
                more: ago(language, began, now),
              },
            ]
          : []),
        ...(seenSince
          ? [
              {
                name: t("operate:page.seenSince"),
                value: dayAndTime(language, seenSince),
                more: ago(language, seenSince, now),
              },
            ]
          : []),
        {
          name: t("operate:page.takenIn"),
          value: t("operate:page.counted", counted),
          more: t("operate:page.neverDown"),
        },
      ]}
    />
  );
}

function newest(times: readonly (string | null)[]): string | null {
  const known = times.filter((time) => time !== null);
  return known.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null;
}
