import { useEffect, useState } from "react";

import { useAnnounce } from "../components/Announcer";
import { useNow } from "../components/useNow";
import { Notices } from "../frame/Notices";
import { Page } from "../frame/Page";
import { StepList } from "../frame/StepList";
import { asProblem } from "../ipc/client";
import type { OwedAct, Problem } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { useWatch } from "../provisioning/watch";
import type { PageProps } from "../wizard/definition";
import { Owed } from "../wizard/Owed";
import { isHeld, lookPage } from "../wizard/pages";
import { ProblemAction } from "../wizard/ProblemAction";
import { actMoment, actOf, actOn, type ActName, leftToType, targetOf } from "./act";
import { ActChoices } from "./ActChoices";
import { ActPlan } from "./ActPlan";
import { foundIn, nameOf, openOf } from "./found";

/** Pausing and the ways to start again: chosen, looked at, said, asked once, done. */
export function ActOn({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const now = useNow(true);
  const announce = useAnnounce();
  const isWorking = isHeld(view);
  const [chosen, setChosen] = useState<ActName | null>(null);
  const [typed, setTyped] = useState<readonly string[]>([]);
  const [refused, setRefused] = useState<Problem | null>(null);
  const status = view?.status?.wholeTenant ? view.status : null;
  useWatch(ipc, view?.tenant && !isWorking ? "tenant" : null);
  // An act is for the configuration that it was chosen for, and for no other in its place.
  const open = journey.at === null ? openOf(status, null) : foundIn(status, journey.at);
  const name = open ? nameOf(open) : (view?.act?.steering.target.name ?? "");
  const act = actOf(view, open?.id ?? null, chosen);
  const way = act?.steering.act.is ?? chosen;
  const moment = actMoment(act, chosen);
  const tenant = view?.tenant?.name ?? "";
  const values = { domain: name, tenant };
  const title = way
    ? t(`operate:act.${moment}.title`, { ...values, way: t(`operate:way.${way}.title`, values) })
    : t("operate:act.choose.title", values);

  useEffect(() => {
    if (moment !== "choose" && moment !== "looking") announce(title);
    // The moment is the news.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [moment]);

  const ask = async (command: () => Promise<void>) => {
    setRefused(null);
    try {
      await command();
    } catch (thrown) {
      setRefused(asProblem(thrown));
    }
  };
  const look = (wanted: ActName) => {
    setChosen(wanted);
    setTyped([]);
    const what = open && actOn(open, wanted);
    if (what) void ask(() => ipc.planAct(what, targetOf(open, wanted)));
  };
  const owed = view?.owed.filter(({ steering }) => steering.target.servicePrincipal === open?.id) ?? [];
  const goOn = ({ steering }: OwedAct) => {
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
  const asks = act?.asks ?? [];
  const wanted = leftToType(asks, typed);
  const isTyped = wanted === null;
  const toLook = {
    label: t("operate:act.toLook", values),
    act: () => journey.go(lookPage, open?.id),
    isPrimary: moment === "done",
  };
  const action = {
    choose: toLook,
    looking: { ...toLook, label: t("enable:looking"), shut: true },
    ready: {
      label: way ? t(`operate:way.${way}.button`, values) : "",
      act: begin,
      isPrimary: true,
      isDanger: asks.length > 0,
      shut: !isTyped,
    },
    nothing: toLook,
    blocked: { label: t("button.checkAgain"), act: () => way && look(way), isPrimary: false },
    working: { label: t("button.stop"), act: () => void journey.stop(), isPrimary: false },
    stopping: { label: t("button.stop"), act: () => undefined, isPrimary: false, shut: true },
    stopped: { label: t("operate:act.goOn"), act: begin, isPrimary: true, shut: !isTyped },
    failed: { label: t("button.checkAgain"), act: () => way && look(way), isPrimary: true },
    done: toLook,
  }[moment];
  const problem = refused ?? journey.refused ?? outOfTouch;

  return (
    <Page
      visit={journey.visit}
      title={title}
      lead={way ? t(`operate:act.${moment}.lead`, values) : t("operate:act.choose.lead", values)}
      changed={{
        anything: (act?.changesMade ?? 0) > 0,
        sentence: (act?.changesMade ?? 0) > 0 ? t("operate:act.changed", values) : t("operate:act.unchanged"),
        more: moment === "ready" && !isTyped ? t("operate:act.shut", { wanted }) : undefined,
      }}
      back={isWorking ? undefined : back}
      action={action}
    >
      <Notices view={view} problem={problem} />
      {moment === "choose" && <Owed acts={owed} here={view?.tenant?.id} goOn={goOn} />}
      {moment === "choose" && open && <ActChoices found={open} now={now} choose={look} />}
      {moment === "ready" && act && way && <ActPlan act={act} way={way} typed={typed} change={setTyped} />}
      {act && !["choose", "looking", "ready"].includes(moment) && (
        <StepList
          steps={act.steps}
          actionFor={(failure) => <ProblemAction problem={failure} view={view} journey={journey} />}
          lookNow={() => void ipc.lookNow()}
        />
      )}
    </Page>
  );
}
