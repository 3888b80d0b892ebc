import i18next, { type i18n, type TFunction } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";

import { type Language, words } from "./words";

const namespaces = [
  "common",
  "check",
  "enable",
  "notes",
  "presenter",
  "problems",
  "report",
  "signIn",
  "steps",
  "trial",
  "waits",
  "welcome",
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

/** Words for one window, ready at once: everything is in the app, nothing is loaded. */
export function speak(language: Language): i18n {
  const speaker = i18next.createInstance();
  void speaker.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: words,
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
