import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

/** A small line below what it is about. */
export function Hint({ children }: { children: ReactNode }) {
  const styles = useStyles();
  return <span className={styles.hint}>{children}</span>;
}

const useStyles = makeStyles({
  hint: {
    display: "block",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
});
