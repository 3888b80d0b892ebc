import * as en from "../locales/en";
import * as enRest from "../locales/en-rest";
import * as id from "../locales/id";
import * as idRest from "../locales/id-rest";
import * as nl from "../locales/nl";
import * as nlRest from "../locales/nl-rest";
import type { Language, Words } from "../locales/words";

/** All words at once, for tests. */
export const words: Record<Language, Words> = {
  en: { ...en, ...enRest },
  nl: { ...nl, ...nlRest },
  id: { ...id, ...idRest },
};
