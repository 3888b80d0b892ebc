import { dayAndTime } from "../components/dates";
import type { OwedAct } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { BegunBar } from "./BegunBar";

interface OwedProps {
  acts: readonly OwedAct[];
  /** The tenant that is signed in to; an act elsewhere names its own. */
  here: string | undefined;
  goOn: (act: OwedAct) => void;
}

/** Acts on what runs that were begun and not ended: a delete guard that is not back yet, for one. */
export function Owed({ acts, here, goOn }: OwedProps) {
  const { t, language } = useWords();
  return acts.map((owed) => {
    const { act, target } = owed.steering;
    const domain = target.domain ?? target.name;
    const tenant = owed.tenantName ?? owed.tenant;
    const values = { way: t(`operate:way.${act.is}.title`), domain, tenant };
    const key = owed.tenant === here ? "operate:owed.title" : "operate:owed.titleIn";
    return (
      <BegunBar
        key={[owed.tenant, target.servicePrincipal, JSON.stringify(act)].join(" ")}
        intent="warning"
        title={t(key, values)}
        goOn={{ label: t("operate:owed.goOn", values), act: () => goOn(owed) }}
      >
        {t("operate:owed.text", { when: owed.at && dayAndTime(language, owed.at) })}
        {(act.is === "keep" || act.is === "raise-once") && ` ${t("operate:owed.guard")}`}
        {act.is === "forget-pair" && ` ${t("operate:owed.paused")}`}
        {owed.unknown && ` ${t("operate:owed.unknown")}`}
      </BegunBar>
    );
  });
}
