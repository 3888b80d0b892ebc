import type { Say } from "../../locales/i18n";

import type { AppView, RunView } from "../../ipc/bindings";
import { firstProblem, isSynchronizing, progressOf, type Stage } from "../../wizard/run";

/** The title tells the news; the lead says what it means for the person. */
export function pageWords(t: Say, stage: Stage, view: AppView | null): { title: string; lead?: string } {
  const tenant = view?.tenant?.name ?? "";
  const counts = view?.run ? progressOf(view.run) : { done: 0, total: 0 };
  switch (stage) {
    case "starting":
    case "stopping":
      return { title: t(`page.${stage}.title`), lead: t(`page.${stage}.lead`) };
    case "stopped":
      return { title: t("page.stopped.title"), lead: t("page.stopped.lead", counts) };
    case "failed": {
      const code = firstProblem(view?.run ?? null)?.problem.code ?? "unexpected-answer";
      return {
        title: t(`problems:${code}.title`),
        lead: counts.done > 0 ? t("page.failed.lead", counts) : t("page.failed.leadNone"),
      };
    }
    case "running":
      return { title: t("page.running.title", { tenant }) };
    case "ready":
    case "looking":
    case "done":
    case "nothingToDo":
      return { title: t(`page.${stage}.title`, { tenant }), lead: t(`page.${stage}.lead`) };
  }
}

export function actionLabel(stage: Stage) {
  switch (stage) {
    case "looking":
    case "running":
    case "stopping":
      return "button.stop";
    case "stopped":
      return "button.continue";
    case "starting":
    case "ready":
    case "failed":
      return "button.tryAgain";
    case "done":
    case "nothingToDo":
      return "button.result";
  }
}

/** What has been changed so far, and what the button means for it. */
export function changedSentence(t: Say, stage: Stage, run: RunView | null) {
  const made = run?.changesMade ?? 0;
  const ended = stage === "done" || stage === "nothingToDo";
  const nothing = ended ? t("footer.nothing") : t("footer.nothingYet");
  return {
    anything: made > 0,
    sentence: made > 0 ? t("footer.changes", { count: made }) : nothing,
    more: moreAbout(t, stage, run),
  };
}

function moreAbout(t: Say, stage: Stage, run: RunView | null): string | undefined {
  switch (stage) {
    case "starting":
      return t("footer.opensSoon");
    case "ready":
      return undefined;
    case "looking":
    case "running":
      return run && isSynchronizing(run) ? t("footer.started") : t("footer.nobodyYet");
    case "stopping":
      return t("footer.stopping");
    case "stopped":
    case "failed":
      return t("footer.repeatsNothing");
    case "done":
    case "nothingToDo":
      return t("footer.staysAsIs");
  }
}
