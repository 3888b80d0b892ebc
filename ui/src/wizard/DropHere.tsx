import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";

import { Hint } from "../components/Hint";
import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { useDroppedFile } from "./useDroppedFile";

interface DropHereProps {
  ipc: Ipc;
  /** What can be dropped. */
  says: string;
  /** Asks the shell for what was dropped. */
  take: () => void;
}

/** Says that a file can be dropped on the window, and takes one that is. */
export function DropHere({ ipc, says, take }: DropHereProps) {
  const { t } = useWords();
  const styles = useStyles();
  const isOver = useDroppedFile(ipc, take);
  return (
    <div className={mergeClasses(styles.place, isOver && styles.over)}>
      <Hint>{isOver ? t("wizard:file.letGo") : says}</Hint>
    </div>
  );
}

const useStyles = makeStyles({
  place: { paddingBlock: tokens.spacingVerticalXS },
  over: {
    outline: `${tokens.strokeWidthThick} dashed ${tokens.colorBrandStroke1}`,
  },
});
