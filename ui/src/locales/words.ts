import type * as en from "./en";
import type * as enRest from "./en-rest";
import type * as id from "./id";
import type * as idRest from "./id-rest";
import type * as nl from "./nl";
import type * as nlRest from "./nl-rest";

/** What the first page says, and what everything else says. */
export type FirstWords = typeof en;
export type RestOfWords = typeof enRest;
export type Words = FirstWords & RestOfWords;
export type Language = "en" | "nl" | "id";

/** Bring the words of a language. A key that one language lacks, or has alone, does not compile. */
export const bringFirstWords: Record<Language, () => Promise<FirstWords>> = {
  en: () => import("./en") satisfies Promise<typeof nl & typeof id>,
  nl: () => import("./nl"),
  id: () => import("./id"),
};
export const bringRestOfWords: Record<Language, () => Promise<RestOfWords>> = {
  en: () => import("./en-rest") satisfies Promise<typeof nlRest & typeof idRest>,
  nl: () => import("./nl-rest"),
  id: () => import("./id-rest"),
};
