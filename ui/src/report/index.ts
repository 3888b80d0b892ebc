import type { AppView, StepView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { isSynchronizing } from "../frame/run";
import { isScheduled } from "../provisioning/states";
import { checksOf, createdOf, failuresOf, removedOf, statusOf, stepOf, trialOf } from "./content";
import { afterRemoval, doneBy, type SetUpWords } from "./facts";
import { html } from "./html";
import { facts, page, section } from "./page";

/** A complete plan, sorted for reading. */
type PlanGroups = Readonly<Record<"blocked" | "willChange" | "stays" | "unknown", readonly StepView[]>>;

/** The hand-over report: what was set up, what changed, and what to keep in mind, as one page of HTML. */
export function reportHtml(t: Say, language: string, view: AppView, words: SetUpWords): string {
  const { run } = view;
  const title = t("report:title", {
    journey: t(`journeys:${words.id}.name`),
    tenant: view.tenant?.name ?? "",
  });
  const changed = run?.steps.filter((step) => step.changed) ?? [];
  const others = run?.steps.filter((step) => !step.changed) ?? [];
  const gone = run?.removed ?? false;
  const started = !gone && isStarted(view);
  const mind = gone
    ? afterRemoval(t)
    : run
      ? words.reminders(t, language, view, run.setup, started, Date.now())
      : [];
  return page(t, language, view, title, [
    section(t("report:section.by"), facts(doneBy(t, language, view.account, run))),
    section(t("report:section.removed"), gone && removedOf(t, view.removal)),
    section(t("wizard:done.now"), !gone && statusOf(t, language, view)),
    section(t("wizard:done.setUp"), run && facts(words.summary(t, run.setup))),
    section(
      t("wizard:done.changed"),
      changed.length > 0 &&
        html`<ul>
          ${changed.map((step) => stepOf(t, step))}
        </ul>`,
    ),
    section(t("remove:created"), run && createdOf(t, run.created)),
    section(
      t("report:section.others"),
      others.length > 0 &&
        html`<ul>
          ${others.map((step) => stepOf(t, step))}
        </ul>`,
    ),
    section(t("report:section.trial"), trialOf(t, view)),
    section(t("wizard:done.mind"), mind.length > 0 && facts(mind)),
    section(t("report:section.checks"), checksOf(t, language, view)),
    section(t("report:section.failures"), failuresOf(t, language, view)),
  ]);
}

function isStarted({ run, status }: AppView): boolean {
  const runs = status?.configurations.some(({ jobs }) => jobs.some(isScheduled));
  return (run !== null && isSynchronizing(run)) || runs === true;
}

/** The plan as one page of HTML: every request that will be sent, before anything is. */
export function planHtml(
  t: Say,
  language: string,
  view: AppView,
  words: SetUpWords,
  plan: PlanGroups,
): string {
  const { run } = view;
  const title = t("report:planTitle", {
    journey: t(`journeys:${words.id}.name`),
    tenant: view.tenant?.name ?? "",
  });
  const group = (name: string, steps: readonly StepView[]) =>
    section(
      name,
      steps.length > 0 &&
        html`<ul>
          ${steps.map((step) => stepOf(t, step))}
        </ul>`,
    );
  return page(t, language, view, title, [
    html`<p>${t("report:planLead")}</p>`,
    section(t("report:section.by"), facts(doneBy(t, language, view.account, null))),
    section(t("report:section.answers"), run && facts(words.summary(t, run.setup))),
    group(t("report:section.blocked"), plan.blocked),
    group(t("wizard:review.willChange"), plan.willChange),
    group(t("wizard:review.stays"), plan.stays),
    group(t("wizard:review.unknown"), plan.unknown),
    section(t("report:section.checks"), checksOf(t, language, view)),
    section(t("report:section.failures"), failuresOf(t, language, view)),
  ]);
}
