import { moment } from "../../components/clock";
import type { LogPeriod } from "../../ipc/bindings";

/** Days that are shown at most, as many as the shell tells of. */
export const mostDays = 40;
const hour = 3_600_000;

/** Where the days of this computer's time zone begin, from some days ago to today, and where today ends. */
export function midnights(now: number, daysAgo: number): number[] {
  const today = new Date(now);
  // Not every day has 24 hours.
  return Array.from({ length: daysAgo + 2 }, (_, at) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() - daysAgo + at).getTime(),
  );
}

/** How many midnights lie between a time and now; 39 at most, as a time may make no sense. */
export function daysSince(time: number, now: number): number {
  const days = midnights(now, mostDays - 1);
  const first = days.findIndex((begin) => begin > time);
  return first === -1 ? 0 : mostDays - Math.max(1, first);
}

/** Where the hours of the last day begin, the first of which is not whole, and where the present one ends. */
function hours(now: number): number[] {
  // Setting the minutes of a date would confuse the two hours of the night in which clocks are set back.
  const zone = new Date(now).getTimezoneOffset() * 60_000;
  const end = (Math.floor((now - zone) / hour) + 1) * hour + zone;
  return Array.from({ length: 26 }, (_, at) => end - (25 - at) * hour);
}

/** Where each hour or day of a period of the log begins, and where the last ends, in milliseconds. */
export function marksOf(period: LogPeriod, oldest: string | null, now: number): number[] {
  if (period === "day") return hours(now);
  const known = oldest === null ? now : Date.parse(oldest);
  return midnights(now, period === "week" ? 7 : daysSince(known, now));
}

const ofHour = {
  label: { weekday: "long", hour: "numeric", minute: "2-digit" },
  tick: { timeStyle: "short" },
} as const;
const ofDay = {
  label: { weekday: "long", day: "numeric", month: "long" },
  tick: { day: "numeric", month: "short" },
} as const;

/** When an hour or a day begins, and what it is called, in full and in short. */
export function nameOf(language: string, begin: number, isHour: boolean) {
  const at = new Date(begin).toISOString();
  const options = isHour ? ofHour : ofDay;
  return { begin, label: moment(language, at, options.label), tick: moment(language, at, options.tick) };
}
