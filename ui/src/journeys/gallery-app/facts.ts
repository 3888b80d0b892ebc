import type { AppView, GalleryAppSetup } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";
import type { Fact } from "../../report/facts";
import { answersOf } from "./answers";

/** The answers, as far as they say what is there now. No value of a credential is told. */
export function summary(t: Say, setup: GalleryAppSetup): Fact[] {
  const answers = answersOf(setup);
  const assigned = answers.assign.map(({ group, user, role }) =>
    [group ?? user, role].filter(Boolean).join(" – "),
  );
  return [
    [t("galleryApp:summary.app"), setup.app.name ?? setup.app.template ?? ""],
    [t("galleryApp:summary.name"), answers.name],
    [t("galleryApp:summary.credentials"), Object.keys(answers.credentials).join(", ")],
    [
      t("galleryApp:summary.who"),
      answers.everyone
        ? t("galleryApp:summary.everyone")
        : assigned.length > 0
          ? assigned.join("; ")
          : t("galleryApp:summary.nobody"),
    ],
    [t("galleryApp:summary.mail"), answers.mail || t("galleryApp:safety.mailNone")],
    [
      t("galleryApp:summary.guard"),
      answers.guarded
        ? t("galleryApp:safety.guardOn", { count: Number(answers.threshold) })
        : t("galleryApp:safety.guardOff"),
    ],
    [t("galleryApp:summary.leaving"), t(`galleryApp:safety.${answers.leaving}`)],
  ];
}

/** What to keep in mind. */
export function reminders(t: Say, _: string, __: AppView, setup: GalleryAppSetup, started: boolean): Fact[] {
  const { everyone, assign, untested } = answersOf(setup);
  const facts: Fact[] = [];
  if (!started) facts.push([t("galleryApp:mind.next"), t("galleryApp:mind.start")]);
  if (!everyone && assign.length === 0) facts.push([t("galleryApp:mind.next"), t("galleryApp:mind.assign")]);
  if (untested) facts.push([t("galleryApp:mind.next"), t("galleryApp:mind.untested")]);
  facts.push([t("galleryApp:mind.later"), t("galleryApp:mind.token")]);
  facts.push([t("galleryApp:mind.later"), t("galleryApp:mind.log")]);
  return facts;
}
