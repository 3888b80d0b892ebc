import { type ReactNode, useEffect } from "react";

import { useAnnounce } from "../components/Announcer";
import { Notices } from "../frame/Notices";
import { Page } from "../frame/Page";
import { StepList } from "../frame/StepList";
import type { ActView, Problem } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import type { PageProps } from "../wizard/definition";
import { ProblemAction } from "../wizard/ProblemAction";
import { type ActMoment, type ActName, leftToType } from "./act";
import { ActPlan } from "./ActPlan";

interface ActPageProps {
  page: PageProps;
  act: ActView | null;
  way: ActName | null;
  moment: ActMoment;
  values: { domain: string; tenant: string };
  /** What was typed of what the act asks for, in order. */
  typed: readonly string[];
  change: (typed: string[]) => void;
  refused: Problem | null;
  look: () => void;
  begin: () => void;
  /** Absent while the tenant is being changed. */
  back: (() => void) | undefined;
  /** Where it leads when there is nothing more to do. */
  leave: { label: string; act: () => void };
  /** News that this act has words of its own for. */
  news?: { title?: string | undefined; lead?: string | undefined };
  children?: ReactNode;
}

/** An act at whatever moment it is: what it would do, that it is asked once, how it goes, and how it ended. */
export function ActPage({
  page: { view, ipc, journey, outOfTouch },
  act,
  way,
  moment,
  values,
  typed,
  change,
  refused,
  look,
  begin,
  back,
  leave,
  news,
  children,
}: ActPageProps) {
  const { t } = useWords();
  const announce = useAnnounce();
  const usual = way
    ? t(`operate:act.${moment}.title`, { ...values, way: t(`operate:way.${way}.title`, values) })
    : t("operate:act.choose.title", values);
  const title = news?.title ?? usual;

  useEffect(() => {
    if (moment !== "choose" && moment !== "looking") announce(title);
    // The moment is the news.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [moment]);

  const asks = act?.asks ?? [];
  const wanted = leftToType(asks, typed);
  const isTyped = wanted === null;
  const toLook = { ...leave, isPrimary: moment === "done" };
  const stop = { label: t("button.stop"), act: () => void journey.stop(), isPrimary: false };
  const checkAgain = { label: t("button.checkAgain"), act: look };
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
    blocked: { ...checkAgain, isPrimary: false },
    working: stop,
    stopping: { ...stop, act: () => undefined, shut: true },
    stopped: { label: t("operate:act.goOn"), act: begin, isPrimary: true, shut: !isTyped },
    failed: { ...checkAgain, isPrimary: true },
    done: toLook,
  }[moment];

  return (
    <Page
      visit={journey.visit}
      title={title}
      lead={
        news?.lead ?? (way ? t(`operate:act.${moment}.lead`, values) : t("operate:act.choose.lead", values))
      }
      changed={{
        anything: (act?.changesMade ?? 0) > 0,
        sentence: (act?.changesMade ?? 0) > 0 ? t("operate:act.changed", values) : t("operate:act.unchanged"),
        more: moment === "ready" && !isTyped ? t("operate:act.shut", { wanted }) : undefined,
      }}
      back={back}
      action={action}
    >
      <Notices view={view} problem={refused ?? journey.refused ?? outOfTouch} />
      {children}
      {moment === "ready" && act && way && <ActPlan act={act} way={way} typed={typed} change={change} />}
      {act && !["choose", "looking", "ready"].includes(moment) && (
        <StepList
          steps={act.steps}
          actionFor={(failure) => <ProblemAction problem={failure} view={view} journey={journey} ipc={ipc} />}
          lookNow={() => void ipc.lookNow()}
        />
      )}
    </Page>
  );
}
