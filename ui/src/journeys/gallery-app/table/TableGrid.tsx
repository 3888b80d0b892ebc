import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { DeleteRegular } from "@fluentui/react-icons";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import { narrow } from "../../../frame/layout";
import type { AppTableView, TableChange } from "../../../ipc/bindings";
import type { Ipc } from "../../../ipc/client";
import { useWords } from "../../../locales/i18n";
import { columnName } from "./columnWords";
import { OneForAll } from "./OneForAll";
import { TableCell } from "./TableCell";
import { useTableRows } from "./useTable";

/** Height of a row without faults, in pixels. */
const rowHeight = 44;
/** Rows that are drawn beyond the edges. */
const beyond = 4;
/** The number of a row, its cells, and what takes it out. */
const outer = "32px minmax(0, 1fr) 40px";

interface TableGridProps {
  ipc: Ipc;
  table: AppTableView;
  /** Only rows that need somebody. */
  faulty: boolean;
  change: (change: TableChange) => void;
}

/** The table with a field in each cell. The arrow keys go from row to row, and Tab through the cells of one row. */
export function TableGrid({ ipc, table, faulty, change }: TableGridProps) {
  const { t } = useWords();
  const styles = useStyles();
  const grid = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const wanted = useRef<{ row: number; key: string } | null>(null);
  const count = faulty ? table.rows - table.ready : table.rows;
  const current = Math.min(active, Math.max(0, count - 1));
  // It draws anew by itself; nothing here is memoized.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => grid.current,
    estimateSize: () => rowHeight,
    overscan: beyond,
    // What is being typed in stays, wherever the table is scrolled to.
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      return drawn.includes(current) || count === 0 ? drawn : [...drawn, current].toSorted((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [virtual.range?.startIndex ?? 0, virtual.range?.endIndex ?? 0];
  const rowAt = useTableRows(ipc, table, faulty, first, last);

  useEffect(() => {
    const to = wanted.current;
    if (!to) return;
    const field = grid.current?.querySelector<HTMLElement>(
      `[data-index="${to.row}"] [data-cell$=" ${to.key}"]`,
    );
    if (field) {
      wanted.current = null;
      field.focus();
    }
  }, [items]);

  const pressed = (at: number, key: string) => (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, Enter: at + 1, ArrowUp: at - 1 }[event.key];
    if (to === undefined || event.altKey) return;
    event.preventDefault();
    if (to < 0 || to >= count) return;
    wanted.current = { row: to, key };
    setActive(to);
    virtual.scrollToIndex(to);
  };

  return (
    <div
      ref={grid}
      role="table"
      aria-label={t("galleryApp:table.list")}
      aria-rowcount={count + 1}
      className={styles.grid}
      data-table
    >
      <div role="row" aria-rowindex={1} className={styles.head}>
        <span role="columnheader" className={styles.number}>
          {t("galleryApp:table.row")}
        </span>
        <div role="presentation" className={styles.cells}>
          {table.columns.map((column) => (
            <span key={column.key} role="columnheader" className={styles.heading}>
              <span className={styles.name}>{columnName(t, column.key)}</span>
              {column.key !== "name" && column.key !== "key" && (
                <OneForAll
                  column={column}
                  rows={table.rows}
                  set={(value) => change({ is: "set-all", column: column.key, value })}
                />
              )}
            </span>
          ))}
        </div>
        <span />
      </div>
      <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rowAt(index);
          return (
            <div
              key={index}
              ref={virtual.measureElement}
              role="row"
              aria-rowindex={index + 2}
              data-index={index}
              data-row={row?.number}
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
              onFocus={() => setActive(index)}
            >
              <span role="rowheader" className={styles.number}>
                {row?.number}
              </span>
              <div role="presentation" className={styles.cells}>
                {row &&
                  table.columns.map((column, place) => {
                    const cell = row.cells[place];
                    return (
                      <div key={column.key} role="cell" className={styles.cell}>
                        {cell && (
                          <TableCell
                            key={row.number}
                            column={column}
                            cell={cell}
                            row={row.number}
                            isReached={index === current}
                            set={(value) => change({ is: "set", row: row.number, column: column.key, value })}
                            pressed={pressed(index, column.key)}
                          />
                        )}
                      </div>
                    );
                  })}
              </div>
              {row && (
                <div role="cell">
                  <Button
                    appearance="subtle"
                    icon={<DeleteRegular />}
                    tabIndex={index === current ? 0 : -1}
                    aria-label={t("galleryApp:table.takeOutRow", { row: row.number })}
                    onClick={() => change({ is: "remove", row: row.number })}
                  />
                </div>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const useStyles = makeStyles({
  grid: {
    maxHeight: "max(240px, calc(100vh - 420px))",
    overflowX: "hidden",
    overflowY: "auto",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  head: {
    position: "sticky",
    top: 0,
    zIndex: 1,
    display: "grid",
    gridTemplateColumns: outer,
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontWeight: tokens.fontWeightSemibold,
    // There the headings would take the room of the rows; an empty cell says what belongs into it.
    [narrow]: { position: "static" },
  },
  heading: { display: "flex", alignItems: "center", justifyContent: "space-between", minWidth: 0 },
  name: { minWidth: 0, overflowWrap: "anywhere" },
  rows: { position: "relative" },
  row: {
    position: "absolute",
    top: 0,
    left: 0,
    right: 0,
    boxSizing: "border-box",
    display: "grid",
    gridTemplateColumns: outer,
    alignItems: "start",
    columnGap: tokens.spacingHorizontalS,
    minHeight: `${rowHeight}px`,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  number: {
    paddingTop: tokens.spacingVerticalSNudge,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: "tabular-nums",
  },
  // Headings and cells break into lines at the same places, so that nothing is scrolled sideways.
  cells: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 150px), 1fr))",
    columnGap: tokens.spacingHorizontalS,
    minWidth: 0,
  },
  cell: { minWidth: 0 },
});
