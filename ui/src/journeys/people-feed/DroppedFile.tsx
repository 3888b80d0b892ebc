import { Hint } from "../../components/Hint";
import type { Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import { useDroppedFile } from "../../wizard/useDroppedFile";

interface DroppedFileProps {
  ipc: Ipc;
  ask: (command: Promise<unknown>) => void;
}

/** Takes a file of people that is dropped on the window, and says that one can be. */
export function DroppedFile({ ipc, ask }: DroppedFileProps) {
  const { t } = useWords();
  const isOver = useDroppedFile(ipc, () => ask(ipc.choosePeopleFile("drop")));
  return <Hint>{t(isOver ? "peopleFeed:file.dropNow" : "peopleFeed:file.drop")}</Hint>;
}
