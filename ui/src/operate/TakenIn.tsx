import { day as dayOf } from "../components/dates";
import type { TakenIn as Seen } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { Line } from "./pictures/Line";
import { type Column, numeral } from "./pictures/rows";
import { Picture } from "./pictures/Picture";
import { daysSince, midnights, nameOf } from "./pictures/spans";
import { TimeTable } from "./pictures/TimeTable";

/** People whom the jobs of a configuration know, day by day as somebody looked. Nothing is shown before there are two days. */
export function TakenIn({ seen, now }: { seen: readonly Seen[]; now: number }) {
  const { t, language } = useWords();
  const first = seen[0];
  const last = seen.at(-1);
  const ago = first ? daysSince(Date.parse(first.at), now) : 0;
  if (!first || !last || ago === 0) return null;
  const marks = midnights(now, ago);
  const days = marks.slice(0, -1).map((begin, at) => {
    const end = marks[at + 1] ?? now;
    const ofDay = seen.filter((one) => Date.parse(one.at) >= begin && Date.parse(one.at) < end);
    return { begin, last: ofDay.at(-1) ?? null };
  });
  const columns: Column[] = days.map(({ begin, last: known }) => ({
    ...nameOf(language, begin, false),
    read: known ? "whole" : "not",
  }));
  const since = dayOf(language, first.at);
  const valuesOf = (what: "people" | "groups") => days.map(({ last: known }) => known?.[what] ?? null);
  const rows = (["people", "groups"] as const).map((what) => ({
    name: t(`operate:picture.${what}`),
    values: valuesOf(what),
  }));
  const more = last.people - first.people;
  const direction = more === 0 ? "same" : more > 0 ? "more" : "fewer";
  const title = t(`operate:picture.known.${direction}`, {
    people: numeral(language, last.people),
    count: Math.abs(more),
    since,
  });
  return (
    <Picture
      title={title}
      notes={[
        t("operate:picture.seen"),
        columns.some(({ read }) => read === "not") && t("operate:picture.unseen"),
      ]}
      table={<TimeTable span={t("operate:picture.day")} columns={columns} rows={rows} />}
    >
      <Line columns={columns} row={{ values: valuesOf("people"), said: title }} />
    </Picture>
  );
}
