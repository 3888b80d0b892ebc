import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { memo } from "react";

import { shortDayAndTime } from "../../components/dates";
import { StateIcon } from "../../components/StateIcon";
import type { ListedRow } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";
import { iconOfOutcome, nameOfRow, whatHappened, whyOf } from "./logWords";

/** Height of a line, in pixels of the page. */
export const lineHeight = 56;

interface LogLineProps {
  /** Its place in the list. */
  index: number;
  /** Null until it has come. */
  row: ListedRow | null;
  /** The one that the keys move. */
  isCurrent: boolean;
  /** From the list: hundreds of lines that each listen for another language are dear. */
  t: Say;
  language: string;
}

/** One line of the log: who, what came of it, why, and when. While it is scrolled, only lines that come into sight are drawn anew. */
export const LogLine = memo(function LogLine({ index, row, isCurrent, t, language }: LogLineProps) {
  const styles = useStyles();
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      data-line={index}
      tabIndex={isCurrent ? 0 : -1}
      className={mergeClasses(styles.line, row === null && styles.blank)}
    >
      <div role="gridcell">{row && <LogText row={row} t={t} language={language} />}</div>
    </div>
  );
});

/** What a line says, wherever it stands. */
export function LogText({ row, t, language }: Pick<LogLineProps, "t" | "language"> & { row: ListedRow }) {
  const styles = useStyles();
  const name = nameOfRow(t, row);
  const place = row.address ?? row.ou ?? "";
  const why = whyOf(t, row);
  return (
    <div className={styles.text}>
      <StateIcon state={iconOfOutcome[row.outcome]} />
      <div className={styles.name} title={name}>
        {name}
      </div>
      <div className={styles.what}>{whatHappened(t, row)}</div>
      <div className={styles.time}>{row.at && shortDayAndTime(language, row.at)}</div>
      <div className={styles.place} title={place}>
        {place}
      </div>
      <div className={styles.why} title={why}>
        {why}
      </div>
    </div>
  );
}

const cut = { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" } as const;
const small = {
  fontSize: tokens.fontSizeBase200,
  lineHeight: tokens.lineHeightBase200,
  color: tokens.colorNeutralForeground2,
} as const;

const useStyles = makeStyles({
  line: {
    height: `${lineHeight}px`,
    boxSizing: "border-box",
    cursor: "pointer",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: "-2px",
    },
  },
  blank: { backgroundColor: tokens.colorNeutralBackground2 },
  text: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 5fr) minmax(0, 6fr) max-content",
    gridTemplateAreas: '"icon name what time" "icon place why time"',
    columnGap: tokens.spacingHorizontalM,
    alignContent: "center",
    alignItems: "center",
    height: `${lineHeight - 1}px`,
    padding: `0 ${tokens.spacingHorizontalS}`,
    "& > svg": { gridArea: "icon" },
  },
  name: { gridArea: "name", ...cut, fontWeight: tokens.fontWeightSemibold },
  place: { gridArea: "place", ...cut, ...small },
  what: { gridArea: "what", ...cut },
  why: { gridArea: "why", ...cut, ...small },
  time: {
    gridArea: "time",
    ...small,
    whiteSpace: "nowrap",
    textAlign: "end",
    fontVariantNumeric: "tabular-nums",
  },
});
