import type { AppView, PeopleFeedSetup } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";
import type { Fact } from "../../report/facts";
import { answersOf } from "./answers";

const rules = {
  "first.last": "peopleFeed:names.firstLast",
  "f.last": "peopleFeed:names.fLast",
  number: "peopleFeed:names.number",
} as const;

const leaving = {
  status: "peopleFeed:leavers.titleStatus",
  absence: "peopleFeed:leavers.titleAbsence",
  never: "peopleFeed:leavers.titleNever",
} as const;

/** The answers, as far as they say what is there now. */
export function summary(t: Say, setup: PeopleFeedSetup): Fact[] {
  const answers = answersOf(setup);
  const { rule, nameColumn } = answers;
  const columns = [answers.number, ...Object.keys(answers.columns), answers.status].filter(Boolean);
  return [
    [t("peopleFeed:summary.name"), answers.name],
    [t("peopleFeed:summary.file"), answers.file.path ?? ""],
    [t("peopleFeed:summary.match"), answers.number],
    [t("peopleFeed:summary.columns"), columns.join("; ")],
    [
      t("peopleFeed:summary.names"),
      rule === "column" ? t("peopleFeed:names.column", { column: nameColumn ?? "" }) : t(rules[rule]),
    ],
    [t("peopleFeed:summary.leavers"), t(leaving[answers.leaving])],
    [t("peopleFeed:summary.mail"), answers.mail],
    [
      t("peopleFeed:summary.guard"),
      answers.guarded
        ? t("peopleFeed:where.guardOn", { count: Number(answers.threshold) })
        : t("peopleFeed:where.guardOff"),
    ],
  ];
}

/** What to keep in mind: who was sent, or that nobody was. */
export function reminders(t: Say, _: string, view: AppView, setup: PeopleFeedSetup): Fact[] {
  const { leaving } = answersOf(setup);
  const accepted = view.feed?.end?.accepted ?? 0;
  if (accepted > 0) {
    return [
      [t("peopleFeed:mind.now"), t("peopleFeed:mind.sent", { count: accepted })],
      [t("peopleFeed:mind.soon"), t("peopleFeed:mind.next")],
      [t("peopleFeed:mind.later"), t(`peopleFeed:meaning.leavers-${leaving}`)],
    ];
  }
  return [
    [t("peopleFeed:mind.soon"), t("peopleFeed:mind.send")],
    [t("peopleFeed:mind.later"), t("peopleFeed:mind.log")],
    [t("peopleFeed:mind.later"), t(`peopleFeed:meaning.leavers-${leaving}`)],
  ];
}
