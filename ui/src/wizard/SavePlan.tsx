import { Button } from "@fluentui/react-components";
import { DocumentSaveRegular } from "@fluentui/react-icons";

import type { AppView } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { planHtml } from "../report";
import type { JourneyDefinition } from "./definition";
import type { Plan } from "./plan";
import type { Saving } from "./useSaving";

interface SavePlanProps {
  view: AppView;
  ipc: Ipc;
  plan: Plan;
  definition: JourneyDefinition;
  saving: Saving;
}

/** The plan as a page to read, print and approve. */
export function SavePlan({ view, ipc, plan, definition, saving }: SavePlanProps) {
  const { t, language } = useWords();
  const save = () => ipc.savePage("plan", planHtml(t, language, view, definition, plan));
  return (
    <Button icon={<DocumentSaveRegular />} onClick={() => void saving.save(save)}>
      {t("button.savePlan")}
    </Button>
  );
}
