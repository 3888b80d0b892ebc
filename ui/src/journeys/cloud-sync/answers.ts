import type { Scope, SetupFile } from "../../ipc/setup";

export type Who = "everyone" | "ous" | "groups";

/** What stands in the fields at the moment, right or wrong. */
export interface Answers {
  who: Who;
  /** Distinguished names; each list is kept while another answer is tried. */
  names: Record<"ous" | "groups", string[]>;
  /** Typed into the row for one more name and not added yet. */
  adding: string;
  passwordHashes: boolean;
  exchange: boolean;
  mail: string;
  guarded: boolean;
  threshold: string;
}

export type Section = "who" | "passwords" | "exchange" | "mail" | "guard";

/** Sections in the order of the page. */
export const sections: readonly Section[] = ["who", "passwords", "exchange", "mail", "guard"];

/** What is wrong with an answer; the words are in the locales. */
export type Fault =
  "noName" | "notAdded" | "notAName" | "elsewhere" | "twice" | "tooMany" | "mail" | "threshold";

/** As many names as Rust takes; Microsoft's newer pages speak of about fifty. */
export const mostNames = 59;

export function answersOf(file: SetupFile): Answers {
  const { scope, accidentalDeletes: guard } = file;
  return {
    who: "ous" in scope ? "ous" : "groups" in scope ? "groups" : "everyone",
    names: { ous: "ous" in scope ? scope.ous : [], groups: "groups" in scope ? scope.groups : [] },
    adding: "",
    passwordHashes: file.passwordHashSync,
    exchange: file.exchangeHybridWriteback,
    mail: file.notify[0] ?? "",
    guarded: guard.enabled,
    threshold: guard.enabled ? String(guard.threshold) : "500",
  };
}

/** The set-up file with these answers in it; everything else stays as it was. */
export function setupOf(file: SetupFile, answers: Answers): SetupFile {
  const mail = answers.mail.trim();
  return {
    ...file,
    passwordHashSync: answers.passwordHashes,
    exchangeHybridWriteback: answers.exchange,
    scope: scopeOf(answers),
    notify: mail ? [mail] : [],
    accidentalDeletes: answers.guarded
      ? { enabled: true, threshold: Number(answers.threshold) }
      : { enabled: false },
  };
}

function scopeOf({ who, names }: Answers): Scope {
  if (who === "ous") return { ous: names.ous };
  return who === "groups" ? { groups: names.groups } : { everyone: true };
}

/** Whether a plan or run is about exactly these answers. Rust writes the file in one order, and so do we. */
export function isSameSetup(one: SetupFile, other: SetupFile): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What is wrong, by section. Rust looks again and has the last word. */
export function faultsOf(answers: Answers, domain: string): Partial<Record<Section, Fault>> {
  const found: Partial<Record<Section, Fault>> = {};
  const who = whoFault(answers, domain);
  if (who) found.who = who;
  const mail = answers.mail.trim();
  if (mail && !isMail(mail)) found.mail = "mail";
  if (answers.guarded && !isThreshold(answers.threshold)) found.guard = "threshold";
  return found;
}

function whoFault({ who, names, adding }: Answers, domain: string): Fault | null {
  if (who === "everyone") return null;
  if (adding.trim()) return nameFault(adding, who, names[who], domain) ?? "notAdded";
  return names[who].length === 0 ? "noName" : null;
}

/** What is wrong with one more name. */
export function nameFault(
  text: string,
  who: "ous" | "groups",
  others: readonly string[],
  domain: string,
): Fault | null {
  const name = text.trim();
  const parts = name.split(/(?<!\\),/).map((part) => part.trim().split("="));
  const kind = parts[0]?.[0]?.toUpperCase() ?? "";
  const isName = parts.every(
    ([kind, ...value]) => /^(OU|CN|DC)$/i.test(kind ?? "") && value.join("=").trim() !== "",
  );
  if (!isName || !(who === "ous" ? ["OU", "CN", "DC"] : ["CN"]).includes(kind)) return "notAName";
  const dcs = parts.filter(([kind]) => kind?.toUpperCase() === "DC").map(([, label]) => label);
  if (dcs.join(".").toLowerCase() !== domain.toLowerCase()) return "elsewhere";
  if (others.some((other) => other.toLowerCase() === name.toLowerCase())) return "twice";
  return others.length >= mostNames ? "tooMany" : null;
}

function isMail(text: string): boolean {
  return (
    text.length <= 254 && /^[^\s@,;<>"()[\]\\]{1,64}@[^\s@,;<>"()[\]\\]+\.[^\s@,;<>"()[\]\\.]+$/.test(text)
  );
}

function isThreshold(text: string): boolean {
  return /^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= 1_000_000;
}

/** The section that a field of the set-up file belongs to, such as `scope.ous[2]`. */
export function sectionOf(field: string): Section | null {
  const top = field.split(/[.[]/)[0];
  switch (top) {
    case "scope":
      return "who";
    case "passwordHashSync":
      return "passwords";
    case "exchangeHybridWriteback":
      return "exchange";
    case "notify":
      return "mail";
    case "accidentalDeletes":
      return "guard";
    default:
      return null;
  }
}
