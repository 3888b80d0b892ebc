import type { PeopleCompared, PeopleFeedSetup, PeopleLeaveOut } from "../../ipc/bindings";

/** A rule by which rows are left out, as it stands in the fields. */
export interface Rule {
  /** Heading of the column. */
  column: string;
  compared: PeopleCompared;
  /** A word in each line; an empty line is an empty cell. */
  words: string;
}

type Written = NonNullable<PeopleFeedSetup["leaveOut"]>[number];

/** What a set-up file calls each way to compare. */
const fields = { is: "is", "is-not": "isNot", contains: "contains" } as const;
export const ways = Object.keys(fields) as PeopleCompared[];

export function rulesOf(written: readonly Written[] = []): Rule[] {
  return written.flatMap((rule) =>
    ways.flatMap((compared) => {
      const words = rule[fields[compared]] ?? [];
      return words.length > 0 ? [{ column: rule.column, compared, words: words.join("\n") }] : [];
    }),
  );
}

/** Those that say something: one that is not filled in yet is none. */
export function writtenOf(rules: readonly Rule[]): Written[] {
  return rules
    .filter(isWhole)
    .map((rule) => ({ column: rule.column, [fields[rule.compared]]: linesOf(rule.words) }));
}

export function asAsked(rules: readonly Rule[]): PeopleLeaveOut[] {
  return rules.map(({ column, compared, words }) => ({ column, compared, words: linesOf(words) }));
}

/** An empty word would stand in every cell. */
export function isWhole({ column, compared, words }: Rule): boolean {
  return column !== "" && (compared !== "contains" || !linesOf(words).includes(""));
}

/** Each word once. Lines that end the text are no cells, except where there is nothing else. */
function linesOf(words: string): string[] {
  return [...new Set(words.trimEnd().split("\n"))].map((word) => word.trim());
}
