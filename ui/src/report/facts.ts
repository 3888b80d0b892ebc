import type { AccountView, AppView, RunView } from "../ipc/bindings";
import type { SetupFile } from "../ipc/setup";
import type { Say } from "../locales/i18n";
import { dayAndTime } from "../components/dates";

/** A line that people read: what it is about, and what is so. */
export type Fact = readonly [label: string, text: string];

/** What is said about a set-up, in the words of its journey. */
export interface SetUpWords<S extends SetupFile = SetupFile> {
  id: S["journey"];
  /** The answers, as far as they say what is there now. */
  summary(t: Say, setup: S): Fact[];
  /** What to keep in mind, with dates, soonest first. */
  reminders(t: Say, language: string, view: AppView, setup: S, started: boolean, now: number): Fact[];
}

/** Who did it, and when. */
export function doneBy(t: Say, language: string, account: AccountView | null, run: RunView | null): Fact[] {
  const facts: Fact[] = [
    [t("report:fact.by"), account ? `${account.name} (${account.address})` : t("report:fact.application")],
  ];
  if (run?.began) {
    const ended = run.ended ? dayAndTime(language, run.ended) : t("report:fact.notEnded");
    facts.push([t("report:fact.began"), dayAndTime(language, run.began)], [t("report:fact.ended"), ended]);
  }
  return facts;
}

/** What to keep in mind once it has been removed. */
export function afterRemoval(t: Say): Fact[] {
  return [t("report:mind.back"), t("report:mind.peopleStay")].map((text) => [t("report:mind.anyTime"), text]);
}
