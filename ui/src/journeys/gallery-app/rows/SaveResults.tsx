import { Button } from "@fluentui/react-components";
import { SaveRegular } from "@fluentui/react-icons";

import type { Ipc } from "../../../ipc/client";
import { useWords } from "../../../locales/i18n";
import { useSaving } from "../../../wizard/useSaving";

/** What came of each row as a file for a spreadsheet. */
export function SaveResults({ ipc }: { ipc: Ipc }) {
  const { t } = useWords();
  const saving = useSaving();
  return (
    <Button icon={<SaveRegular />} onClick={() => void saving.save(() => ipc.saveRowResults())}>
      {t(saving.saved === null ? "galleryApp:rows.saveResults" : "galleryApp:rows.saved")}
    </Button>
  );
}
