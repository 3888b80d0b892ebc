import { makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { changedSoFar } from "../frame/begun";
import type { StepView } from "../ipc/bindings";
import { type Say, useWords } from "../locales/i18n";
import { Page } from "../frame/Page";
import { stageOf, stepsOf } from "../frame/run";
import { StepList } from "../frame/StepList";
import { type PageProps, pagesOf } from "./definition";
import { enablePage, tryPage } from "./pages";
import { AskedForMore } from "../sign-in/AskedForMore";
import { Notices } from "../frame/Notices";
import { type Plan, planOf } from "./plan";
import { PlanNote, PlanRow } from "./PlanRow";
import { ProblemAction } from "./ProblemAction";
import { SaveAsCode } from "./SaveAsCode";
import { Saved } from "./Saved";
import { SavePlan } from "./SavePlan";
import { useSaving } from "./useSaving";

/** The plan in sentences, before anything is written. */
export function Review({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const saving = useSaving();
  const tenant = view?.tenant?.name ?? "";
  const run = journey.plan;
  const plan = run?.phase === "planned" ? planOf(run) : null;
  const problem = journey.refused ?? outOfTouch;
  const isStopped = stageOf(view) === "stopped" && !run;
  const isLooking = !plan && !problem && !isStopped;
  const isBlocked = plan !== null && plan.blocked.length > 0;
  const isPlan = plan !== null && !isBlocked;
  const isNothing = isPlan && plan.willChange.length === 0;

  const has = (page: string) => pagesOf(journey.definition, view).some(({ id }) => id === page);

  const { title, lead } = words(t, tenant, plan);
  const back = () => {
    if (isLooking) void journey.stop();
    journey.back();
  };
  const apply = {
    label: isNothing ? t("button.next") : t("button.apply", { tenant }),
    act: () => void journey.apply(plan?.willChange.length),
    isPrimary: true,
    shut: !isPlan,
  };
  const again = { label: t("button.checkAgain"), act: () => void journey.review(), isPrimary: false };
  return (
    <Page
      visit={journey.visit}
      title={problem ? t(`problems:${problem.code}.title`) : title}
      lead={problem ? undefined : lead}
      changed={{
        ...changedSoFar(t, view),
        more: saving.saved === null ? whyShut(t, plan, isLooking) : <Saved ipc={ipc} saving={saving} />,
      }}
      beside={
        view &&
        isPlan && (
          <SavePlan view={view} ipc={ipc} plan={plan} definition={journey.definition} saving={saving} />
        )
      }
      back={back}
      action={isLooking || isPlan ? apply : again}
    >
      <AskedForMore view={view} ipc={ipc} />
      <Notices view={view} problem={problem ?? saving.problem} />
      {isLooking && run && <StepList steps={stepsOf(run)} />}
      {isBlocked && (
        <StepList
          steps={plan.blocked}
          actionFor={(problem) => <ProblemAction problem={problem} view={view} journey={journey} ipc={ipc} />}
        />
      )}
      {plan && (
        <>
          <Group title={t("wizard:review.willChange")} steps={plan.willChange} group="willChange" />
          <Group title={t("wizard:review.stays")} steps={plan.stays} group="stays">
            {run &&
              journey.definition
                .untouched(t, run.setup)
                .map((what) => <PlanNote key={what} group="stays" first={what} />)}
          </Group>
          <Group title={t("wizard:review.unknown")} steps={plan.unknown} group="unknown" />
          {/* What comes after Apply. */}
          <Group title={t("wizard:review.later")} steps={[]} group="later">
            {has(tryPage) && <PlanNote group="later" first={t("wizard:review.laterTry")} />}
            {has(enablePage) && <PlanNote group="later" first={t("wizard:review.laterStart")} />}
          </Group>
          {isPlan && journey.setup && <SaveAsCode ipc={ipc} setup={journey.setup} saving={saving} />}
        </>
      )}
    </Page>
  );
}

function words(t: Say, tenant: string, plan: Plan | null) {
  const blocked = plan?.blocked[0]?.state;
  if (!plan) return { title: t("page.looking.title", { tenant }), lead: t("page.looking.lead") };
  if (blocked?.is === "failed") {
    return { title: t(`problems:${blocked.problem.code}.title`), lead: t("wizard:review.blockedLead") };
  }
  if (plan.willChange.length === 0) {
    return { title: t("page.nothingToDo.title", { tenant }), lead: t("page.nothingToDo.lead") };
  }
  return {
    title: t("wizard:review.title", { count: plan.willChange.length, tenant }),
    lead: t("wizard:review.lead"),
  };
}

function whyShut(t: Say, plan: Plan | null, isLooking: boolean): string | undefined {
  if (isLooking) return t("footer.planGrows");
  return plan && plan.blocked.length > 0 ? t("footer.blocked") : undefined;
}

interface GroupProps {
  title: string;
  steps: readonly StepView[];
  group: keyof Plan | "later";
  children?: ReactNode;
}

function Group({ title, steps, group, children }: GroupProps) {
  const styles = useStyles();
  if (steps.length === 0 && !children) return null;
  return (
    <section className={styles.group} aria-label={title} data-group={group}>
      <Subtitle2 as="h2" className={styles.heading}>
        {title}
      </Subtitle2>
      <ul className={styles.list}>
        {children}
        {group !== "later" && steps.map((step) => <PlanRow key={step.id} step={step} group={group} />)}
      </ul>
    </section>
  );
}

const useStyles = makeStyles({
  group: { marginTop: tokens.spacingVerticalXXL, ":first-of-type": { marginTop: 0 } },
  heading: { display: "block", margin: `0 0 ${tokens.spacingVerticalXS}` },
  list: { margin: 0, padding: 0, listStyleType: "none" },
});
