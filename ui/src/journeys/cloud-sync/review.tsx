import { makeStyles, Spinner, Subtitle2, tokens } from "@fluentui/react-components";
import type { StepView } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import { Page } from "../../wizard/Page";
import { stageOf } from "../../wizard/run";
import { StepList } from "../../wizard/StepList";
import type { PageProps } from "./journey";
import { Notices } from "./notices";
import { type Plan, planOf } from "./plan";
import { PlanRow } from "./plan-row";

/** The plan in sentences, before anything is written. */
export function Review({ view, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const styles = useStyles();
  const tenant = view?.tenant?.name ?? "";
  const run = journey.plan;
  const plan = run?.phase === "planned" ? planOf(run) : null;
  const problem = journey.refused ?? outOfTouch;
  const isStopped = stageOf(view) === "stopped" && !run;
  const isLooking = !plan && !problem && !isStopped;

  const { title, lead } = words(t, tenant, plan, journey.setup?.start ?? true);
  const mayApply = plan !== null && plan.blocked.length === 0 && plan.willChange.length > 0;
  const back = () => {
    if (isLooking) void journey.stop();
    journey.go("choose");
  };
  return (
    <Page
      visit={journey.visit}
      title={problem ? t(`problems:${problem.code}.title`) : title}
      lead={problem ? undefined : lead}
      changed={{ anything: false, sentence: t("footer.nothingYet"), more: whyShut(t, plan, isLooking) }}
      back={back}
      action={
        isLooking || mayApply
          ? {
              label: t("button.apply", { tenant }),
              act: () => void journey.apply(plan?.willChange.length),
              isPrimary: true,
              shut: !mayApply,
            }
          : { label: t("button.checkAgain"), act: () => void journey.review(), isPrimary: false }
      }
    >
      <Notices view={view} problem={problem} />
      {isLooking && <Spinner size="extra-tiny" label={t("state.looking")} className={styles.spinner} />}
      {plan && plan.blocked.length > 0 && <StepList steps={plan.blocked} />}
      {plan && (
        <>
          <Group title={t("wizard:review.willChange")} steps={plan.willChange} group="willChange" />
          <Group title={t("wizard:review.stays")} steps={plan.stays} group="stays" />
          <Group title={t("wizard:review.unknown")} steps={plan.unknown} group="unknown" />
        </>
      )}
    </Page>
  );
}

function words(t: Say, tenant: string, plan: Plan | null, starts: boolean) {
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
    lead: starts ? t("wizard:review.lead") : t("wizard:review.leadNoStart"),
  };
}

function whyShut(t: Say, plan: Plan | null, isLooking: boolean): string | undefined {
  if (isLooking) return t("footer.planGrows");
  if (!plan) return undefined;
  if (plan.blocked.length > 0) return t("footer.blocked");
  return plan.willChange.length === 0 ? t("footer.nothingLeft") : undefined;
}

function Group({ title, steps, group }: { title: string; steps: readonly StepView[]; group: keyof Plan }) {
  const styles = useStyles();
  if (steps.length === 0) return null;
  return (
    <section className={styles.group} aria-label={title} data-group={group}>
      <Subtitle2 as="h2" className={styles.heading}>
        {title}
      </Subtitle2>
      <ul className={styles.list}>
        {steps.map((step) => (
          <PlanRow key={step.id} step={step} group={group} />
        ))}
      </ul>
    </section>
  );
}

const useStyles = makeStyles({
  spinner: { justifyContent: "flex-start", color: tokens.colorNeutralForeground2 },
  group: { marginTop: tokens.spacingVerticalXXL, ":first-of-type": { marginTop: 0 } },
  heading: { display: "block", margin: `0 0 ${tokens.spacingVerticalXS}` },
  list: { margin: 0, padding: 0, listStyleType: "none" },
});
