import { makeStyles, tokens } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";

import { Hint } from "../../components/Hint";
import { useOffsetInPage } from "../../components/useOffsetInPage";
import { narrow } from "../../frame/layout";
import type { PeopleColumn, PeopleTable, PeopleTarget } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import { GoesTo } from "./GoesTo";
import { headingOf } from "./headings";

/** Height of a line before it was measured, in px. */
const lineHeight = 66;
/** Lines that are drawn beyond the edges. */
const beyond = 8;

interface ColumnListProps {
  label: string;
  table: PeopleTable;
  /** Places of the columns that are shown. */
  places: readonly number[];
  choose: (place: number, target: PeopleTarget | null) => void;
}

/** A line for each column, of which only those in sight are drawn: files have hundreds of them. */
export function ColumnList({ label, table, places, choose }: ColumnListProps) {
  const { t } = useWords();
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  const offset = useOffsetInPage(list);
  // It draws anew by itself; nothing here is memoized.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: places.length,
    getScrollElement: () => list.current?.closest("main") ?? null,
    getItemKey: (index) => places[index] ?? index,
    estimateSize: () => lineHeight,
    overscan: beyond,
    scrollMargin: offset,
  });
  return (
    <ul ref={list} aria-label={label} className={styles.list} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const place = places[index];
        const column = place === undefined ? undefined : table.columns[place];
        if (place === undefined || !column) return null;
        const name = headingOf(t, column, place);
        return (
          <li
            key={place}
            ref={virtual.measureElement}
            data-index={index}
            data-column={place}
            aria-setsize={places.length}
            aria-posinset={index + 1}
            className={styles.line}
            style={{ transform: `translateY(${start - offset}px)` }}
          >
            <div className={styles.what}>
              <div className={styles.heading}>{name}</div>
              <Hint>
                {column.values.length === 0
                  ? t("peopleFeed:columns.empty")
                  : t("peopleFeed:columns.values", { values: column.values.join(" · ") })}
              </Hint>
            </div>
            <div className={styles.where}>
              <GoesTo
                column={name}
                target={column.target}
                paths={table.paths}
                choose={(target) => choose(place, target)}
              />
              <Hint>{whyOf(t, table, column, place)}</Hint>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** How it was found where a column goes, or why it goes nowhere. */
function whyOf(t: Say, { columns }: PeopleTable, column: PeopleColumn, place: number): string {
  const { target, proposed, reason, fate, heading } = column;
  const twin = columns.some(
    (other, at) => at !== place && other.heading === heading && other.target !== null,
  );
  if (target && twin) return t("peopleFeed:columns.twin");
  if (target !== proposed) return t("peopleFeed:columns.byYou");
  if (target && reason) {
    const cells = reason.cells === "silent" ? null : t(`peopleFile:cells.${reason.cells}`);
    return [t(`peopleFile:way.${reason.way}`), cells].filter(Boolean).join("; ");
  }
  if (!reason || fate.is === "unknown" || fate.is === "proposed") return t("peopleFile:fate.unknown");
  const other = "by" in fate ? fate.by : "with" in fate ? fate.with : place;
  const named = columns[other];
  return t(`peopleFile:fate.${fate.is}`, {
    target: t(`peopleFile:target.${reason.target}`),
    cells: t(`peopleFile:cells.${reason.cells}`),
    other: named ? headingOf(t, named, other) : "",
  });
}

const useStyles = makeStyles({
  list: { position: "relative", margin: 0, padding: 0, listStyleType: "none" },
  line: {
    position: "absolute",
    top: 0,
    left: 0,
    right: 0,
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, min(240px, 50%))",
    columnGap: tokens.spacingHorizontalL,
    boxSizing: "border-box",
    paddingBlock: tokens.spacingVerticalSNudge,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  what: { minWidth: 0, overflowWrap: "anywhere" },
  heading: { fontWeight: tokens.fontWeightSemibold },
  where: { minWidth: 0 },
});
