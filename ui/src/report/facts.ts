import type { AccountView, AppView, RunView } from "../ipc/bindings";
import type { SetupFile } from "../ipc/setup";
import type { Say } from "../locales/i18n";
import { clock, day, dayAndTime } from "../components/dates";

/** A line that people read: what it is about, and what is so. */
export type Fact = readonly [label: string, text: string];

const minute = 60_000;
const oneDay = 24 * 60 * minute;

/** Microsoft recommends as many agents for a domain. */
const agentsWanted = 3;

/** The answers, as far as they say what is there now. */
export function setUpFacts(t: Say, setup: SetupFile): Fact[] {
  const { scope, accidentalDeletes: guard } = setup;
  const missing = [
    !setup.passwordHashSync && t("wizard:passwords.switch"),
    !setup.exchangeHybridWriteback && t("wizard:exchange.switch"),
  ].filter((name) => name !== false);
  const facts: (Fact | false)[] = [
    [t("report:fact.configuration"), setup.name],
    [t("wizard:domain.label"), setup.domain],
    [t("wizard:who.label"), "everyone" in scope ? t("wizard:who.everyone") : namesIn(scope).join("; ")],
    setup.passwordHashSync && [t("wizard:passwords.label"), t("wizard:passwords.on")],
    setup.exchangeHybridWriteback && [t("wizard:exchange.label"), t("wizard:exchange.on")],
    [t("wizard:mail.label"), setup.notify[0] ?? t("wizard:mail.none")],
    [
      t("wizard:guard.label"),
      guard.enabled ? t("wizard:guard.on", { count: guard.threshold }) : t("wizard:guard.off"),
    ],
    [t("report:fact.notSetUp"), missing.join("; ") || t("report:fact.nothing")],
  ];
  return facts.filter((fact) => fact !== false);
}

function namesIn(scope: Exclude<SetupFile["scope"], { everyone: true }>): string[] {
  return "ous" in scope ? scope.ous : scope.groups;
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

/** What to keep in mind, with dates, soonest first. */
export function reminders(
  t: Say,
  language: string,
  view: AppView,
  setup: SetupFile,
  started: boolean,
  now: number,
): Fact[] {
  const { scope, accidentalDeletes: guard, notify } = setup;
  const ended = Date.parse(view.run?.ended ?? view.run?.began ?? "") || now;
  const agents = view.check?.domains?.find(({ domain }) => domain === setup.domain)?.machines.length;
  const soon: (Fact | false)[] = [
    started && [t("report:mind.soon"), t("report:mind.log", { time: clock(language, ended + 10 * minute) })],
    agents !== undefined &&
      agents < agentsWanted && [
        t("report:mind.thisWeek", { day: day(language, ended + 7 * oneDay) }),
        t("report:mind.agents", { count: agents }),
      ],
    started && [
      t("report:mind.fourWeeks", { day: day(language, ended + 28 * oneDay) }),
      t("report:mind.quarantine"),
    ],
  ];
  const anyTime = [
    !started && t("report:mind.start"),
    !("everyone" in scope) && t("report:mind.renames"),
    "groups" in scope && t("report:mind.groups"),
    guard.enabled ? t("report:mind.guard", { count: guard.threshold }) : t("report:mind.noGuard"),
    notify.length === 0 && t("report:mind.noMail"),
  ].filter((text) => text !== false);
  return [
    ...soon.filter((fact) => fact !== false),
    ...anyTime.map((text): Fact => [t("report:mind.anyTime"), text]),
  ];
}

/** What to keep in mind once it has been removed. */
export function afterRemoval(t: Say): Fact[] {
  return [t("report:mind.back"), t("report:mind.peopleStay")].map((text) => [t("report:mind.anyTime"), text]);
}
