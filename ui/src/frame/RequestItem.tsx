import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";
import { Fragment, memo, useId, useState } from "react";
import { type Say, useWords } from "../locales/i18n";

import { moment } from "../components/clock";
import type { RequestRow } from "../ipc/bindings";
import { RequestDetails } from "./RequestDetails";
import { isSameGroup, type RequestGroup, shortPath } from "./requests";
import { causeSentence } from "./Wait";

interface RequestItemProps {
  group: RequestGroup;
  /** Where the request was sent, for a copy; absent where nobody is signed in anymore. */
  origin: string | undefined;
}

/**
 * One request; unfolded it shows the whole address, what was sent and what an error answered. Every picture of the
 * application brings all rows anew, so only those that changed are drawn again.
 */
export const RequestItem = memo(
  Item,
  (before, now) => before.origin === now.origin && isSameGroup(before.group, now.group),
);

function Item({ group, origin }: RequestItemProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const details = useId();
  const { row, since, times } = group;
  const isWrite = row.method !== "GET";
  const at = moment(language, since, { timeStyle: "medium" });

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
        <span className={styles.mono}>{wrapped(shortPath(row.path))}</span>
        <span className={mergeClasses(styles.mono, styles.end)}>{row.status ?? "–"}</span>
        <span className={styles.when}>{[at, remark(t, row)].filter(Boolean).join(" · ")}</span>
        <span className={mergeClasses(styles.when, styles.end)}>
          {times > 1 ? t("requests.times", { count: times }) : `${row.took} ms`}
        </span>
      </button>
      <div id={details} className={styles.details} hidden={!open}>
        {open && <RequestDetails row={row} origin={origin} />}
      </div>
    </li>
  );
}

/** Breaks between segments where it does not fit into one line. */
function wrapped(path: string) {
  return path.split("/").map((segment, at) => (
    // The segments of an address do not change: their order is their identity.
    <Fragment key={at}>
      {at > 0 && "/"}
      {at > 1 && <wbr />}
      {segment}
    </Fragment>
  ));
}

/** Why there is no answer worth the name, or why this one is as it should be. */
function remark(t: Say, row: RequestRow): string {
  if (row.expected) return t("requests.expected", { reason: causeSentence(t, row.expected) });
  return row.status === null ? t("requests.noAnswer") : "";
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
    width: "12px",
    height: "12px",
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
    padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS} 80px`,
    "&[hidden]": { display: "none" },
  },
});
