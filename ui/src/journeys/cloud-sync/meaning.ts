import {
  HourglassRegular,
  KeyRegular,
  MailRegular,
  PauseRegular,
  PeopleRegular,
  ShieldRegular,
} from "@fluentui/react-icons";

import type { CloudSyncSetup } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";
import type { Meaning } from "../../wizard/definition";
import type { Section } from "./answers";

/** What starting means for the people of this tenant. */
export function meaning(t: Say, setup: CloudSyncSetup): Meaning[] {
  const { scope, accidentalDeletes: guard, domain, notify } = setup;
  const who = "ous" in scope ? "ous" : "groups" in scope ? "groups" : "everyone";
  const [mail] = notify;
  return [
    { icon: PeopleRegular, text: t(`enable:meaning.${who}`, { domain }) },
    {
      icon: KeyRegular,
      text: t(setup.passwordHashSync ? "enable:meaning.hashes" : "enable:meaning.noHashes"),
    },
    {
      icon: MailRegular,
      text: mail === undefined ? t("enable:meaning.nobodyTold") : t("enable:meaning.told", { mail }),
      change: { at: "mail" satisfies Section, label: t("cloudSync:mail.label") },
    },
    {
      icon: ShieldRegular,
      text: guard.enabled
        ? t("enable:meaning.guard", { count: guard.threshold })
        : t("enable:meaning.noGuard"),
    },
    { icon: HourglassRegular, text: t("enable:meaning.time") },
    { icon: PauseRegular, text: t("enable:meaning.pause") },
  ];
}
