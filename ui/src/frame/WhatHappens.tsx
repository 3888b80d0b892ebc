import { Button, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef } from "react";
import { useWords } from "../locales/i18n";

import { CopyButton } from "../components/CopyButton";
import type { RequestLogView } from "../ipc/bindings";
import { wide } from "./layout";
import { RequestItem } from "./RequestItem";
import { asText, grouped } from "./requests";

interface WhatHappensProps {
  requests: RequestLogView;
  /** Where they were sent, for copies. */
  origin: string | undefined;
  /** The demo tenant answers, which takes next to no time. */
  isDemo: boolean;
  onClose: () => void;
}

/** Every request of this session. Beside the page where there is room, over it where there is not; never over the footer's button. */
export function WhatHappens({ requests: newest, origin, isDemo, onClose }: WhatHappensProps) {
  const { t } = useWords();
  const styles = useStyles();
  // The page beside it comes first.
  const requests = useDeferredValue(newest);
  const groups = useMemo(() => grouped(requests.rows), [requests.rows]);
  const list = useStickToEnd(groups.length);
  const earlier = requests.total - requests.rows.length;

  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
  };
  return (
    // The panel only listens for Escape on its way up from what is inside.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      className={styles.panel}
      aria-label={t("button.whatHappens")}
      data-region
      tabIndex={-1}
      onKeyDown={closeOnEscape}
    >
      <div className={styles.head}>
        <Subtitle2 as="h2" className={styles.title}>
          {t("button.whatHappens")}
        </Subtitle2>
        {groups.length > 0 && (
          <CopyButton
            label={t("button.copyAll")}
            copied={t("button.copied")}
            text={() => asText(requests.rows)}
          />
        )}
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={t("button.close")}
          onClick={onClose}
        />
        <p className={styles.lead}>{`${t("requests.lead")}${isDemo ? ` ${t("requests.demo")}` : ""}`}</p>
      </div>
      <div ref={list} className={styles.scroll}>
        {earlier > 0 && <p className={styles.aside}>{t("requests.earlier", { count: earlier })}</p>}
        {groups.length === 0 && <p className={styles.aside}>{t("requests.empty")}</p>}
        <ol className={styles.list} aria-label={t("requests.list")}>
          {groups.map((group) => (
            <RequestItem key={group.first} group={group} origin={origin} />
          ))}
        </ol>
      </div>
    </aside>
  );
}

/** Follows the newest row, unless the person has scrolled away from it, points at the list or has the focus in it. */
function useStickToEnd(rows: number) {
  const list = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const wasAtEnd = height.current - element.scrollTop - element.clientHeight < 8;
    height.current = element.scrollHeight;
    if (wasAtEnd && !element.matches(":hover, :focus-within")) element.scrollTop = element.scrollHeight;
  }, [rows]);
  return list;
}

const useStyles = makeStyles({
  panel: {
    gridColumn: "2",
    gridRow: "2",
    justifySelf: "end",
    zIndex: 1,
    display: "flex",
    flexDirection: "column",
    boxSizing: "border-box",
    width: "372px",
    maxWidth: "100%",
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground2,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    boxShadow: tokens.shadow16,
    [wide]: { gridColumn: "3", gridRow: "1 / 4", boxShadow: "none" },
  },
  head: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    flexShrink: 0,
    padding: `${tokens.spacingVerticalMNudge} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { flexGrow: 1, margin: 0 },
  lead: {
    width: "100%",
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  scroll: { flexGrow: 1, minHeight: 0, overflowY: "auto" },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  aside: {
    margin: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
});
