import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import { useOffsetInPage } from "../../components/useOffsetInPage";
import type { LogView } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import { LogLine } from "./LogLine";
import { useRows } from "./useRows";

/** Height of a line, in pixels of the page. */
const lineHeight = 56;
/** Lines that are drawn beyond the edges. */
const beyond = 12;

interface LogListProps {
  ipc: Ipc;
  log: LogView;
  /** Opens the entry with this id. */
  open: (id: string) => void;
}

/** All lines that are wanted, of which only those in sight are drawn. One of them has the focus; the keys move it. */
export function LogList({ ipc, log, open }: LogListProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const grid = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [isFocused, setFocused] = useState(false);
  const offset = useOffsetInPage(grid);
  const count = log.matched;
  // It draws anew by itself; nothing here is memoized.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => grid.current?.closest("main") ?? null,
    estimateSize: () => lineHeight,
    overscan: beyond,
    scrollMargin: offset,
  });
  const items = virtual.getVirtualItems();
  const rowAt = useRows(ipc, log.revision, items.at(0)?.index ?? 0, items.at(-1)?.index ?? 0);
  const current = Math.min(active, Math.max(0, count - 1));

  useEffect(() => {
    // It is in sight already; having the browser look for that costs a layout of the page.
    const options = { preventScroll: true };
    if (isFocused) grid.current?.querySelector<HTMLElement>(`[data-line="${current}"]`)?.focus(options);
  }, [isFocused, current, items]);

  const moveTo = (line: number) => {
    const next = Math.min(Math.max(0, line), count - 1);
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const pressed = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((virtual.scrollRect?.height ?? 0) / lineHeight) - 1);
    const to = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: count - 1,
    }[event.key];
    if (event.altKey) return;
    if (to !== undefined) {
      event.preventDefault();
      moveTo(to);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const row = rowAt(current);
      if (row) open(row.id);
    }
  };

  return (
    <div
      ref={grid}
      role="grid"
      aria-label={t("logPage:list")}
      aria-rowcount={count}
      aria-colcount={1}
      className={styles.list}
      style={{ height: virtual.getTotalSize() }}
      onFocus={() => setFocused(true)}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
    >
      {items.map(({ index, start }) => {
        const row = rowAt(index);
        return (
          <div
            key={index}
            role="row"
            aria-rowindex={index + 1}
            data-line={index}
            tabIndex={index === current ? 0 : -1}
            className={mergeClasses(styles.line, row === null && styles.blank)}
            style={{ height: lineHeight, transform: `translateY(${start - offset}px)` }}
            onKeyDown={pressed}
            onClick={() => {
              setActive(index);
              if (row) open(row.id);
            }}
          >
            <div role="gridcell" className={styles.cell}>
              {row && <LogLine row={row} language={language} />}
            </div>
          </div>
        );
      })}
    </div>
  );
}

const useStyles = makeStyles({
  list: { position: "relative", width: "100%" },
  line: {
    position: "absolute",
    top: 0,
    left: 0,
    right: 0,
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
  cell: { height: "100%" },
  blank: { backgroundColor: tokens.colorNeutralBackground2 },
});
