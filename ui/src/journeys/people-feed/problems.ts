import type { PeopleCode, PeopleProblem, PeopleView } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";

/** The page on which a person settles what the file leaves open. */
export type SettledBy = "status" | "columns" | "names" | "dates" | "repeats";

const settledBy: Partial<Record<PeopleCode, SettledBy>> = {
  "status-unknown": "status",
  "status-column-unknown": "status",
  "number-unknown": "columns",
  "number-twice": "repeats",
  "column-unclear": "columns",
  "sign-in-missing": "names",
  "sign-in-twice": "names",
  "date-unclear": "dates",
};

/** Where that is, if it is not the file itself that must be put right. */
export function placeOf({ code }: PeopleProblem): SettledBy | null {
  return settledBy[code] ?? null;
}

export function blocking(people: PeopleView | null): PeopleProblem[] {
  return people?.examined?.problems.filter(({ weight }) => weight === "blocks") ?? [];
}

/** What nothing but the file itself can put right. */
export function toMend(people: PeopleView | null): PeopleProblem[] {
  return blocking(people).filter((problem) => placeOf(problem) === null);
}

/** What it is, of its first place. */
export function sentenceOf(t: Say, { code, places }: PeopleProblem, column: string): string {
  return t(`peopleFile:problem.${code}`, { column, ...places[0]?.values });
}

/** The rows in which it is. */
export function rowsOf(t: Say, { count, places }: PeopleProblem): string | null {
  const rows = places.flatMap(({ row }) => (row === undefined ? [] : [row]));
  if (rows.length === 0) return null;
  const more = count - rows.length;
  const values = { rows: rows.join(", ") };
  return more > 0
    ? t("peopleFeed:file.rowsMore", { ...values, count: more })
    : t("peopleFeed:file.rows", { ...values, count: rows.length });
}
