import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";

import { useWords } from "../../locales/i18n";
import { Ticks } from "./Ticks";
import { type Column, numeral, type Row } from "./rows";

interface LineProps {
  columns: readonly Column[];
  row: Pick<Row, "values" | "said">;
}

/** A number that goes on from day to day, between its least and its most. Days without one are crossed by a dashed line. */
export function Line({ columns, row: { values, said } }: LineProps) {
  const { language } = useWords();
  const styles = useStyles();
  const points = values.flatMap((value, at) => (value === null ? [] : [{ at, value }]));
  const numbers = points.map(({ value }) => value);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  // One that never changes lies in the middle.
  const height = (value: number) => (most === least ? 50 : ((most - value) / (most - least)) * 100);
  const place = ({ at, value }: { at: number; value: number }) => `${at + 0.5} ${height(value)}`;
  const steps = points.slice(1).map((to, before) => ({ from: points[before] ?? to, to }));
  const drawn = (isDashed: boolean) =>
    steps
      .filter(({ from, to }) => to.at - from.at > 1 === isDashed)
      .map(({ from, to }) => `M ${place(from)} L ${place(to)}`)
      .join(" ");
  return (
    <div>
      <div role="img" aria-label={said} className={styles.plot}>
        <div className={styles.scale}>
          <span>{numeral(language, most)}</span>
          {most !== least && <span>{numeral(language, least)}</span>}
        </div>
        <svg viewBox={`0 0 ${columns.length} 100`} preserveAspectRatio="none" className={styles.lines}>
          <path d={drawn(true)} className={mergeClasses(styles.line, styles.dashed)} />
          <path d={drawn(false)} className={styles.line} />
          {/* A line of no length is a dot, however the picture is stretched. */}
          <path d={points.map((point) => `M ${place(point)} h 0.001`).join(" ")} className={styles.dot} />
        </svg>
      </div>
      <div aria-hidden className={styles.plot}>
        <Ticks columns={columns} className={styles.ticks} />
      </div>
    </div>
  );
}

const forced = { "@media screen and (forced-colors: active)": { stroke: "CanvasText" } } as const;

const useStyles = makeStyles({
  plot: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
  },
  scale: {
    gridColumnStart: 1,
    display: "flex",
    flexDirection: "column",
    justifyContent: "space-between",
    minWidth: "48px",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    textAlign: "end",
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: "tabular-nums",
  },
  lines: {
    boxSizing: "border-box",
    width: "100%",
    height: "80px",
    padding: "8px 0",
    overflow: "visible",
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  line: {
    fill: "none",
    stroke: tokens.colorBrandForeground1,
    strokeWidth: "2px",
    strokeLinecap: "round",
    vectorEffect: "non-scaling-stroke",
    ...forced,
  },
  dashed: { strokeDasharray: "2 5", strokeWidth: "1.5px" },
  dot: {
    fill: "none",
    stroke: tokens.colorBrandForeground1,
    strokeWidth: "5px",
    strokeLinecap: "round",
    vectorEffect: "non-scaling-stroke",
    ...forced,
  },
  ticks: { gridColumnStart: 2 },
});
