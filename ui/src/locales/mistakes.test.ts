import { expect, it } from "vitest";

import { words } from "../testing/words";
import { speak } from "./i18n";
import { allowedIn, foundIn } from "./mistakes";

const said = (language: "en" | "nl" | "id") => {
  const t = speak(language, words[language]).getFixedT(language);
  return [
    foundIn(t, { code: "field-again", line: 4 }),
    foundIn(t, { code: "written", text: '"{{x}}"' }),
    allowedIn(t, { code: "number", least: 1, most: 1_000_000 }),
    allowedIn(t, { code: "one-of", words: ["adopt", "leave"] }),
  ];
};

it("a mistake of a set-up file is told with its values as they stand in a file", () => {
  expect(said("en")).toEqual([
    "this field again; it stands in line 4 already",
    '"{{x}}"',
    "a whole number from 1 to 1000000",
    'one of these: "adopt", "leave"',
  ]);
  expect(said("nl")).toEqual([
    "dit veld nog een keer; het staat al in regel 4",
    '"{{x}}"',
    "een geheel getal van 1 tot en met 1000000",
    'één van deze: "adopt", "leave"',
  ]);
  expect(said("id")[2]).toBe("bilangan bulat dari 1 sampai 1000000");
});
