import { useNow } from "../../components/useNow";
import type { LogView, SpanCounts } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { type Say, useWords } from "../../locales/i18n";
import { Bars } from "../pictures/Bars";
import { type Column, numeral, type Row, type Tone } from "../pictures/rows";
import { Picture } from "../pictures/Picture";
import { marksOf, nameOf } from "../pictures/spans";
import { TimeTable } from "../pictures/TimeTable";
import { useTimeline } from "./useTimeline";

const changes = ["created", "updated", "disabled", "removed", "other"] as const;
type Counted = Exclude<keyof SpanCounts, "read">;

/** What was done day by day, or hour by hour where only the last day was read. What is not read yet is no zero. */
export function LogTimes({ ipc, log }: { ipc: Ipc; log: LogView }) {
  const { t, language } = useWords();
  const now = useNow(true);
  const told = useTimeline(ipc, log, marksOf(log.period, log.oldest, now));
  if (told === null || told.timeline.spans.every(({ read }) => read === "not")) return null;
  const { isHours, timeline } = told;
  const { spans, earlier, later, untimed } = timeline;
  const columns: Column[] = spans.map(({ read }, at) => ({
    ...nameOf(language, told.marks[at] ?? now, isHours),
    read,
  }));
  const rowOf = (counted: Counted, tone: Tone): Row => {
    const values = spans.map((span) => (span.read === "not" && span[counted] === 0 ? null : span[counted]));
    const name = wordOf(t, counted);
    const { sum, most, when } = peakOf(values, columns);
    const number = { name, sum: numeral(language, sum), most: numeral(language, most), when };
    return { name, values, tone, told: sum, said: t("logPage:times.row", number) };
  };
  const all = [
    ...changes.map((counted) => rowOf(counted, "goes")),
    rowOf("held", "waits"),
    rowOf("failed", "fails"),
  ];
  const besides = [rowOf("skipped", "goes"), rowOf("unknown", "goes")];
  const rows = all.filter(({ told: sum }) => sum > 0);
  if (rows.length === 0) return null;
  const beside = earlier + later + untimed;
  return (
    <Picture
      title={titleOf(t, language, spans, columns, isHours, log.complete)}
      notes={[
        columns.some(({ read }) => read !== "whole") && t("operate:picture.hatched"),
        beside > 0 && t("logPage:times.beside", { count: beside }),
      ]}
      table={
        <TimeTable
          span={t(isHours ? "logPage:times.hour" : "operate:picture.day")}
          columns={columns}
          rows={[...all, ...besides].filter(({ told: sum }) => sum > 0)}
        />
      }
    >
      <Bars columns={columns} rows={rows} />
    </Picture>
  );
}

function wordOf(t: Say, counted: Counted): string {
  switch (counted) {
    case "created":
      return t("logPage:changed.create");
    case "updated":
      return t("logPage:changed.update");
    case "disabled":
      return t("logPage:changed.disable");
    case "removed":
      return t("logPage:changed.delete");
    case "other":
      return t("logPage:changed.other");
    case "unknown":
      return t("logPage:times.unknown");
    default:
      return t(`logPage:outcome.${counted}`);
  }
}

function titleOf(
  t: Say,
  language: string,
  spans: readonly SpanCounts[],
  columns: Column[],
  isHours: boolean,
  isAll: boolean,
): string {
  const done = spans.map((span) => changes.reduce((sum, action) => sum + span[action], 0));
  const { sum, most, when } = peakOf(done, columns);
  if (sum === 0) return t(isAll ? "logPage:times.none" : "logPage:times.noneSoFar");
  const values = { count: sum, most: numeral(language, most), when };
  return t(isHours ? "logPage:times.hours" : "logPage:times.days", values);
}

/** The sum, and the column that has most. */
function peakOf(values: readonly (number | null)[], columns: readonly Column[]) {
  const numbers = values.map((value) => value ?? 0);
  const most = Math.max(0, ...numbers);
  const when = columns[numbers.indexOf(most)]?.label ?? "";
  return { sum: numbers.reduce((sum, value) => sum + value, 0), most, when };
}
