import { Field, Input, makeStyles, mergeClasses, Switch, tokens } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

import { useAnnounce } from "../../components/Announcer";
import { Hint } from "../../components/Hint";
import type { GalleryView } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import { AppLine } from "./AppLine";
import { isUsable } from "./kinds";
import { useGalleryRows } from "./useGallery";

/** Height of a line before it is drawn, in pixels. */
const lineHeight = 60;
/** Lines that are drawn beyond the edges. */
const beyond = 8;

interface AppListProps {
  ipc: Ipc;
  gallery: GalleryView | null;
  tenant: string;
  chosen: string | null;
  choose: (id: string) => void;
}

/** A field to type in, and the apps that fit. The focus stays in the field; the arrow keys move through the apps. */
export function AppList({ ipc, gallery, tenant, chosen, choose }: AppListProps) {
  const { t } = useWords();
  const styles = useStyles();
  const announce = useAnnounce();
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const [text, setText] = useState("");
  const [usable, setUsable] = useState(true);
  const [active, setActive] = useState<number | null>(null);
  const [first, setFirst] = useState(0);
  const { found, rowAt } = useGalleryRows(ipc, gallery?.revision ?? 0, text, usable, first);
  const count = found?.matched ?? 0;
  // It draws anew by itself; nothing here is memoized.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => list.current,
    estimateSize: () => lineHeight,
    overscan: beyond,
    onChange: ({ range }) => setFirst(range?.startIndex ?? 0),
  });
  const said = found ? t("galleryApp:app.count", { count }) : "";
  useEffect(() => {
    if (said) announce(said);
  }, [announce, said]);

  const search = (text: string) => {
    setText(text);
    setActive(null);
    virtual.scrollToOffset(0);
  };
  const moveTo = (line: number) => {
    const next = Math.min(Math.max(0, line), count - 1);
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const take = (at: number) => {
    const row = rowAt(at);
    setActive(at);
    if (row && isUsable(row.kind)) choose(row.id);
  };
  const pressed = (event: KeyboardEvent) => {
    const at = active ?? -1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 6, PageUp: at - 6 }[event.key];
    if (event.altKey || count === 0) return;
    if (to !== undefined) {
      event.preventDefault();
      moveTo(to);
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(active ?? 0);
    }
  };
  const optionOf = (at: number) => `${id}-${at}`;

  return (
    <div className={styles.part}>
      <Field label={t("galleryApp:app.search")}>
        <Input
          value={text}
          spellCheck={false}
          contentBefore={<SearchRegular aria-hidden />}
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={active === null ? undefined : optionOf(active)}
          onChange={(_, { value }) => search(value)}
          onKeyDown={pressed}
        />
      </Field>
      <Switch
        label={t("galleryApp:app.usable")}
        checked={usable}
        onChange={(_, { checked }) => {
          setUsable(checked);
          setActive(null);
        }}
      />
      <Hint>
        {gallery?.looking && !found ? t("galleryApp:app.reading") : said}
        {found && found.leftOut > 0 && ` ${t("galleryApp:app.leftOut", { count: found.leftOut })}`}
      </Hint>
      <div
        ref={list}
        id={id}
        role="listbox"
        tabIndex={0}
        aria-label={t("galleryApp:app.list")}
        aria-activedescendant={active === null ? undefined : optionOf(active)}
        className={styles.list}
        onKeyDown={pressed}
      >
        <div role="presentation" className={styles.lines} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <div
                key={index}
                ref={virtual.measureElement}
                id={optionOf(index)}
                data-index={index}
                data-app={row?.id}
                role="option"
                aria-posinset={index + 1}
                aria-setsize={count}
                aria-selected={row !== null && row.id === chosen}
                aria-disabled={row !== null && !isUsable(row.kind)}
                className={mergeClasses(
                  styles.line,
                  index === active && styles.active,
                  row !== null && row.id === chosen && styles.chosen,
                )}
                style={{ transform: `translateY(${start}px)` }}
                tabIndex={-1}
                onKeyDown={pressed}
                onClick={() => take(index)}
              >
                {row ? <AppLine row={row} tenant={tenant} /> : <span className={styles.blank} />}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  list: {
    height: "max(240px, calc(100vh - 440px))",
    overflowY: "auto",
    overflowX: "hidden",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  lines: { position: "relative", width: "100%" },
  line: {
    position: "absolute",
    top: 0,
    left: 0,
    right: 0,
    boxSizing: "border-box",
    minHeight: `${lineHeight}px`,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    '&[aria-disabled="true"]': { cursor: "default", color: tokens.colorNeutralForeground3 },
  },
  active: { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  chosen: { backgroundColor: tokens.colorBrandBackground2 },
  blank: { display: "block", height: `${lineHeight - 16}px` },
});
