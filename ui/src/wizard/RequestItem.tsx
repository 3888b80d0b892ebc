import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";
import { useId, useState } from "react";
import { useWords } from "../locales/i18n";

import type { RequestGroup } from "./requests";
import { shortPath } from "./requests";

/** One request; unfolded it shows the whole address, what was sent and what an error answered. */
export function RequestItem({ group }: { group: RequestGroup }) {
  const { t, language } = useWords();
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const details = useId();
  const { row, times } = group;
  const isWrite = row.method !== "GET";
  const at = new Date(row.at).toLocaleTimeString(language, { hourCycle: "h23" });

  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.row}
        aria-expanded={open}
        aria-controls={details}
        onClick={() => setOpen(!open)}
      >
        <ChevronRightRegular className={mergeClasses(styles.chevron, open && styles.turned)} aria-hidden />
        <span className={mergeClasses(styles.mono, isWrite ? styles.write : styles.read)}>{row.method}</span>
        <span className={styles.mono}>{shortPath(row.path)}</span>
        <span className={mergeClasses(styles.mono, styles.end)}>{row.status ?? "–"}</span>
        <span className={styles.when}>{row.status === null ? `${at} · ${t("requests.noAnswer")}` : at}</span>
        <span className={mergeClasses(styles.when, styles.end)}>
          {times > 1 ? t("requests.times", { count: times }) : `${row.took} ms`}
        </span>
      </button>
      <dl id={details} hidden={!open} className={styles.details}>
        <dt>{t("requests.address")}</dt>
        <dd className={styles.mono}>{row.path}</dd>
        {row.requestId && (
          <>
            <dt>{t("requests.requestId")}</dt>
            <dd className={styles.mono}>{row.requestId}</dd>
          </>
        )}
        {row.body && (
          <>
            <dt>{t("requests.sent")}</dt>
            <dd className={mergeClasses(styles.mono, styles.body)}>{row.body}</dd>
          </>
        )}
        {row.answer && (
          <>
            <dt>{t("requests.answer")}</dt>
            <dd className={mergeClasses(styles.mono, styles.body)}>{row.answer}</dd>
          </>
        )}
      </dl>
    </li>
  );
}

const useStyles = makeStyles({
  item: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  row: {
    display: "grid",
    gridTemplateColumns: "16px 50px minmax(0, 1fr) auto",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXS,
    width: "100%",
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS} ${tokens.spacingHorizontalMNudge}`,
    border: "none",
    background: "none",
    color: "inherit",
    font: "inherit",
    textAlign: "start",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground2Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  chevron: {
    fontSize: "12px",
    color: tokens.colorNeutralForeground3,
    transitionProperty: "transform",
    transitionDuration: tokens.durationNormal,
    "@media (prefers-reduced-motion: reduce)": { transitionDuration: "0s" },
  },
  turned: { transform: "rotate(90deg)" },
  mono: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: "18px",
    overflowWrap: "anywhere",
  },
  write: { fontWeight: tokens.fontWeightBold },
  read: { color: tokens.colorNeutralForeground3 },
  when: {
    gridColumnStart: "3",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: "tabular-nums",
  },
  end: { gridColumnStart: "4", textAlign: "end" },
  details: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM} 80px`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    "&[hidden]": { display: "none" },
    "& dt": { color: tokens.colorNeutralForeground3, paddingTop: "1px" },
    "& dd": { margin: 0 },
  },
  body: {
    gridColumn: "1 / -1",
    padding: tokens.spacingHorizontalS,
    maxHeight: "220px",
    overflowY: "auto",
    whiteSpace: "pre-wrap",
    backgroundColor: tokens.colorNeutralBackground4,
    borderRadius: tokens.borderRadiusMedium,
  },
});
