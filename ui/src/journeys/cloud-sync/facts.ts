import { clock, day } from "../../components/dates";
import type { AppView, CloudSyncSetup } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";
import type { Fact } from "../../report/facts";

const minute = 60_000;
const oneDay = 24 * 60 * minute;

/** Microsoft recommends as many agents for a domain. */
const agentsWanted = 3;

/** The answers, as far as they say what is there now. */
export function summary(t: Say, setup: CloudSyncSetup): Fact[] {
  const { scope, accidentalDeletes: guard } = setup;
  const missing = [
    !setup.passwordHashSync && t("cloudSync:passwords.switch"),
    !setup.exchangeHybridWriteback && t("cloudSync:exchange.switch"),
  ].filter((name) => name !== false);
  const facts: (Fact | false)[] = [
    [t("report:fact.configuration"), setup.name],
    [t("cloudSync:domain.label"), setup.domain],
    [t("cloudSync:who.label"), "everyone" in scope ? t("cloudSync:who.everyone") : namesIn(scope).join("; ")],
    setup.passwordHashSync && [t("cloudSync:passwords.label"), t("cloudSync:passwords.on")],
    setup.exchangeHybridWriteback && [t("cloudSync:exchange.label"), t("cloudSync:exchange.on")],
    [t("cloudSync:mail.label"), setup.notify[0] ?? t("cloudSync:mail.none")],
    [
      t("cloudSync:guard.label"),
      guard.enabled ? t("cloudSync:guard.on", { count: guard.threshold }) : t("cloudSync:guard.off"),
    ],
    [t("report:fact.notSetUp"), missing.join("; ") || t("report:fact.nothing")],
  ];
  return facts.filter((fact) => fact !== false);
}

function namesIn(scope: Exclude<CloudSyncSetup["scope"], { everyone: true }>): string[] {
  return "ous" in scope ? scope.ous : scope.groups;
}

/** What to keep in mind, with dates, soonest first. */
export function reminders(
  t: Say,
  language: string,
  view: AppView,
  setup: CloudSyncSetup,
  started: boolean,
  now: number,
): Fact[] {
  const { scope, accidentalDeletes: guard, notify } = setup;
  const ended = Date.parse(view.run?.ended ?? view.run?.began ?? "") || now;
  const agents = view.check?.domains?.find(({ domain }) => domain === setup.domain)?.machines.length;
  const soon: (Fact | false)[] = [
    started && [
      t("cloudSync:mind.soon"),
      t("cloudSync:mind.log", { time: clock(language, ended + 10 * minute) }),
    ],
    agents !== undefined &&
      agents < agentsWanted && [
        t("cloudSync:mind.thisWeek", { day: day(language, ended + 7 * oneDay) }),
        t("cloudSync:mind.agents", { count: agents }),
      ],
    started && [
      t("cloudSync:mind.fourWeeks", { day: day(language, ended + 28 * oneDay) }),
      t("cloudSync:mind.quarantine"),
    ],
  ];
  const anyTime = [
    !started && t("cloudSync:mind.start"),
    !("everyone" in scope) && t("cloudSync:mind.renames"),
    "groups" in scope && t("cloudSync:mind.groups"),
    !guard.enabled && t("cloudSync:mind.noGuard"),
    notify.length === 0 && t("cloudSync:mind.noMail"),
  ].filter((text) => text !== false);
  return [
    ...soon.filter((fact) => fact !== false),
    ...anyTime.map((text): Fact => [t("report:mind.anyTime"), text]),
  ];
}
