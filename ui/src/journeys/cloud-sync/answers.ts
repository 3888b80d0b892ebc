import type { CloudSyncSetup } from "../../ipc/bindings";
import { isCount, isDomain, isMail } from "../../wizard/answerChecks";
import type { AnswersForm } from "../../wizard/useAnswers";
import { configurations, hasExisting } from "./existing";
import { isInDomain, partsOf, sameName } from "../../provisioning/distinguishedName";

export type Who = "everyone" | "ous" | "groups";

/** What stands in the fields at the moment, right or wrong. */
export interface Answers {
  /** What becomes of a configuration that the domain already has. */
  existing: CloudSyncSetup["existing"];
  who: Who;
  /** Distinguished names; each list is kept while another answer is tried. */
  names: Record<"ous" | "groups", string[]>;
  /** Typed into the row for one more name and not added yet. */
  adding: string;
  /** The organizational units as the person brought them, one a line. */
  pasted: string;
  passwordHashes: boolean;
  inetOrgPersons: boolean;
  exchange: boolean;
  mail: string;
  guarded: boolean;
  threshold: string;
}

export type Section = "existing" | "who" | "passwords" | "exchange" | "mail" | "guard";

/** Sections in the order of the page; the domain stands above them. */
export const sections: readonly Section[] = ["existing", "who", "passwords", "exchange", "mail", "guard"];

/** What is wrong with an answer; the words are in the locales. */
export type Fault =
  | "noDomain"
  | "notADomain"
  | "noName"
  | "notAdded"
  | "notAName"
  | "elsewhere"
  | "twice"
  | "tooMany"
  | "mail"
  | "threshold";

/** The highest threshold that Rust takes. */
const mostGuarded = 1_000_000;

/** As many names as Rust takes; Microsoft's newer pages speak of about fifty. */
export const mostNames = 59;

export function answersOf(file: CloudSyncSetup): Answers {
  const { scope, accidentalDeletes: guard } = file;
  return {
    existing: file.existing,
    who: "ous" in scope ? "ous" : "groups" in scope ? "groups" : "everyone",
    names: { ous: "ous" in scope ? scope.ous : [], groups: "groups" in scope ? scope.groups : [] },
    adding: "",
    pasted: "",
    passwordHashes: file.passwordHashSync,
    inetOrgPersons: file.inetOrgPersonPasswords,
    exchange: file.exchangeHybridWriteback,
    mail: file.notify[0] ?? "",
    guarded: guard.enabled,
    threshold: guard.enabled ? String(guard.threshold) : "500",
  };
}

/** The set-up file with these answers in it; everything else stays as it was. */
export function setupOf(file: CloudSyncSetup, answers: Answers): CloudSyncSetup {
  const mail = answers.mail.trim();
  return {
    ...file,
    passwordHashSync: answers.passwordHashes,
    inetOrgPersonPasswords: answers.inetOrgPersons,
    exchangeHybridWriteback: answers.exchange,
    scope: scopeOf(answers),
    notify: mail ? [mail] : [],
    accidentalDeletes: answers.guarded
      ? { enabled: true, threshold: Number(answers.threshold) }
      : { enabled: false },
    existing: answers.existing,
  };
}

/** The fields of this journey. */
export const form: AnswersForm<CloudSyncSetup, Answers> = {
  answersOf,
  setupOf,
  // What exists decides over what is filled in, so that finding is waited for.
  subject: (view) => {
    const served = view?.check?.domains?.find(({ machines }) => machines.length > 0);
    return served && configurations(view) ? served.domain : null;
  },
  recommended: async (ipc, domain, view) => {
    const file = await ipc.recommendedSetup("cloud-sync", { domain });
    const mail = view?.account?.address;
    const isNew = configurations(view)?.verdict !== "not-checked" && !hasExisting(view, file);
    // A configuration that exists keeps its own address.
    return mail !== undefined && isMail(mail) && isNew ? { ...file, notify: [mail] } : file;
  },
  // The names are those of objects in the other domain.
  keep: (kept, fresh) => ({ ...kept, names: fresh.names, adding: "", pasted: "" }),
};

function scopeOf({ who, names }: Answers): CloudSyncSetup["scope"] {
  if (who === "ous") return { ous: names.ous };
  return who === "groups" ? { groups: names.groups } : { everyone: true };
}

/** What is wrong, by section. Rust looks again and has the last word. */
export function faultsOf(answers: Answers, domain: string): Partial<Record<Section, Fault>> {
  const found: Partial<Record<Section, Fault>> = {};
  const who = whoFault(answers, domain);
  if (who) found.who = who;
  const mail = answers.mail.trim();
  if (mail && !isMail(mail)) found.mail = "mail";
  if (answers.guarded && !isCount(answers.threshold, 1, mostGuarded)) found.guard = "threshold";
  return found;
}

function whoFault({ who, names, adding }: Answers, domain: string): Fault | null {
  if (who === "everyone") return null;
  if (adding.trim()) return nameFault(adding, who, names[who], domain) ?? "notAdded";
  if (names[who].length > mostNames) return "tooMany";
  return names[who].length === 0 ? "noName" : null;
}

/** What is wrong with one more name. */
export function nameFault(
  text: string,
  who: "ous" | "groups",
  others: readonly string[],
  domain: string,
): Fault | null {
  const parts = partsOf(text.trim());
  const kinds = who === "ous" ? ["OU", "CN", "DC"] : ["CN"];
  if (!parts?.[0] || !kinds.includes(parts[0].kind)) return "notAName";
  if (!isInDomain(parts, domain)) return "elsewhere";
  const isThere = others.some((other) => sameName(partsOf(other) ?? []) === sameName(parts));
  if (isThere) return "twice";
  return others.length >= mostNames ? "tooMany" : null;
}

/** What is wrong with the name of a domain of Active Directory. */
export function domainFault(text: string): Fault | null {
  const domain = text.trim();
  if (!domain) return "noDomain";
  return isDomain(domain) ? null : "notADomain";
}

/** The section that a field of the set-up file belongs to, such as `scope.ous[2]`. */
export function sectionOf(field: string): Section | "domain" | null {
  const top = field.split(/[.[]/)[0];
  switch (top) {
    case "domain":
      return "domain";
    case "existing":
      return "existing";
    case "scope":
      return "who";
    case "passwordHashSync":
    case "inetOrgPersonPasswords":
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
