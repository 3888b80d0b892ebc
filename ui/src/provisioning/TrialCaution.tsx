import { makeStyles, tokens } from "@fluentui/react-components";
import { WarningFilled } from "@fluentui/react-icons";
import type { ReactNode } from "react";

import { Icon } from "../components/Icon";

/** Something to know before going on. */
export function Caution({ children }: { children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.caution}>
      <Icon icon={WarningFilled} className={styles.icon} />
      <div className={styles.words}>{children}</div>
    </div>
  );
}

const useStyles = makeStyles({
  caution: { display: "flex", columnGap: tokens.spacingHorizontalM },
  icon: { color: tokens.colorStatusWarningForeground3 },
  words: { minWidth: 0, overflowWrap: "anywhere" },
});
