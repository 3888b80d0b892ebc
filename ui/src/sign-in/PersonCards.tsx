import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";

import { useCardButton } from "../components/cardButton";
import { useWords } from "../locales/i18n";

/** People to choose from, one below the other. */
export function PersonCards({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={useStyles().list} aria-label={label}>
      {children}
    </ul>
  );
}

interface PersonCardProps {
  /** It is this one's turn. */
  isBusy: boolean;
  /** Nobody can be chosen now. */
  isHeld: boolean;
  choose: () => void;
  children: ReactNode;
}

/** One of them; a click chooses. */
export function PersonCard({ isBusy, isHeld, choose, children }: PersonCardProps) {
  const { t } = useWords();
  const styles = useStyles();
  const button = useCardButton();
  return (
    <li>
      <button
        type="button"
        className={mergeClasses(button.card, styles.card, isHeld && styles.quiet)}
        aria-disabled={isHeld}
        onClick={() => {
          if (!isHeld) choose();
        }}
      >
        {children}
        {isBusy ? (
          <span className={styles.busy}>{t("signIn:busy")}</span>
        ) : (
          <ChevronRightRegular aria-hidden className={button.chevron} />
        )}
      </button>
    </li>
  );
}

const useStyles = makeStyles({
  list: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: "none",
  },
  card: {
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
  },
  quiet: { cursor: "default", ":hover": { backgroundColor: tokens.colorNeutralBackground1 } },
  busy: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
});
