import {
  makeStyles,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  tokens,
} from "@fluentui/react-components";
import { BuildingRegular } from "@fluentui/react-icons";
import { useEffect, useState } from "react";

import type { KnownAccount } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";

interface OtherTenantsProps {
  ipc: Ipc;
  /** Id of the tenant that is signed in to. */
  here: string;
  /** Signs in as this account, in its tenant. */
  go: (account: KnownAccount) => void;
}

/** In the menu of the tenant: the other tenants that were signed in to on this computer, the last one first. */
export function OtherTenants({ ipc, here, go }: OtherTenantsProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [known, setKnown] = useState<readonly KnownAccount[]>([]);
  useEffect(() => {
    ipc.knownAccounts().then(setKnown, () => setKnown([]));
  }, [ipc]);
  const others = lastOfEach(known.filter(({ tenant }) => tenant !== here));
  if (others.length === 0) return null;
  return (
    <>
      <MenuDivider />
      <MenuGroup>
        <MenuGroupHeader>{t("signIn:otherTenants")}</MenuGroupHeader>
        {others.map((account) => (
          <MenuItem
            key={account.tenant}
            className={styles.tenant}
            icon={<BuildingRegular />}
            subText={{
              className: styles.where,
              children: `${account.address} · ${t(`cloud.${account.cloud}`)}`,
            }}
            onClick={() => go(account)}
          >
            {account.tenantName || account.tenant}
          </MenuItem>
        ))}
      </MenuGroup>
    </>
  );
}

/** The account that signed in last, of each tenant. */
function lastOfEach(newestFirst: readonly KnownAccount[]): KnownAccount[] {
  const last = new Map<string, KnownAccount>();
  for (const account of newestFirst) {
    if (!last.has(account.tenant)) last.set(account.tenant, account);
  }
  return [...last.values()];
}

const useStyles = makeStyles({
  tenant: { maxWidth: "none", overflowWrap: "anywhere" },
  where: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});
