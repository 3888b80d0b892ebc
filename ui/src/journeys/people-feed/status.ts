import type { StatusMeaning, StatusWord } from "../../ipc/bindings";
import type { Answers } from "./answers";

export const meanings: readonly StatusMeaning[] = ["here", "left", "leave-out"];

/** Of so many people one may have left without being asked about. */
const oneIn = 10;

export interface Sum {
  here: number;
  left: number;
  "leave-out": number;
  /** Words nobody decided about. */
  open: number;
  /** Those of them for which there is a suggestion. */
  suggested: number;
}

/** What is decided so far, in people. */
export function sumOf(words: readonly StatusWord[], decided: Answers["words"]): Sum {
  const sum: Sum = { here: 0, left: 0, "leave-out": 0, open: 0, suggested: 0 };
  for (const { word, count, meaning } of words) {
    const said = decided[word];
    if (said) sum[said] += count;
    else {
      sum.open += 1;
      sum.suggested += meaning ? 1 : 0;
    }
  }
  return sum;
}

/** So many would leave that the person types the number. */
export function asksForCount({ here, left }: Sum): boolean {
  return left * oneIn > here + left;
}

/** The decisions about words that the file has; those of another file count no more. */
export function ofFile(words: readonly StatusWord[], decided: Answers["words"]): Answers["words"] {
  return Object.fromEntries(
    words.flatMap(({ word }) => {
      const said = decided[word];
      return said ? [[word, said] as const] : [];
    }),
  );
}

/** The decisions with all suggestions for words that are open. */
export function withSuggestions(words: readonly StatusWord[], decided: Answers["words"]): Answers["words"] {
  const suggested = words.flatMap(({ word, meaning }) =>
    meaning && !decided[word] ? [[word, meaning] as const] : [],
  );
  return { ...decided, ...Object.fromEntries(suggested) };
}
