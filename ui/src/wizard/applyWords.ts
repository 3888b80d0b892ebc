import type { Say } from "../locales/i18n";

import type { AppView, RunView } from "../ipc/bindings";
import { firstProblem, isSynchronizing, type Stage, changedSteps } from "../frame/run";

/** The title tells the news; the lead says what it means for the person. */
export function pageWords(t: Say, stage: Stage, view: AppView | null): { title: string; lead?: string } {
  const tenant = view?.tenant?.name ?? "";
  const made = changedSteps(view?.run ?? null).length;
  const stays = made > 0 ? t("page.stays", { count: made }) : t("page.nothingMade");
  switch (stage) {
    case "starting":
    case "stopping":
      return { title: t(`page.${stage}.title`), lead: t(`page.${stage}.lead`) };
    case "stopped":
      return { title: t("page.stopped.title"), lead: stays };
    case "failed": {
      const code = firstProblem(view?.run ?? null)?.problem.code ?? "unexpected-answer";
      return {
        title: t(`problems:${code}.title`),
        lead: stays,
      };
    }
    case "running": {
      // What needs the person is the news, also while other steps go on.
      const failed = firstProblem(view?.run ?? null);
      if (!failed) return { title: t("page.running.title", { tenant }) };
      return { title: t(`problems:${failed.problem.code}.title`), lead: t("page.running.leadTrouble") };
    }
    case "done": {
      const started = view?.run ? isSynchronizing(view.run) : false;
      return {
        title: t("page.done.title", { tenant }),
        lead: started ? t("page.done.leadStarted") : t("page.done.lead"),
      };
    }
    case "ready":
    case "looking":
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
      return "button.next";
  }
}

/** What has been changed so far, of how many if a plan has said so, and what the button means for it. */
export function changedSentence(t: Say, stage: Stage, run: RunView | null, announced: number | null = null) {
  // A run that found everything in place did nothing itself, whatever earlier ones did.
  const made = stage === "nothingToDo" ? 0 : changedSteps(run).length;
  return {
    anything: made > 0,
    sentence: madeSentence(t, stage, made, announced),
    more: moreAbout(t, stage, run),
  };
}

function madeSentence(t: Say, stage: Stage, made: number, announced: number | null): string {
  const ended = stage === "done" || stage === "nothingToDo";
  if (made === 0) return ended ? t("footer.nothing") : t("footer.nothingYet");
  return announced !== null && !ended && made <= announced
    ? t("footer.changesOf", { made, count: announced })
    : t("footer.changes", { count: made });
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
      return t("footer.continuesThere");
    case "failed":
      return t("footer.repeatsNothing");
    case "done":
    case "nothingToDo":
      return run && isSynchronizing(run) ? t("footer.staysAsIs") : t("footer.prepared");
  }
}
