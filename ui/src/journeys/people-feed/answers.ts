import type {
  PeopleFeedSetup,
  PeopleTable,
  PeopleTarget,
  PeopleView,
  StatusMeaning,
} from "../../ipc/bindings";
import type { AnswersForm } from "../../wizard/useAnswers";
import { type Rule as LeaveOutRule, rulesOf, writtenOf } from "./rules";

export type Rule = NonNullable<PeopleFeedSetup["userName"]>["rule"];
export type Leaving = NonNullable<PeopleFeedSetup["leavers"]>["by"];
export type Repeats = NonNullable<PeopleFeedSetup["match"]["repeated"]>;
type Columns = NonNullable<PeopleFeedSetup["columns"]>;

/** What stands in the fields at the moment, right or wrong. */
export interface Answers {
  file: NonNullable<PeopleFeedSetup["file"]>;
  /** Heading of the column with everybody's number. */
  number: string;
  /** Which of the rows with one number counts. */
  repeats: Repeats;
  /** What else is sent, without the status and the sign-in name. */
  columns: Columns;
  /** Heading of the column that says who works here; null where none does. */
  status: string | null;
  /** What its words mean, as far as the person said so. */
  words: Readonly<Record<string, StatusMeaning>>;
  /** There is no such column, and everybody in the file works here. */
  everybody: boolean;
  rule: Rule;
  /** Heading of the column with sign-in names or addresses. */
  nameColumn: string | null;
  domain: string;
  onClash: "stop" | "number";
  /** Rows that are left out. */
  leaveOut: readonly LeaveOutRule[];
  leaving: Leaving;
  mostPeople: string;
  mostPercent: string;
  withoutAccount: "leave-out" | "create";
  name: string;
  mail: string;
  guarded: boolean;
  threshold: string;
}

/** What a set-up file of this journey must say; everything else may be left out. */
type Written = Pick<PeopleFeedSetup, "causeway" | "journey" | "tenant" | "name" | "notify" | "match"> &
  Partial<PeopleFeedSetup>;

function asWritten(file: PeopleFeedSetup): Written {
  return file;
}

export function answersOf(file: PeopleFeedSetup): Answers {
  const { match, columns = {}, userName, leavers, accidentalDeletes: guard, ...written } = asWritten(file);
  const status = Object.entries(columns).find(([, to]) => pathOf(to) === "active");
  const [statusColumn, active] = status ?? [null, null];
  const words = typeof active === "object" ? active?.values : undefined;
  const others = Object.entries(columns).filter(([heading]) => heading !== statusColumn);
  return {
    file: written.file ?? {},
    number: match.column,
    repeats: match.repeated ?? "stop",
    columns: Object.fromEntries(others),
    status: statusColumn,
    words: words ?? {},
    everybody: statusColumn === null && leavers !== undefined,
    rule: userName?.rule ?? "column",
    nameColumn: userName?.column ?? null,
    domain: userName?.domain ?? "",
    onClash: userName?.onClash ?? "stop",
    leaveOut: rulesOf(written.leaveOut),
    leaving: leavers?.by ?? "status",
    mostPeople: leavers?.most?.people?.toString() ?? "",
    mostPercent: leavers?.most?.percent?.toString() ?? "",
    withoutAccount: written.leftWithoutAccount ?? "leave-out",
    name: written.name,
    mail: written.notify[0],
    guarded: guard?.enabled ?? true,
    threshold: guard?.enabled ? String(guard.threshold) : "500",
  };
}

/** The set-up file with these answers in it; everything else stays as it was. */
export function setupOf(file: PeopleFeedSetup, answers: Answers): PeopleFeedSetup {
  const { status, everybody, nameColumn, domain } = answers;
  const isByWord = status !== null && !everybody;
  const columns: Columns = { ...answers.columns };
  if (isByWord) columns[status] = { to: "active", values: answers.words };
  const named = answers.rule === "column";
  return {
    ...withRules(file, answers),
    name: answers.name.trim(),
    notify: [answers.mail.trim()],
    accidentalDeletes: answers.guarded
      ? { enabled: true, threshold: Number(answers.threshold) }
      : { enabled: false },
    file: answers.file,
    match: { ...file.match, column: answers.number, repeated: answers.repeats },
    columns,
    userName: {
      rule: answers.rule,
      ...(named ? { column: nameColumn } : {}),
      ...(domain.trim() ? { domain: domain.trim().toLowerCase() } : {}),
      onClash: answers.onClash,
    },
    leftWithoutAccount: answers.withoutAccount,
    leavers: {
      by: !isByWord && answers.leaving === "status" ? "never" : answers.leaving,
      ...(answers.mostPeople || answers.mostPercent ? { most: mostOf(answers) } : {}),
    },
    // A file that says nothing about it starts the feed, and Apply must be able to say no.
    start: asWritten(file).start ?? true,
  };
}

/** Without rules the file says nothing of them, as Rust writes it: a plan is known by its whole set-up. */
function withRules(file: PeopleFeedSetup, { leaveOut }: Answers): PeopleFeedSetup {
  const rules = writtenOf(leaveOut);
  if (rules.length > 0) return { ...file, leaveOut: rules };
  const without: Partial<PeopleFeedSetup> = { ...file };
  delete without.leaveOut;
  return without as PeopleFeedSetup;
}

function mostOf({ mostPeople, mostPercent }: Answers) {
  return {
    ...(mostPeople ? { people: Number(mostPeople) } : {}),
    ...(mostPercent ? { percent: Number(mostPercent) } : {}),
  };
}

function pathOf(to: Columns[string] | undefined): string | undefined {
  return typeof to === "object" ? to.to : to;
}

/** The fields of this journey. */
export const form: AnswersForm<PeopleFeedSetup, Answers> = {
  answersOf,
  setupOf,
  subject: (view) => (view?.people?.examined ? view.people.path : null),
  recommended: async (ipc, path, view) => {
    const table = await ipc.peopleTable();
    const { number, nameColumn } = columnsOf(table);
    const address = view?.account?.address ?? "";
    const domain = address.split("@").at(-1) ?? "";
    const hasGaps = view?.people?.examined?.problems.some(({ code }) => code.startsWith("sign-in-"));
    return ipc.recommendedSetup("people-feed", {
      name: "HR",
      notify: [address],
      match: { column: number || table.columns.find(({ heading }) => heading)?.heading },
      file: { path },
      userName:
        nameColumn !== null && !hasGaps
          ? { rule: "column", column: nameColumn, domain }
          : { rule: "first.last", domain, onClash: "number" },
    });
  },
  // Another file: what was said about words and names counts as long as its columns are called the same.
  keep: (kept) => kept,
};

/** How the file is read, as a set-up file says it. */
export function fileOf({ path, told, kind, headerRow }: PeopleView): Answers["file"] {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    path,
    ...(kind?.kind === "text" ? { encoding: kind.encoding, delimiter: kind.separator } : {}),
    ...(kind?.kind === "sheet" ? { sheet: kind.sheet } : {}),
    headerRow,
    dates: told.dates ?? "auto",
    timeZone: zone,
  };
}

/** What the columns of the file say, for the answers. */
export function columnsOf(table: PeopleTable): Pick<Answers, "number" | "columns" | "status" | "nameColumn"> {
  const ofOwn: PeopleTarget[] = ["number", "user-name", "status"];
  const sent = table.columns.flatMap(({ heading, target }) =>
    target && !ofOwn.includes(target) ? [[heading, table.paths[target]] as const] : [],
  );
  return {
    number: headingOf(table, "number") ?? "",
    columns: Object.fromEntries(sent),
    status: headingOf(table, "status"),
    nameColumn: headingOf(table, "user-name") ?? headingOf(table, "email"),
  };
}

/** Heading of the column that is sent as this. */
export function headingOf({ columns }: PeopleTable, wanted: PeopleTarget): string | null {
  return columns.find(({ target }) => target === wanted)?.heading ?? null;
}
