import { HourglassRegular, MailRegular, PeopleRegular } from "@fluentui/react-icons";

import type { PeopleFeedSetup } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";
import type { Meaning } from "../../wizard/definition";
import { answersOf } from "./answers";

/** What starting means for the people of this tenant. */
export function meaning(t: Say, setup: PeopleFeedSetup): Meaning[] {
  const { leaving, mail } = answersOf(setup);
  return [
    { icon: HourglassRegular, text: t("peopleFeed:meaning.start") },
    { icon: PeopleRegular, text: t(`peopleFeed:meaning.leavers-${leaving}`) },
    {
      icon: MailRegular,
      text: t("peopleFeed:meaning.mail", { mail }),
      change: { at: "mail", label: t("peopleFeed:where.mail") },
    },
  ];
}
