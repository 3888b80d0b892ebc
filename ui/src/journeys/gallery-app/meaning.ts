import { HourglassRegular, MailRegular, PeopleRegular, ShieldCheckmarkRegular } from "@fluentui/react-icons";

import type { GalleryAppSetup } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";
import type { Meaning } from "../../wizard/definition";
import { answersOf } from "./answers";

/** What starting means for the people of this tenant. */
export function meaning(t: Say, setup: GalleryAppSetup): Meaning[] {
  const { name, everyone, assign, mail, guarded, threshold } = answersOf(setup);
  const who = everyone
    ? t("galleryApp:meaning.everyone", { app: name })
    : assign.length > 0
      ? t("galleryApp:meaning.assigned", { count: assign.length, app: name })
      : t("galleryApp:meaning.later", { app: name });
  return [
    { icon: PeopleRegular, text: who },
    { icon: HourglassRegular, text: t("galleryApp:meaning.round") },
    {
      icon: ShieldCheckmarkRegular,
      text: guarded
        ? t("galleryApp:meaning.guard", { count: Number(threshold) })
        : t("galleryApp:meaning.guardOff"),
    },
    {
      icon: MailRegular,
      text: mail === "" ? t("galleryApp:meaning.mailNone") : t("galleryApp:meaning.mail", { mail }),
      change: { at: "mail", label: t("galleryApp:safety.mail") },
    },
  ];
}
