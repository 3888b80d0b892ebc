import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";

import { useCardButton } from "../components/cardButton";
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
  const button = useCardButton();
  return (
    <ul className={styles.list} aria-label={t("signIn:list")}>
      {accounts.map((account, place) => (
        <li key={account.address}>
          <button
            type="button"
            className={mergeClasses(button.card, styles.card, chosen !== null && styles.quiet)}
            aria-disabled={chosen !== null}
            onClick={() => {
              if (chosen === null) choose(account.address);
            }}
          >
            <Person account={account} badge={place === 0 ? t("signIn:recommended") : undefined} />
            {chosen === account.address ? (
              <span className={styles.busy}>{t("signIn:busy")}</span>
            ) : (
              <ChevronRightRegular aria-hidden className={button.chevron} />
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
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
  },
  quiet: { cursor: "default", ":hover": { backgroundColor: tokens.colorNeutralBackground1 } },
  busy: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
});
