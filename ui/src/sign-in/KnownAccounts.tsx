import { makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";

import type { KnownAccount } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { Person, Where } from "./Person";
import { PersonCard, PersonCards } from "./PersonCards";

interface KnownAccountsProps {
  ipc: Ipc;
  /** Asks the shell, and shows why it refuses. */
  ask: (command: () => Promise<void>) => Promise<void>;
  /** Called before; the page goes on when there is a tenant. */
  begin?: () => void;
  /** A sign-in waits already. */
  isHeld: boolean;
  /** Those of the demo tenant, else all others. */
  isDemo: boolean;
}

/** Who signed in before; a click goes on as them. */
export function KnownAccounts({ ipc, ask, begin, isHeld, isDemo }: KnownAccountsProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [known, setKnown] = useState<readonly KnownAccount[]>([]);
  useEffect(() => {
    ipc.knownAccounts().then(
      (accounts) => setKnown(accounts.filter(({ cloud }) => (cloud === "demo") === isDemo)),
      () => setKnown([]),
    );
  }, [ipc, isDemo]);
  if (known.length === 0) return null;
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2" className={styles.heading}>
        {t("signIn:before")}
      </Subtitle2>
      <PersonCards label={t("signIn:before")}>
        {known.map((account) => (
          <PersonCard
            key={`${account.tenant} ${account.object} ${account.client}`}
            isBusy={false}
            isHeld={isHeld}
            choose={() => {
              begin?.();
              void ask(() => ipc.continueSignIn(account));
            }}
          >
            <Person name={account.name || account.address} address={account.address}>
              <Where account={account} />
            </Person>
          </PersonCard>
        ))}
      </PersonCards>
    </section>
  );
}

const useStyles = makeStyles({
  section: { marginBottom: tokens.spacingVerticalXL },
  heading: { display: "block", marginBottom: tokens.spacingVerticalS },
});
