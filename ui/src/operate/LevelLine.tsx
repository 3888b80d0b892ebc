import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";

import { useCardButton } from "../components/cardButton";
import { StateIcon, type StateName } from "../components/StateIcon";
import { narrow } from "../frame/layout";

/** A line of a list that has the worst first: how it stands, its name, what is to say of it, and where there are any its dates. */
export function LevelLine({
  icon,
  name,
  words,
  dates,
  open,
}: {
  icon: StateName;
  name: string;
  words: string;
  dates?: string;
  open: (() => void) | null;
}) {
  const card = useCardButton();
  const styles = useStyles();
  return (
    <button
      type="button"
      className={mergeClasses(card.card, styles.line, dates !== undefined && styles.dated)}
      onClick={open ?? undefined}
      aria-disabled={open === null}
    >
      <StateIcon state={icon} />
      <span className={styles.name}>{name}</span>
      <span className={styles.words}>{words}</span>
      {dates !== undefined && <span className={styles.dates}>{dates}</span>}
    </button>
  );
}

/** The list around such lines. */
export const useLevelList = makeStyles({
  list: {
    margin: `${tokens.spacingVerticalL} 0 0`,
    padding: 0,
    listStyleType: "none",
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
  },
});

const useStyles = makeStyles({
  line: {
    display: "grid",
    gridTemplateColumns: "20px minmax(120px, 1fr) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    overflowWrap: "anywhere",
    [narrow]: { gridTemplateColumns: "20px minmax(0, 1fr)" },
  },
  dated: {
    gridTemplateColumns: "20px minmax(120px, 1fr) minmax(0, 2fr) minmax(0, 1.4fr)",
    [narrow]: { gridTemplateColumns: "20px minmax(0, 1fr)" },
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  words: { [narrow]: { gridColumnStart: "2" } },
  dates: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: "tabular-nums",
    [narrow]: { gridColumnStart: "2" },
  },
});
