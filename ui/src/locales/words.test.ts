import { describe, expect, it } from "vitest";

import { words } from "../testing/words";
import { chosenLanguage, speak } from "./i18n";
import type { Language } from "./words";

const languages = Object.keys(words) as Language[];

/** Every file, those of the command line too: it reads these folders itself. */
const files = import.meta.glob<object>("./*/*.json", { eager: true, import: "default" });
const allWords = (language: Language) =>
  Object.fromEntries(
    Object.entries(files).flatMap(([path, tree]) => {
      const [, folder, name] = path.split("/");
      return folder === language && name ? [[name, tree]] : [];
    }),
  );

/** Every sentence with its path, such as `steps.secrets.done`. */
function sentences(tree: object, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const here = path ? `${path}.${key}` : key;
    return typeof value === "string" ? [[here, value]] : sentences(value as object, here);
  });
}

/** People are spoken to in one way (docs/words.md); these are the others. */
const otherAddress: Record<Language, RegExp | null> = {
  en: null,
  nl: /\b[Uu]w?\b/,
  id: /\b(?:anda|[Kk]amu|[Ee]ngkau)\b/,
};

const placeholders = (sentence: string) =>
  [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe.each(languages)("the words in %s", (language) => {
  const here = sentences(allWords(language));
  const english = new Map(sentences(allWords("en")));

  it("are those of English, each with the same values", () => {
    expect(here.map(([path]) => path).sort()).toEqual([...english.keys()].sort());
    for (const [path, sentence] of here) {
      expect([path, ...placeholders(sentence)]).toEqual([path, ...placeholders(english.get(path) ?? "")]);
    }
  });

  it("are plain: no markup, no nesting, no formats, nothing empty, no shouting", () => {
    for (const [path, sentence] of here) {
      expect(sentence.trim(), path).toBe(sentence);
      // A note without a short form is told aside (frame/note.ts).
      if (!path.endsWith("_row")) expect(sentence, path).not.toBe("");
      expect(sentence, path).not.toMatch(/[<>!]|\$t\(|\{\{[^}]*[^\w}][^}]*\}\}/);
    }
  });

  it("speak to everybody in the same way", () => {
    const other = otherAddress[language];
    expect(here.filter(([, sentence]) => other?.test(sentence))).toEqual([]);
  });

  it("count", () => {
    const t = speak(language, words[language]).getFixedT(language);
    expect(t("footer.changes", { count: 1 })).toContain("1 ");
    expect(t("footer.changes", { count: 12 })).toContain("12 ");
  });
});

describe("the language", () => {
  it("is the first one we speak", () => {
    expect(chosenLanguage(["fr-FR", "nl-BE", "en"])).toBe("nl");
    expect(chosenLanguage(["id"])).toBe("id");
    expect(chosenLanguage(["EN-US"])).toBe("en");
    expect(chosenLanguage(["de"])).toBe("en");
    expect(chosenLanguage([])).toBe("en");
  });
});
