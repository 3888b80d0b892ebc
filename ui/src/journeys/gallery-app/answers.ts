import type { GalleryAppSetup, GalleryEntry } from "../../ipc/bindings";
import { hasTable } from "../../ipc/setup";
import type { AnswersForm } from "../../wizard/useAnswers";

/** How a set-up file names a credential: its value, or where its value is. */
export type Reference =
  string | { from: "env" | "keychain" | "prompt" | "saved" | "authorize"; name?: string };

/** A group or a person that is assigned, by name or object id. */
export interface Assignment {
  group?: string;
  user?: string;
  role?: string;
}

/** One app that is made, as the set-up file has it. */
interface Instance {
  key?: string;
  name: string;
  scope?: "assigned" | "everyone";
  confirmEveryone?: boolean;
  notify?: string[];
  accidentalDeletes?: { enabled: boolean; threshold?: number };
  outOfScope?: "disable" | "leave";
  existing?: "adopt" | "leave";
  test?: "required" | "warn";
  start?: boolean;
  credentials?: Record<string, Reference>;
  assign?: Assignment[];
}

/** What stands in the fields at the moment, right or wrong. */
export interface Answers {
  /** Several apps, whose names and credentials stand in a table. */
  several: boolean;
  /** What the instance is called in the file, whatever it is called in the tenant. */
  key: string;
  name: string;
  credentials: Readonly<Record<string, Reference>>;
  everyone: boolean;
  assign: readonly Assignment[];
  mail: string;
  guarded: boolean;
  threshold: string;
  leaving: "disable" | "leave";
  untested: boolean;
}

/** The shell has the table; a file of that name lies nowhere. */
const tableFile = "table.csv";

const usualThreshold = "500";

/** The answers for the one instance, or those that all rows of the table have in common. */
function instanceOf(file: GalleryAppSetup): Instance {
  const { app, instances, defaults } = file;
  const name = app.name ?? "";
  const one = hasTable(file) ? defaults : instances?.[0];
  return { name, ...(one as Partial<Instance> | undefined) };
}

export function answersOf(file: GalleryAppSetup): Answers {
  const instance = instanceOf(file);
  const guard = instance.accidentalDeletes;
  return {
    several: hasTable(file),
    key: instance.key ?? instance.name,
    name: instance.name,
    credentials: instance.credentials ?? {},
    everyone: instance.scope === "everyone",
    assign: instance.assign ?? [],
    mail: instance.notify?.[0] ?? "",
    guarded: guard?.enabled ?? true,
    threshold: String(guard?.threshold ?? usualThreshold),
    leaving: instance.outOfScope ?? "disable",
    untested: instance.test === "warn",
  };
}

/** The set-up file with these answers in it, for the same app. */
export function setupOf(file: GalleryAppSetup, answers: Answers): GalleryAppSetup {
  const name = answers.name.trim();
  const mail = answers.mail.trim();
  const { credentials } = answers;
  const { start = true, existing = "adopt" } = instanceOf(file);
  const common = {
    scope: answers.everyone ? "everyone" : "assigned",
    ...(answers.everyone ? { confirmEveryone: true } : {}),
    notify: mail === "" ? [] : [mail],
    accidentalDeletes: answers.guarded
      ? { enabled: true, threshold: Number(answers.threshold) }
      : { enabled: false },
    outOfScope: answers.leaving,
    existing,
    test: answers.untested ? "warn" : "required",
    start,
    assign: answers.everyone ? [] : answers.assign,
  };
  const { causeway, journey, tenant, app } = file;
  const head = { causeway, journey, tenant, app };
  if (answers.several) return { ...head, name: app.name ?? name, defaults: common, table: tableFile };
  const own = Object.keys(credentials).length > 0 ? { credentials } : {};
  return { ...head, name, instances: [{ key: answers.key, name, ...common, ...own }] };
}

/** The fields of this journey. */
export const form: AnswersForm<GalleryAppSetup, Answers> = {
  answersOf,
  setupOf,
  // Nothing in a tenant says which app is meant.
  subject: () => null,
  recommended: async (ipc, template, view) => {
    // What was typed for another app is not for this one.
    await ipc.forgetCredentials();
    const entry = await ipc.galleryEntry(template);
    return ipc.recommendedSetup("gallery-app", {
      app: { template: entry.row.id, name: entry.row.name },
      instances: [
        {
          key: entry.freeName,
          name: entry.freeName,
          scope: "assigned",
          notify: view?.account ? [view.account.address] : [],
          accidentalDeletes: { enabled: true, threshold: Number(usualThreshold) },
          outOfScope: "disable",
          existing: "adopt",
          test: "required",
          start: true,
          credentials: credentialsOf(entry),
          assign: [],
        },
      ],
    });
  },
  // Another app asks for other things; who hears of trouble, and what stops it, stays.
  keep: ({ mail, guarded, threshold }, fresh) => ({ ...fresh, mail, guarded, threshold }),
};

/** What a person types: a secret stands in no file. */
function credentialsOf({ fields }: GalleryEntry): Record<string, Reference> {
  const secrets = fields.filter(({ secret, optional }) => secret && !optional);
  return Object.fromEntries(secrets.map(({ key }) => [key, { from: "prompt" }]));
}
