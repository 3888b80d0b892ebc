import type * as en from "./en";
import type * as id from "./id";
import type * as nl from "./nl";

export type Words = typeof en;
export type Language = "en" | "nl" | "id";

/** Brings all words of a language. A key that one language lacks, or has alone, does not compile. */
export const bringWords: Record<Language, () => Promise<Words>> = {
  en: () => import("./en") satisfies Promise<typeof nl & typeof id>,
  nl: () => import("./nl"),
  id: () => import("./id"),
};
