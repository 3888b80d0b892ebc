import { makeStyles, tokens } from "@fluentui/react-components";
import { WarningFilled } from "@fluentui/react-icons";
import type { ReactNode } from "react";

/** Something to know before going on. */
export function Caution({ children }: { children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.caution}>
      <WarningFilled aria-hidden width={20} height={20} className={styles.icon} />
      <div className={styles.words}>{children}</div>
    </div>
  );
}

const useStyles = makeStyles({
  caution: { display: "flex", columnGap: tokens.spacingHorizontalM },
  icon: { flexShrink: 0, color: tokens.colorStatusWarningForeground3 },
  words: { minWidth: 0, overflowWrap: "anywhere" },
});
