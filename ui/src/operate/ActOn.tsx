import { useState } from "react";

import { useNow } from "../components/useNow";
import type { OwedAct } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { useWatch } from "../provisioning/watch";
import type { PageProps } from "../wizard/definition";
import { Owed } from "../wizard/Owed";
import { isHeld, lookPage, pairPage } from "../wizard/pages";
import { actMoment, actOf, actOn, type ActName, targetOf } from "./act";
import { ActChoices } from "./ActChoices";
import { ActPage } from "./ActPage";
import { foundIn, nameOf, openOf } from "./found";
import { useAsk } from "./useAsk";

/** Pausing and the ways to start again: chosen, looked at, said, asked once, done. */
export function ActOn(props: PageProps) {
  const { view, ipc, journey } = props;
  const { t } = useWords();
  const now = useNow(true);
  const isWorking = isHeld(view);
  const [chosen, setChosen] = useState<ActName | null>(null);
  const [typed, setTyped] = useState<readonly string[]>([]);
  const { ask, refused } = useAsk();
  const status = view?.status?.wholeTenant ? view.status : null;
  useWatch(ipc, view?.tenant && !isWorking ? "tenant" : null);
  // An act is for the configuration that it was chosen for, and for no other in its place.
  const open = journey.at === null ? openOf(status, null) : foundIn(status, journey.at);
  // One that is removed has an act all the same.
  const configuration = open?.id ?? journey.at;
  const name = open ? nameOf(open) : (view?.act?.steering.target.name ?? "");
  const act = actOf(view, configuration, chosen);
  const way = act?.steering.act.is ?? chosen;
  const moment = actMoment(act, chosen);
  const tenant = view?.tenant?.name ?? "";
  const values = { domain: name, tenant };

  const look = (wanted: ActName) => {
    setChosen(wanted);
    setTyped([]);
    const what = open && actOn(open, wanted);
    if (what) void ask(() => ipc.planAct(what, targetOf(open, wanted)));
  };
  const owed = view?.owed.filter(({ steering }) => steering.target.servicePrincipal === configuration) ?? [];
  const goOn = ({ steering }: Pick<OwedAct, "steering">) => {
    if (steering.act.is === "forget-pair") {
      journey.go(pairPage, steering.act.object);
      return;
    }
    setChosen(steering.act.is);
    void ask(() => ipc.planAct(steering.act, steering.target));
  };
  const begin = () => {
    if (act) void ask(() => ipc.beginAct(act.steering.act, act.steering.target, typed));
  };
  const back = () => {
    if (moment === "choose" || moment === "done") journey.go(lookPage, open?.id);
    else setChosen(null);
  };

  return (
    <ActPage
      page={props}
      act={act}
      way={way}
      moment={moment}
      values={values}
      typed={typed}
      change={setTyped}
      refused={refused}
      look={() => {
        if (act?.steering.act.is === "forget-pair") goOn(act);
        else if (way) look(way);
      }}
      begin={begin}
      back={isWorking ? undefined : back}
      leave={{ label: t("operate:act.toLook", values), act: () => journey.go(lookPage, open?.id) }}
    >
      {moment === "choose" && <Owed acts={owed} here={view?.tenant?.id} goOn={goOn} />}
      {moment === "choose" && open && <ActChoices found={open} now={now} choose={look} />}
    </ActPage>
  );
}
