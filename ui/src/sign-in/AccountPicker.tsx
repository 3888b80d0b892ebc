import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";

import type { AccountView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { Person } from "./Person";

interface AccountPickerProps {
  /** The first is recommended. */
  accounts: readonly AccountView[];
  /** The address that is being signed in. */
  chosen: string | null;
  choose: (address: string) => void;
}

/** Everyone who can sign in; a click does it. */
export function AccountPicker({ accounts, chosen, choose }: AccountPickerProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label={t("signIn:list")}>
      {accounts.map((account, place) => (
        <li key={account.address}>
          <button
            type="button"
            className={mergeClasses(styles.card, chosen !== null && styles.quiet)}
            aria-disabled={chosen !== null}
            onClick={() => {
              if (chosen === null) choose(account.address);
            }}
          >
            <Person account={account} badge={place === 0 ? t("signIn:recommended") : undefined} />
            {chosen === account.address ? (
              <span className={styles.busy}>{t("signIn:busy")}</span>
            ) : (
              <ChevronRightRegular aria-hidden className={styles.chevron} />
            )}
          </button>
        </li>
      ))}
    </ul>
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
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalM,
    boxSizing: "border-box",
    width: "100%",
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: "inherit",
    font: "inherit",
    textAlign: "start",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "1px" },
  },
  quiet: { cursor: "default", ":hover": { backgroundColor: tokens.colorNeutralBackground1 } },
  chevron: { flexShrink: 0, width: "20px", height: "20px", color: tokens.colorNeutralForeground3 },
  busy: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
});
