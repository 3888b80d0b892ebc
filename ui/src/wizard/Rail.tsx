import type { AppView, CheckView } from "../ipc/bindings";
import { type Say, useWords } from "../locales/i18n";
import { isGone, isAtWork, isSynchronizing, stageOf } from "../frame/run";
import { type RailPage, StepRail } from "../frame/StepRail";
import { nameIn } from "../provisioning/distinguishedName";
import { isHeld, pageBeforeRemoval, type PageId, pageIds } from "./pages";
import type { Journey } from "./useJourney";

/** The pages of this journey, with what was answered on those that were visited. */
export function Rail({ view, journey }: { view: AppView | null; journey: Journey }) {
  const { t } = useWords();
  // A removal has no place of its own in the story.
  const at =
    journey.page === "remove" ? pageIds.indexOf(pageBeforeRemoval(view)) + 1 : pageIds.indexOf(journey.page);
  const held = isHeld(view);

  const page = (id: Exclude<PageId, "welcome" | "remove">): RailPage => {
    const visited = pageIds.indexOf(id) < at;
    const go = id === "review" ? () => void journey.review() : () => journey.go(id);
    return {
      id,
      name: t(`wizard:rail.${id}`),
      visited,
      go: visited && !held ? go : undefined,
      isBusy: isBusy(id, view),
      answer: visited ? answerOf(t, id, view, journey) : undefined,
    };
  };
  const groups = [
    {
      caption: t("wizard:rail.looking"),
      pages: [page("sign-in"), page("check"), page("choose"), page("review")],
    },
    {
      caption: t("wizard:rail.changes", { tenant: view?.tenant?.name ?? "" }),
      pages: [page("apply"), page("try"), page("enable"), page("done")],
    },
  ];
  return <StepRail groups={groups} current={journey.page} />;
}

/** Whether what this page shows is still moving. */
function isBusy(id: PageId, view: AppView | null): boolean {
  switch (id) {
    case "check":
      return view?.check?.looking ?? false;
    case "try":
      return view?.trial?.working ?? false;
    case "enable":
      return isAtWork(stageOf(view)) || (view?.status?.looking ?? false);
    case "review":
      return view?.run?.phase === "planning";
    case "apply":
      return isAtWork(stageOf(view));
    case "welcome":
    case "sign-in":
    case "choose":
    case "done":
    case "remove":
      return false;
  }
}

function answerOf(t: Say, id: PageId, view: AppView | null, journey: Journey): string | undefined {
  const stage = stageOf(view);
  switch (id) {
    case "sign-in":
      return view?.account?.address;
    case "check":
      return view?.check ? checkAnswer(t, view.check) : undefined;
    case "choose":
      return journey.setup?.domain;
    case "review":
      return journey.announced === null
        ? undefined
        : t("wizard:rail.changesCount", { count: journey.announced });
    case "apply":
      return stage === "done" || stage === "nothingToDo" ? t("state.done") : undefined;
    case "try": {
      const tried = view?.trial?.result ? nameIn(view.trial.person) : undefined;
      return tried ?? (journey.skipped ? t("wizard:rail.skipped") : undefined);
    }
    case "enable":
      if (isGone(view)) return t("wizard:rail.removed");
      return view?.run && isSynchronizing(view.run) ? t("wizard:rail.running") : undefined;
    case "welcome":
    case "done":
    case "remove":
      return undefined;
  }
}

function checkAnswer(t: Say, { found }: CheckView): string {
  const needs = found.filter(({ verdict }) => verdict === "needs-you").length;
  if (needs > 0) return t("wizard:rail.needsYou", { count: needs });
  const toKnow = found.filter(({ verdict }) => verdict === "worth-knowing").length;
  return toKnow > 0 ? t("wizard:rail.toKnow", { count: toKnow }) : t("wizard:rail.allReady");
}
