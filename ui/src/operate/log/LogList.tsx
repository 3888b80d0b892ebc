import { makeStyles } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from "react";

import { useOffsetInPage } from "../../components/useOffsetInPage";
import type { LogView } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import { LogLine, lineHeight } from "./LogLine";
import { useRows } from "./useRows";

/** Lines that are drawn beyond the edges. What they say is there before, so more of them would only have to be laid out. */
const beyond = 4;

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
  // It draws anew by itself; only the lines are memoized.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => grid.current?.closest("main") ?? null,
    estimateSize: () => lineHeight,
    overscan: beyond,
    scrollMargin: offset,
  });
  const items = virtual.getVirtualItems();
  const first = items.at(0)?.index ?? 0;
  const rowAt = useRows(ipc, log.revision, first, items.at(-1)?.index ?? 0);
  const current = Math.min(active, Math.max(0, count - 1));

  useEffect(() => {
    // It is in sight already; having the browser look for that costs a layout of the page.
    const options = { preventScroll: true };
    if (isFocused) grid.current?.querySelector<HTMLElement>(`[data-line="${current}"]`)?.focus(options);
  }, [isFocused, current, items]);

  const openLine = (line: number) => {
    const row = rowAt(line);
    if (row) open(row.id);
  };
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
      openLine(current);
    }
  };
  const clicked = (event: MouseEvent) => {
    const line = (event.target as Element).closest<HTMLElement>("[data-line]")?.dataset.line;
    if (line === undefined) return;
    setActive(Number(line));
    openLine(Number(line));
  };

  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={-1}
      aria-label={t("logPage:list")}
      aria-rowcount={count}
      aria-colcount={1}
      className={styles.list}
      style={{ height: virtual.getTotalSize() }}
      onFocus={() => setFocused(true)}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
      onKeyDown={pressed}
      onClick={clicked}
    >
      <div role="presentation" className={styles.drawn} style={{ top: first * lineHeight }}>
        {items.map(({ index }) => (
          <LogLine
            key={index}
            index={index}
            row={rowAt(index)}
            isCurrent={index === current}
            t={t}
            language={language}
          />
        ))}
      </div>
    </div>
  );
}

const useStyles = makeStyles({
  list: { position: "relative", width: "100%" },
  drawn: { position: "absolute", left: 0, right: 0 },
});
