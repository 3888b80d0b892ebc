import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";

import type { Column } from "./rows";

/** Names of columns that have room side by side. */
const most = 8;

/** What some of the columns are called, the last one among them. */
export function Ticks({ columns, className }: { columns: readonly Column[]; className: string }) {
  const styles = useStyles();
  const step = Math.ceil(columns.length / most);
  return (
    <div className={mergeClasses(styles.ticks, className)}>
      {columns.map(({ begin, tick }, at) => (
        <span
          key={begin}
          className={mergeClasses(styles.tick, step > 1 && at === columns.length - 1 && styles.last)}
        >
          {(columns.length - 1 - at) % step === 0 && tick}
        </span>
      ))}
    </div>
  );
}

const useStyles = makeStyles({
  ticks: {
    display: "grid",
    gridAutoFlow: "column",
    gridAutoColumns: "minmax(0, 1fr)",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  tick: { display: "flex", justifyContent: "center", minWidth: 0, whiteSpace: "nowrap" },
  // Its name is wider than it is, and beside it the page ends.
  last: { justifyContent: "flex-end" },
});
