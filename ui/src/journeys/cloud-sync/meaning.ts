import {
  type FluentIcon,
  HourglassRegular,
  KeyRegular,
  MailRegular,
  PauseRegular,
  PeopleRegular,
  ShieldRegular,
} from "@fluentui/react-icons";

import type { SetupFile } from "../../ipc/setup";
import type { Say } from "../../locales/i18n";

/** What starting means for the people of this tenant. */
export function meaning(t: Say, setup: SetupFile): [FluentIcon, string][] {
  const { scope, accidentalDeletes: guard, domain, notify } = setup;
  const who = "ous" in scope ? "ous" : "groups" in scope ? "groups" : "everyone";
  const [mail] = notify;
  return [
    [PeopleRegular, t(`enable:meaning.${who}`, { domain })],
    [KeyRegular, t(setup.passwordHashSync ? "enable:meaning.hashes" : "enable:meaning.noHashes")],
    [MailRegular, mail === undefined ? t("enable:meaning.nobodyTold") : t("enable:meaning.told", { mail })],
    [
      ShieldRegular,
      guard.enabled ? t("enable:meaning.guard", { count: guard.threshold }) : t("enable:meaning.noGuard"),
    ],
    [HourglassRegular, t("enable:meaning.time")],
    [PauseRegular, t("enable:meaning.pause")],
  ];
}
