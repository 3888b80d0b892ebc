import i18next, { type i18n, type TFunction } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";

import { bringWords, type Language, type Words } from "./words";

const namespaces = [
  "common",
  "check",
  "cloudSync",
  "cloudSyncCard",
  "enable",
  "notes",
  "presenter",
  "problems",
  "remove",
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

/** Speaks a language, whose words are there, in one window; it can learn others. */
export function speak(language: Language, words: Words): i18n {
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

/** Lets a window's speaker learn a language, unless it knows it already. */
export async function learn(speaker: i18n, language: Language): Promise<void> {
  if (speaker.hasResourceBundle(language, "common")) return;
  for (const [name, words] of Object.entries(await bringWords[language]())) {
    speaker.addResourceBundle(language, name, words);
  }
}
