import i18next, { type i18n, type TFunction } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";

import { bringFirstWords, bringRestOfWords, type FirstWords, type Language } from "./words";

const namespaces = [
  "common",
  "apps",
  "check",
  "cloudSync",
  "drift",
  "enable",
  "galleryApp",
  "journeys",
  "mistakes",
  "notes",
  "log",
  "logPage",
  "operate",
  "peopleFeed",
  "peopleFile",
  "person",
  "presenter",
  "problems",
  "remove",
  "report",
  "signIn",
  "steps",
  "trial",
  "waits",
  "welcome",
  "whyPage",
  "wizard",
] as const;

/** Turns a key and its values into the person's language; an unknown key does not compile. */
export type Say = TFunction<typeof namespaces>;

/** The words inside a component. */
export function useWords(): { t: Say; language: string } {
  const { t, i18n } = useTranslation(namespaces);
  return { t, language: i18n.language };
}

/** The first language of the person that we speak, else English. */
export function chosenLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split("-")[0];
    if (language === "en" || language === "nl" || language === "id") return language;
  }
  return "en";
}

/** Speaks a language in one window, with the words that are there; it can learn more. */
export function speak(language: Language, words: FirstWords): i18n {
  const speaker = i18next.createInstance();
  void speaker.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { ...words } },
    ns: namespaces,
    defaultNS: "common",
    initAsync: false,
    returnNull: false,
    // React escapes on its own.
    interpolation: { escapeValue: false },
    // A value that is missing leaves a gap, as on the command line.
    missingInterpolationHandler: () => "",
  });
  return speaker;
}

/** Lets a window's speaker learn all words of a language, unless it knows them already. */
export async function learn(speaker: i18n, language: Language): Promise<void> {
  if (knowsAll(speaker, language)) return;
  const [first, rest] = await Promise.all([bringFirstWords[language](), bringRestOfWords[language]()]);
  for (const [name, words] of Object.entries({ ...first, ...rest })) {
    speaker.addResourceBundle(language, name, words);
  }
}

function knowsAll(speaker: i18n, language: string): boolean {
  return speaker.hasResourceBundle(language, "problems");
}

/** Learns what is said beyond the first page. */
export async function learnRest(speaker: i18n): Promise<void> {
  await learn(speaker, speaker.language as Language);
}
