import { Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";

import type { AppView, RunView } from "../ipc/bindings";
import { type Say, useWords } from "../locales/i18n";
import { Notices } from "../frame/Notices";
import { Page } from "../frame/Page";
import { isGone, firstProblem } from "../frame/run";
import { StepList } from "../frame/StepList";
import { useRunNews } from "../frame/useRunNews";
import { Group } from "./Facts";
import type { JourneyDefinition, PageProps } from "./definition";
import { pageBeforeRemoval } from "./pages";
import { type Plan, planOf } from "./plan";
import { PlanNote, PlanRow } from "./PlanRow";
import { ProblemAction } from "./ProblemAction";

/** What was created is taken away: it says what goes and what stays, and asks for the tenant's name. */
export function Remove({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const tenant = view?.tenant?.name ?? "";
  const removal = view?.removal ?? null;
  const problem = journey.refused ?? outOfTouch;
  const moment = momentOf(view);
  const plan = moment === "ready" && removal ? planOf(removal) : null;
  const { title, lead } = words(t, moment, view, journey.definition);
  useRunNews(moment === "ready" || moment === "looking" ? null : removal, title);

  const asks = moment === "ready" || moment === "stopped" || moment === "failed";
  const isTyped = typed.trim() === tenant && tenant !== "";
  const remove = {
    label: t("remove:button", { tenant }),
    act: () => void journey.removeCreated(typed.trim()),
    isPrimary: true,
    isDanger: true,
    shut: !asks || !isTyped,
  };
  const stop = {
    label: t("button.stop"),
    act: () => void journey.stop(),
    isPrimary: false,
    shut: moment === "stopping",
  };
  const again = { label: t("button.checkAgain"), act: () => void journey.lookAtCreated(), isPrimary: false };
  const isWorking = moment === "working" || moment === "stopping";
  const isOver =
    moment === "nothing" ||
    moment === "blocked" ||
    moment === "kept" ||
    moment === "done" ||
    problem !== null;
  return (
    <Page
      visit={journey.visit}
      title={problem ? t(`problems:${problem.code}.title`) : title}
      lead={problem ? undefined : lead}
      changed={changed(t, moment, tenant, isTyped)}
      back={isWorking ? undefined : () => journey.go(pageBeforeRemoval(view))}
      action={isWorking ? stop : isOver ? again : remove}
    >
      <Notices view={view} problem={problem} />
      {plan && <Goes plan={plan} />}
      {!plan && removal && moment !== "looking" && (
        <StepList
          steps={removal.steps}
          actionFor={(failure) => <ProblemAction problem={failure} view={view} journey={journey} ipc={ipc} />}
          lookNow={() => void ipc.lookNow()}
        />
      )}
      {asks && <Stays plan={plan} />}
      {asks && <Confirmation tenant={tenant} typed={typed} change={setTyped} />}
    </Page>
  );
}

/** `ready`: the look is complete and there is something to take away. */
type Moment =
  | "looking"
  | "ready"
  | "nothing"
  | "blocked"
  | "working"
  | "stopping"
  | "stopped"
  | "failed"
  | "kept"
  | "done";

function momentOf(view: AppView | null): Moment {
  const removal = view?.removal ?? null;
  if (!removal) return "looking";
  switch (removal.phase) {
    case "planning":
      return "looking";
    case "planned":
      if (firstProblem(removal)) return "blocked";
      if (planOf(removal).willChange.length > 0) return "ready";
      // A look after the removal finds nothing, and the news is still that it is gone.
      return isGone(view) ? "done" : "nothing";
    case "running":
      return "working";
    case "done":
      return removal.changesMade === 0 ? "nothing" : isKept(removal) ? "kept" : "done";
    case "stopping":
    case "stopped":
    case "failed":
      return removal.phase;
  }
}

/** The configuration stayed, because it holds jobs of others. */
function isKept({ steps }: RunView): boolean {
  return steps.some(({ notes }) => notes.some(({ code }) => code === "configuration-kept-for-other-jobs"));
}

function words(
  t: Say,
  moment: Moment,
  view: AppView | null,
  definition: JourneyDefinition,
): { title: string; lead: string } {
  const removal = view?.removal ?? null;
  const values = { tenant: view?.tenant?.name ?? "", domain: removal ? definition.about(removal.setup) : "" };
  switch (moment) {
    case "ready":
      return {
        title: endsSynchronization(removal, definition)
          ? t("remove:ready.title", values)
          : t("remove:ready.titlePart", values),
        lead: t("remove:ready.lead", values),
      };
    case "blocked": {
      const code = firstProblem(removal)?.problem.code ?? "unexpected-answer";
      return { title: t(`problems:${code}.title`), lead: t("remove:blocked.lead") };
    }
    case "looking":
    case "nothing":
    case "working":
    case "stopping":
    case "stopped":
    case "failed":
    case "kept":
    case "done":
      return { title: t(`remove:${moment}.title`, values), lead: t(`remove:${moment}.lead`, values) };
  }
}

/** The job that brings people is among what goes. */
function endsSynchronization(removal: RunView | null, { mainJob }: JourneyDefinition): boolean {
  const notes = removal?.steps.flatMap((step) => step.notes) ?? [];
  return notes.some(({ code, values }) => code === "will-delete-job" && values.template === mainJob);
}

/** How far it is, and what the button means for it. */
function changed(t: Say, moment: Moment, tenant: string, isTyped: boolean) {
  switch (moment) {
    case "looking":
    case "nothing":
    case "blocked":
      return { anything: false, sentence: t("remove:footer.before") };
    case "ready":
      return {
        anything: false,
        sentence: t("remove:footer.before"),
        more: isTyped ? t("remove:footer.open") : t("remove:footer.shut"),
      };
    case "working":
    case "stopping":
      return { anything: true, sentence: t("remove:footer.some"), more: t("remove:footer.busy") };
    case "stopped":
    case "failed":
      return {
        anything: true,
        sentence: t("remove:footer.some"),
        more: isTyped ? t("footer.repeatsNothing") : t("remove:footer.shut"),
      };
    case "kept":
      return { anything: true, sentence: t("remove:footer.some") };
    case "done":
      return { anything: true, sentence: t("remove:footer.after", { tenant }) };
  }
}

function Goes({ plan }: { plan: Plan }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <Group title={t("remove:goes")}>
      <ul className={styles.list}>
        {plan.willChange.map((step) => (
          <PlanRow key={step.id} step={step} group="willChange" />
        ))}
      </ul>
    </Group>
  );
}

function Stays({ plan }: { plan: Plan | null }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <Group title={t("remove:stays")}>
      <ul className={styles.list}>
        <PlanNote group="stays" first={t("remove:people")} more={t("remove:peopleHint")} />
        {plan?.stays.map((step) => (
          <PlanRow key={step.id} step={step} group="stays" />
        ))}
        <PlanNote group="stays" first={t("remove:others")} />
        <PlanNote group="stays" first={t("remove:switch")} />
        <PlanNote group="stays" first={t("remove:ad")} />
      </ul>
    </Group>
  );
}

interface ConfirmationProps {
  tenant: string;
  typed: string;
  change: (typed: string) => void;
}

/** Enter does nothing here: only the button removes. */
function Confirmation({ tenant, typed, change }: ConfirmationProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <Field className={styles.field} label={t("remove:typed", { tenant })} hint={t("remove:typedHint")}>
      <Input value={typed} autoComplete="off" spellCheck={false} onChange={(_, { value }) => change(value)} />
    </Field>
  );
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  field: { maxWidth: "400px", marginTop: tokens.spacingVerticalXXL },
});
