import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronRightRegular } from "@fluentui/react-icons";
import { type KeyboardEvent, useId } from "react";

import { StateIcon, type StateName } from "../../../components/StateIcon";
import type { AppTableView, RowsView, RowStanding, ShownRow } from "../../../ipc/bindings";
import type { Ipc } from "../../../ipc/client";
import { type Say, useWords } from "../../../locales/i18n";
import { RowDetails } from "./RowDetails";

/** Height of a row that is shut, in pixels. */
export const lineHeight = 44;

interface RowLineProps {
  ipc: Ipc;
  row: ShownRow;
  rows: RowsView;
  /** The table that the rows stand in. */
  table: AppTableView | null;
  isOpen: boolean;
  /** The keys reach it; of all rows only one. */
  isReached: boolean;
  turn: () => void;
  retry: () => void;
  pressed: (event: KeyboardEvent) => void;
}

/** One row: its name, where it stands, and on demand all of it. */
export function RowLine({ ipc, row, rows, table, isOpen, isReached, turn, retry, pressed }: RowLineProps) {
  const { t } = useWords();
  const styles = useStyles();
  const details = useId();
  const isBad = row.standing === "needs-you";
  return (
    <>
      <div className={styles.line}>
        <Button
          appearance="transparent"
          className={styles.name}
          icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
          tabIndex={isReached ? 0 : -1}
          aria-expanded={isOpen}
          aria-controls={details}
          onClick={turn}
          onKeyDown={pressed}
        >
          <span className={styles.number}>{row.number}</span>
          {row.name}
        </Button>
        <span className={mergeClasses(styles.standing, isBad && styles.bad)}>
          <StateIcon state={iconOf[row.standing]} />
          {standingSentence(t, row)}
        </span>
      </div>
      <div id={details} hidden={!isOpen} className={styles.details}>
        {isOpen && <RowDetails ipc={ipc} row={row} rows={rows} table={table} retry={retry} />}
      </div>
    </>
  );
}

const iconOf = {
  "to-come": "to-come",
  working: "changing",
  waiting: "waiting",
  "will-change": "will-change",
  done: "done",
  "as-wanted": "done",
  "needs-you": "failed",
  stopped: "stopped",
} as const satisfies Record<RowStanding, StateName>;

function standingSentence(t: Say, { standing, changes, problem }: ShownRow): string {
  if (problem) return t(`problems:${problem.code}.title`);
  return t(`galleryApp:standing.${standing}`, { count: changes });
}

const useStyles = makeStyles({
  line: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
  },
  name: {
    justifyContent: "start",
    minWidth: 0,
    fontWeight: tokens.fontWeightRegular,
    textAlign: "start",
    overflowWrap: "anywhere",
  },
  number: {
    minWidth: "40px",
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: "tabular-nums",
  },
  standing: {
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  bad: { color: tokens.colorStatusDangerForeground3 },
  details: { padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM} 52px` },
});
