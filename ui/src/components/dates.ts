import { moment } from "./clock";

/** "5 February 2026 at 09:41", as the person writes it. */
export function dayAndTime(language: string, at: string | number): string {
  return moment(language, rfc3339(at), { dateStyle: "long", timeStyle: "short" });
}

/** "5 Feb 2026, 09:41": the same where many stand below each other. */
export function shortDayAndTime(language: string, at: string | number): string {
  return moment(language, rfc3339(at), { dateStyle: "medium", timeStyle: "short" });
}

export function day(language: string, at: string | number): string {
  return moment(language, rfc3339(at), { dateStyle: "long" });
}

export function clock(language: string, at: string | number): string {
  return moment(language, rfc3339(at), { timeStyle: "short" });
}

function rfc3339(at: string | number): string {
  return typeof at === "string" ? at : new Date(at).toISOString();
}

const units = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** "2 minutes ago"; below a minute "now". A clock that runs ahead of ours is no future. */
export function ago(language: string, at: string, now: number): string {
  return away(language, Math.max(0, (now - Date.parse(at)) / 1000), -1);
}

/** "in 3 hours"; what is past is now. */
export function until(language: string, at: string, now: number): string {
  return away(language, Math.max(0, (Date.parse(at) - now) / 1000), 1);
}

function away(language: string, seconds: number, direction: 1 | -1): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, length] of units) {
    if (seconds >= length) return words.format(direction * Math.floor(seconds / length), unit);
  }
  return words.format(0, "second");
}
