import { makeStyles, tokens } from "@fluentui/react-components";
import { memo } from "react";

import { shortDayAndTime } from "../../components/dates";
import { StateIcon } from "../../components/StateIcon";
import type { LogRow } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { iconOfOutcome, nameOfRow, whatHappened, whyOf } from "./logWords";

/** One line of the log: who, what came of it, why, and when. While it is scrolled, only lines that come into sight are drawn anew. */
export const LogLine = memo(function LogLine({ row, language }: { row: LogRow; language: string }) {
  const { t } = useWords();
  const styles = useStyles();
  const why = whyOf(t, row);
  return (
    <div className={styles.line}>
      <StateIcon state={iconOfOutcome[row.outcome]} />
      <div className={styles.part}>
        <div className={styles.name} title={nameOfRow(t, row)}>
          {nameOfRow(t, row)}
        </div>
        <div className={styles.more} title={row.address ?? row.ou ?? ""}>
          {row.address ?? row.ou ?? ""}
        </div>
      </div>
      <div className={styles.part}>
        <div className={styles.what}>{whatHappened(t, row)}</div>
        <div className={styles.more} title={why}>
          {why}
        </div>
      </div>
      <div className={styles.time}>{row.at && shortDayAndTime(language, row.at)}</div>
    </div>
  );
});

const cut = { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" } as const;

const useStyles = makeStyles({
  line: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 5fr) minmax(0, 6fr) max-content",
    columnGap: tokens.spacingHorizontalM,
    alignItems: "center",
    height: "100%",
    padding: `0 ${tokens.spacingHorizontalS}`,
  },
  part: { minWidth: 0 },
  name: { ...cut, fontWeight: tokens.fontWeightSemibold },
  what: cut,
  more: {
    ...cut,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  time: {
    ...cut,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    textAlign: "end",
    fontVariantNumeric: "tabular-nums",
  },
});
