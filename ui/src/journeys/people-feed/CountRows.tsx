import { makeStyles, tokens } from "@fluentui/react-components";

import { Hint } from "../../components/Hint";
import type { FeedGroup } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import { PeopleBehind } from "./PeopleBehind";
import { Rows } from "./Rows";

/** Groups that have a row of their own. */
export type CountedGroup = Exclude<FeedGroup, "aside" | "pilot">;

interface CountRowsProps {
  ipc: Ipc;
  title: string;
  /** Rises whenever others may be behind the counts. */
  revision: number;
  counts: readonly (readonly [group: CountedGroup, count: number])[];
  /** What makes new people another thing: details are filled in and nobody is created, or nobody looked who has an account. */
  newAre?: "new" | "new-details" | "new-unchecked";
}

/** How many of each, with who they are. */
export function CountRows({ ipc, title, revision, counts, newAre = "new" }: CountRowsProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const wordsOf = (group: CountedGroup) => (group === "new" ? newAre : group);
  const numeral = new Intl.NumberFormat(language);
  return (
    <Rows title={title}>
      {counts.map(([group, count]) => (
        <li key={group} className={styles.row} data-count={group}>
          <div className={styles.line}>
            <span className={styles.count}>{numeral.format(count)}</span>
            <div className={styles.words}>
              <div className={styles.name}>{t(`feedSend:group.${wordsOf(group)}.name`)}</div>
              <Hint>{t(`feedSend:group.${wordsOf(group)}.hint`)}</Hint>
            </div>
          </div>
          <PeopleBehind
            key={revision}
            ipc={ipc}
            group={group}
            name={t(`feedSend:group.${wordsOf(group)}.name`)}
            count={count}
          />
        </li>
      ))}
    </Rows>
  );
}

const useStyles = makeStyles({
  row: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalSNudge,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
    // Who they are takes the whole width below.
    "& > :nth-child(3)": { flexBasis: "100%", minWidth: 0 },
  },
  line: {
    flexGrow: 1,
    flexBasis: "240px",
    minWidth: 0,
    display: "flex",
    alignItems: "baseline",
    columnGap: tokens.spacingHorizontalL,
  },
  count: {
    flexShrink: 0,
    minWidth: "56px",
    textAlign: "end",
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: "tabular-nums",
  },
  words: { minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
});
