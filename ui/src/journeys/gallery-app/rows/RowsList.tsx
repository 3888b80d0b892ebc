import { Button, makeStyles, tokens, ToggleButton } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import type { AppTableView, ProblemCode, RowsView, ShownRow } from "../../../ipc/bindings";
import type { Ipc } from "../../../ipc/client";
import { useWords } from "../../../locales/i18n";
import { countOf, type Group, groups, standingsOf } from "./groups";
import { lineHeight, RowLine } from "./RowLine";
import { useShownRows } from "./useRows";

/** Lines that are drawn beyond the edges. */
const beyond = 4;

interface RowsListProps {
  ipc: Ipc;
  rows: RowsView;
  /** The table that the rows stand in. */
  table: AppTableView | null;
  /** Tries the row of this number again. */
  retry: (number: number) => void;
}

/** The rows by where they stand. Each opens to what will be or was done in it. The arrow keys go from row to row. */
export function RowsList({ ipc, rows, table, retry }: RowsListProps) {
  const { t } = useWords();
  const styles = useStyles();
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Group>("all");
  const [code, setCode] = useState<ProblemCode | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  // A group that has emptied is no place to stay.
  const group = countOf(rows, chosen) > 0 ? chosen : "all";
  const inGroup = rows.groups.find((one) => one.code === code);
  const reason = group === "needs" && inGroup ? code : null;
  const count = reason && inGroup ? inGroup.count : countOf(rows, group);
  const current = Math.min(active, Math.max(0, count - 1));
  // It draws anew by itself; nothing here is memoized.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => list.current,
    estimateSize: () => lineHeight,
    overscan: beyond,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items.at(0)?.index ?? 0, items.at(-1)?.index ?? 0];
  const rowAt = useShownRows(ipc, rows, { standings: standingsOf(group), code: reason }, first, last);

  useEffect(() => {
    if (wanted.current === null) return;
    const button = list.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] button`);
    if (button) {
      wanted.current = null;
      button.focus();
    }
  }, [items]);

  const show = (group: Group, code: ProblemCode | null = null) => {
    setChosen(group);
    setCode(code);
    setActive(0);
    setOpen(null);
    virtual.scrollToOffset(0);
  };
  const pressed = (at: number) => (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[event.key];
    const isInField = event.target instanceof HTMLInputElement;
    if (to === undefined || event.altKey || isInField) return;
    event.preventDefault();
    const next = Math.min(Math.max(0, to), count - 1);
    wanted.current = next;
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const turn = (row: ShownRow) => setOpen(open === row.number ? null : row.number);

  return (
    <div className={styles.part}>
      <div role="group" aria-label={t("galleryApp:rows.show")} className={styles.groups}>
        {(["all", ...groups] as const)
          .filter((one) => one === "all" || countOf(rows, one) > 0)
          .map((one) => (
            <ToggleButton
              key={one}
              size="small"
              checked={group === one && reason === null}
              data-rows-group={one}
              onClick={() => show(one)}
            >
              {t(`galleryApp:rows.group.${one}`, { count: countOf(rows, one) })}
            </ToggleButton>
          ))}
      </div>
      {rows.groups.length > 0 && (
        <ul className={styles.reasons} aria-label={t("galleryApp:rows.reasons")}>
          {rows.groups.map(({ code, count }) => (
            <li key={code}>
              <Button
                appearance="subtle"
                size="small"
                aria-pressed={reason === code}
                data-reason={code}
                onClick={() => show("needs", code)}
              >
                {t("galleryApp:rows.reason", { count, why: t(`problems:${code}.title`) })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div ref={list} className={styles.list}>
        <div
          role="list"
          aria-label={t("galleryApp:rows.list")}
          className={styles.lines}
          style={{ height: virtual.getTotalSize() }}
        >
          {items.map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <div
                key={index}
                ref={virtual.measureElement}
                role="listitem"
                aria-posinset={index + 1}
                aria-setsize={count}
                data-index={index}
                data-row={row?.number}
                data-standing={row?.standing}
                className={styles.line}
                style={{ transform: `translateY(${start}px)` }}
              >
                {row && (
                  <RowLine
                    key={row.number}
                    ipc={ipc}
                    row={row}
                    rows={rows}
                    table={table}
                    isOpen={open === row.number}
                    isReached={index === current}
                    turn={() => {
                      setActive(index);
                      turn(row);
                    }}
                    retry={() => retry(row.number)}
                    pressed={pressed(index)}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
  groups: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
  reasons: { margin: 0, padding: 0, listStyleType: "none" },
  list: {
    maxHeight: "max(260px, calc(100vh - 400px))",
    overflow: "auto",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  lines: { position: "relative", width: "100%" },
  line: {
    position: "absolute",
    top: 0,
    left: 0,
    right: 0,
    boxSizing: "border-box",
    minHeight: `${lineHeight}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});
