import * as en from "../locales/en";
import * as id from "../locales/id";
import * as nl from "../locales/nl";
import type { Language, Words } from "../locales/words";

/** All words at once, for tests. */
export const words: Record<Language, Words> = { en, nl, id };
