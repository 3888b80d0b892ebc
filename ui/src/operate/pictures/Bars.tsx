import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";

import { narrow } from "../../frame/layout";
import { useWords } from "../../locales/i18n";
import { type Column, numeral, type Row } from "./rows";
import { Ticks } from "./Ticks";
import { useTones } from "./tones";

/** Columns that have room for a number each. */
const roomForNumbers = 10;

/** Bars over time, a row for each thing that is counted. Every row has a height of its own, so that few are seen beside many. */
export function Bars({ columns, rows }: { columns: readonly Column[]; rows: readonly Row[] }) {
  const { language } = useWords();
  const styles = useStyles();
  return (
    <div className={styles.rows}>
      {rows.map((row) => (
        <div key={row.name} role="img" aria-label={row.said} className={styles.row}>
          <span className={styles.name}>{row.name}</span>
          <Strip columns={columns} row={row} />
          <span className={styles.told}>{numeral(language, row.told)}</span>
        </div>
      ))}
      <div aria-hidden className={styles.row}>
        <Ticks columns={columns} className={styles.bars} />
      </div>
    </div>
  );
}

function Strip({ columns, row: { values, tone } }: { columns: readonly Column[]; row: Row }) {
  const { language } = useWords();
  const styles = useStyles();
  const tones = useTones();
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const hasNumber = (at: number) => columns.length <= roomForNumbers || at === values.indexOf(most);
  return (
    <div className={mergeClasses(styles.bars, styles.strip)}>
      {columns.map(({ label, read, begin }, at) => {
        const value = values[at] ?? 0;
        return (
          <div
            key={begin}
            title={values[at] == null ? label : `${label}: ${numeral(language, value)}`}
            className={mergeClasses(styles.column, read !== "whole" && styles.unread)}
          >
            {value > 0 && (
              <>
                {hasNumber(at) && <span className={styles.number}>{numeral(language, value)}</span>}
                <div
                  className={mergeClasses(styles.bar, tones[tone])}
                  style={{ height: `${(value / most) * barHeight}px` }}
                />
              </>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** The highest, in pixels of the page. */
const barHeight = 32;

const useStyles = makeStyles({
  rows: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS },
  row: {
    display: "grid",
    gridTemplateColumns: "104px minmax(0, 1fr) 56px",
    columnGap: tokens.spacingHorizontalM,
    alignItems: "end",
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr) auto" },
  },
  name: { gridColumnStart: 1, gridRowStart: 1, overflowWrap: "anywhere" },
  told: {
    gridColumnStart: 3,
    gridRowStart: 1,
    textAlign: "end",
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: "tabular-nums",
    [narrow]: { gridColumnStart: 2 },
  },
  bars: {
    gridColumnStart: 2,
    gridRowStart: 1,
    [narrow]: { gridColumnStart: 1, gridColumnEnd: 3, gridRowStart: 2 },
  },
  strip: {
    display: "grid",
    gridAutoFlow: "column",
    gridAutoColumns: "minmax(0, 1fr)",
    minHeight: `${barHeight + 16}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  column: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    justifyContent: "flex-end",
    minWidth: 0,
    padding: "0 1px",
  },
  // Where there are no pictures in the background, an edge says the same.
  unread: {
    backgroundImage: `repeating-linear-gradient(135deg, ${tokens.colorNeutralStroke1} 0 1px, transparent 1px 5px)`,
    "@media screen and (forced-colors: active)": { outline: "1px dotted CanvasText", outlineOffset: "-1px" },
  },
  number: {
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase100,
    color: tokens.colorNeutralForeground2,
    whiteSpace: "nowrap",
    fontVariantNumeric: "tabular-nums",
  },
  bar: {
    width: "100%",
    maxWidth: "28px",
    minHeight: "2px",
    borderRadius: `${tokens.borderRadiusSmall} ${tokens.borderRadiusSmall} 0 0`,
  },
});
