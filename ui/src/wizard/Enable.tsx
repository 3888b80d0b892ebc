import { useEffect, useRef } from "react";

import { useAnnounce } from "../components/Announcer";
import type { AppView, RunView } from "../ipc/bindings";
import { starts } from "../ipc/setup";
import { type Say, useWords } from "../locales/i18n";
import { Page } from "../frame/Page";
import { isAtWork, isSynchronizing, stageOf } from "../frame/run";
import { StepList } from "../frame/StepList";
import { useRunNews } from "../frame/useRunNews";
import { actionLabel, changedSentence, pageWords } from "./applyWords";
import type { PageProps } from "./definition";
import { AskedForMore } from "../sign-in/AskedForMore";
import { Notices } from "../frame/Notices";
import { ProblemAction } from "./ProblemAction";
import { StatusCard } from "../provisioning/StatusCard";
import { isHeld, type Standing, statusFacts } from "../provisioning/statusFacts";
import { Jobs } from "../provisioning/StatusJobs";
import { useWatch } from "../provisioning/watch";
import { Meanings } from "./Meanings";
import { StuckCard } from "../provisioning/StatusStuck";

/** Says what starting means, starts, and follows the first round. */
export function Enable({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const { setup } = journey;
  const tenant = view?.tenant?.name ?? "";
  const run = view?.run ?? null;
  const stage = stageOf(view);
  const facts = statusFacts(view?.status ?? null, setup);
  const moment = momentOf(view, facts.standing);
  const atWork = moment === "starting";
  const following = moment === "started";
  const { look, refused } = useWatch(ipc, isAtWork(stage) ? null : setup);
  const { title, lead } =
    moment === "broken"
      ? pageWords(t, stage, view)
      : words(t, moment, facts.standing, tenant, setup ? journey.definition.about(setup) : "");
  useRunNews(atWork || moment === "broken" ? run : null, title);
  useStandingNews(following ? facts.standing : null, title);

  const next = { label: t("button.next"), act: () => journey.next() };
  const start = () => void journey.enable();
  const startLabel = t("enable:start", { tenant });
  const action = {
    before: { label: startLabel, act: start, isPrimary: true, shut: !setup },
    starting: {
      label: t("button.stop"),
      act: () => void journey.stop(),
      isPrimary: false,
      shut: stage === "stopping",
    },
    broken: { label: t(actionLabel(stage)), act: start, isPrimary: true },
    started: { ...next, isPrimary: true },
  }[moment];
  const skip = { label: t("enable:leaveOff"), act: next.act };
  const startAgain = { label: t("enable:startAgain"), act: start };
  const second = {
    before: setup && !starts(setup) ? skip : undefined,
    starting: undefined,
    broken: { label: t("button.closeForNow"), act: () => journey.goHome() },
    started: isHeld(facts.standing) ? startAgain : undefined,
  }[moment];

  return (
    <Page
      visit={journey.visit}
      title={title}
      lead={lead}
      changed={{ ...changedSentence(t, stage, run), ...moreWords(t, moment, facts.standing) }}
      back={atWork ? undefined : () => journey.back()}
      second={second}
      action={action}
    >
      <AskedForMore view={view} ipc={ipc} />
      <Notices view={view} problem={journey.refused ?? outOfTouch} />
      {moment === "before" && setup && (
        <Meanings
          meanings={journey.definition.meaning(t, setup)}
          change={(at) => journey.go(journey.definition.answersPage, at)}
        />
      )}
      {(moment === "starting" || moment === "broken") && run && (
        <StepList
          steps={stepsShown(run)}
          actionFor={(problem) => <ProblemAction problem={problem} view={view} journey={journey} ipc={ipc} />}
          lookNow={() => void ipc.lookNow()}
        />
      )}
      {following && (
        <>
          {facts.stuck.map((job) => (
            <StuckCard key={job.template} job={job} />
          ))}
          <StatusCard status={view?.status ?? null} facts={facts} look={look} refused={refused} />
          <Jobs jobs={facts.jobs} />
        </>
      )}
    </Page>
  );
}

/** `broken`: the start was stopped or failed before anything was started. */
type Moment = "before" | "starting" | "broken" | "started";

function momentOf(view: AppView | null, standing: Standing): Moment {
  const run = view?.run ?? null;
  const stage = stageOf(view);
  const isOurs = run !== null && starts(run.setup);
  if (isOurs && isAtWork(stage) && stage !== "looking") return "starting";
  const isOn = standing === "first-round" || standing === "in-step" || isHeld(standing);
  if (isOn || (isOurs && isSynchronizing(run))) return "started";
  return isOurs && (stage === "stopped" || stage === "failed") ? "broken" : "before";
}

/** Own steps, and any other that is in their way. */
function stepsShown(run: RunView) {
  return run.steps.filter(
    ({ part, state }) => part === "start" || state.is === "failed" || state.is === "waiting",
  );
}

function words(
  t: Say,
  moment: Exclude<Moment, "broken">,
  standing: Standing,
  tenant: string,
  domain: string,
) {
  const values = { tenant, domain };
  if (moment === "before") return { title: t("enable:before.title", values), lead: t("enable:before.lead") };
  if (moment === "starting")
    return { title: t("enable:starting.title", values), lead: t("enable:starting.lead") };
  switch (standing) {
    case "stuck":
      return { title: t("enable:isStuck.title", values), lead: t("enable:isStuck.lead") };
    case "switched-off":
      return { title: t("enable:isSwitchedOff.title", values), lead: t("enable:isSwitchedOff.lead") };
    case "in-step":
      return { title: t("enable:inStep.title", values), lead: t("enable:inStep.lead") };
    case "unknown":
    case "off":
    case "first-round":
      return { title: t("enable:started.title", values), lead: t("enable:started.lead") };
  }
}

function moreWords(t: Say, moment: Moment, standing: Standing): { more?: string } {
  switch (moment) {
    case "before":
      return { more: t("enable:footer.before") };
    case "started":
      return { more: t(isHeld(standing) ? "footer.repeatsNothing" : "enable:footer.started") };
    case "starting":
    case "broken":
      return {};
  }
}

/** A change of standing is told, its age and its counts never. */
function useStandingNews(standing: Standing | null, title: string) {
  const announce = useAnnounce();
  const before = useRef(standing);
  useEffect(() => {
    const last = before.current;
    before.current = standing;
    if (standing === null || standing === "unknown" || standing === last) return;
    announce(title, isHeld(standing) ? "assertive" : "polite");
  }, [announce, standing, title]);
}
