import { makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

import { Hint } from "../../components/Hint";
import { StateIcon, type StateName } from "../../components/StateIcon";

interface RowsProps {
  title: string;
  hint?: string;
  children: ReactNode;
}

/** A list under its heading. */
export function Rows({ title, hint, children }: RowsProps) {
  const styles = useStyles();
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2" block className={styles.title}>
        {title}
      </Subtitle2>
      {hint && <Hint>{hint}</Hint>}
      <ul className={styles.list}>{children}</ul>
    </section>
  );
}

interface RowProps {
  state: StateName;
  /** By which tests find it. */
  code: string;
  children: ReactNode;
}

/** One line of it: a state and what it is about. */
export function Row({ state, code, children }: RowProps) {
  const styles = useStyles();
  return (
    <li className={styles.row} data-row={code}>
      <StateIcon state={state} />
      <div className={styles.words}>{children}</div>
    </li>
  );
}

const useStyles = makeStyles({
  section: { marginTop: tokens.spacingVerticalXXL },
  title: { margin: 0 },
  list: { margin: `${tokens.spacingVerticalXS} 0 0`, padding: 0, listStyleType: "none" },
  row: {
    display: "flex",
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalMNudge,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  words: { flexGrow: 1, minWidth: 0, overflowWrap: "anywhere" },
});
