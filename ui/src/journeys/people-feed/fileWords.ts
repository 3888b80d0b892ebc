import type { PeopleRefusal, PeopleView } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";

export const separators = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;
export const encodings = ["utf-8", "windows-1252", "windows-1250", "cp850", "utf-16le", "utf-16be"] as const;

export function separatorOf(t: Say, separator: string): string {
  const known = separator in separators ? separators[separator as keyof typeof separators] : "other";
  return t(`peopleFeed:file.separators.${known}`, { separator });
}

export function encodingOf(t: Say, encoding: string): string {
  const known = encodings.find((one) => one === encoding) ?? "other";
  return t(`peopleFeed:file.encodings.${known}`, { encoding });
}

/** Which of two numbers is the day, as far as anybody knows. */
export function datesOf(t: Say, { told, examined }: PeopleView): string {
  const order = told.dates ?? examined?.dates;
  if (order) return t(order === "day-first" ? "peopleFeed:file.dayFirst" : "peopleFeed:file.monthFirst");
  const isUnclear = examined?.problems.some(({ code }) => code === "date-unclear");
  return t(isUnclear ? "peopleFeed:file.datesUnclear" : "peopleFeed:file.datesNone");
}

/** Why a file is no table; the words are those of the command line. */
export function refusalOf(t: Say, { code, values }: PeopleRefusal): string {
  const instead = values.instead;
  return t(`peopleFile:file.${code as "file-empty"}`, {
    ...values,
    ...(instead === undefined ? {} : { instead: t(`peopleFile:instead.${instead as "json"}`) }),
  });
}
