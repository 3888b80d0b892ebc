import { type RailPage, StepRail } from "../frame/StepRail";
import type { AppView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { type PageDefinition, pagesOf, partsOf } from "./definition";
import { isHeld, pageBeforeRemoval, removePage } from "./pages";
import type { JourneyState } from "./useJourney";

interface RailProps {
  view: AppView | null;
  journey: JourneyState;
  current: string;
}

/** The pages of a journey, with what was answered on those that were visited. */
export function Rail({ view, journey, current }: RailProps) {
  const { t } = useWords();
  const { definition } = journey;
  const ids = pagesOf(definition, view).map(({ id }) => id);
  // A removal has no place of its own in the story.
  const at = current === removePage ? ids.indexOf(pageBeforeRemoval(view)) + 1 : ids.indexOf(current);
  const held = isHeld(view);

  const page = (page: PageDefinition): RailPage => {
    const visited = ids.indexOf(page.id) < at;
    const go = () => (page.open ? page.open(journey) : journey.go(page.id));
    return {
      id: page.id,
      name: page.name(t),
      visited,
      go: visited && !held ? go : undefined,
      isBusy: view !== null && (page.isBusy?.(view) ?? false),
      answer: visited ? page.answer?.(t, view, journey) : undefined,
    };
  };
  const groups = [
    { caption: t("wizard:rail.looking"), pages: partsOf(definition.looking, view).map(page) },
    {
      caption: t("wizard:rail.changes", { tenant: view?.tenant?.name ?? "" }),
      pages: partsOf(definition.changes, view).map(page),
    },
  ];
  return <StepRail label={t("wizard:rail.label")} groups={groups} current={current} />;
}
