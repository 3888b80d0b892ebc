import type { AppView } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { stageOf } from "../../wizard/run";
import { type RailPage, StepRail } from "../../wizard/StepRail";
import { isHeld, type Journey, type PageId } from "./useJourney";

/** The pages of this journey, with what was answered on those that were visited. */
export function Rail({ view, journey }: { view: AppView | null; journey: Journey }) {
  const { t } = useWords();
  const stage = stageOf(view);
  const hasRun = stage === "stopped" || stage === "failed" || stage === "done" || stage === "nothingToDo";
  const isOver = stage === "done" || stage === "nothingToDo";
  const at = order.findIndex((id) => id === journey.page);
  const held = isHeld(view);

  const page = (id: (typeof order)[number], go?: () => void, answer?: string): RailPage => {
    const visited = order.indexOf(id) < at;
    return { id, name: t(`wizard:rail.${id}`), visited, go: visited && !held ? go : undefined, answer };
  };
  const changes = journey.announced;
  const groups = [
    {
      caption: t("wizard:rail.looking"),
      pages: [
        page("choose", () => journey.go("choose"), at > 0 ? journey.setup?.domain : undefined),
        page(
          "review",
          () => void journey.review(),
          at > 1 && changes !== null ? t("wizard:rail.changesCount", { count: changes }) : undefined,
        ),
      ],
    },
    {
      caption: t("wizard:rail.changes", { tenant: view?.tenant?.name ?? "" }),
      pages: [
        page("apply", hasRun ? () => journey.go("apply") : undefined, isOver ? t("state.done") : undefined),
        page("done"),
      ],
    },
  ];
  return <StepRail groups={groups} current={journey.page} />;
}

const order = ["choose", "review", "apply", "done"] as const satisfies PageId[];
