import { Button } from "@fluentui/react-components";
import { DocumentSaveRegular } from "@fluentui/react-icons";

import { useAnnounce } from "../components/Announcer";
import type { AppView, Problem } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { planHtml } from "../report";
import type { JourneyDefinition } from "./definition";
import type { Plan } from "./plan";

interface SavePlanProps {
  view: AppView;
  ipc: Ipc;
  plan: Plan;
  definition: JourneyDefinition;
  refused: (problem: Problem | null) => void;
}

/** The plan as a page to read, print and approve. */
export function SavePlan({ view, ipc, plan, definition, refused }: SavePlanProps) {
  const { t, language } = useWords();
  const announce = useAnnounce();
  const save = async () => {
    refused(null);
    try {
      const path = await ipc.savePage("plan", planHtml(t, language, view, definition, plan));
      if (path !== null) announce(t("wizard:review.saved", { path }));
    } catch (thrown) {
      refused(asProblem(thrown));
    }
  };
  return (
    <Button icon={<DocumentSaveRegular />} onClick={() => void save()}>
      {t("button.savePlan")}
    </Button>
  );
}
