import { Button, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";

import { Hint } from "../components/Hint";
import type { KnownAccount } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";

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
      <Subtitle2 as="h2">{t("signIn:before")}</Subtitle2>
      <ul className={styles.known}>
        {known.map((account) => (
          <li key={`${account.tenant} ${account.object} ${account.client}`}>
            <Button
              disabledFocusable={isHeld}
              onClick={() => {
                begin?.();
                void ask(() => ipc.continueSignIn(account));
              }}
            >
              {account.name || account.address}
            </Button>
            <Hint>{account.address}</Hint>
            <Hint>
              {t("signIn:beforeWhere", {
                tenant: account.tenant,
                cloud: t(`cloud.${account.cloud}`),
                client: account.client,
              })}
            </Hint>
          </li>
        ))}
      </ul>
    </section>
  );
}

const useStyles = makeStyles({
  section: { marginBottom: tokens.spacingVerticalXL },
  known: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    margin: `${tokens.spacingVerticalS} 0 0`,
    padding: 0,
    listStyleType: "none",
  },
});
