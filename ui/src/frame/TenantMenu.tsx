import {
  makeStyles,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
  Tooltip,
} from "@fluentui/react-components";
import { BuildingMultipleRegular, CopyRegular, SignOutRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import { useWords } from "../locales/i18n";

import { useCopy } from "../components/useCopy";
import type { TenantView } from "../ipc/bindings";
import { narrow } from "./layout";

interface TenantMenuProps {
  tenant: TenantView;
  /** Absent where nobody can be signed out, or not now. */
  signOut?: (() => void) | undefined;
  /** Ways to other tenants; absent while this one may not be left. */
  others?: ReactElement | undefined;
}

/** Which tenant everything on screen is about: name, domain and cloud, never one without the others. */
export function TenantMenu({ tenant, signOut, others }: TenantMenuProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [justCopied, copy] = useCopy(t("button.copied"));
  const where = `${tenant.domain} · ${t(`cloud.${tenant.cloud}`)}`;
  return (
    // Drawn in the header: at the end of the page it would lie outside every region.
    <Menu inline>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={`${tenant.name} · ${where}`} relationship="inaccessible">
          <MenuButton appearance="subtle" className={styles.button} icon={<BuildingMultipleRegular />}>
            <span className={styles.names}>
              <span className={styles.name}>{tenant.name}</span> <span className={styles.where}>{where}</span>
            </span>
          </MenuButton>
        </Tooltip>
      </MenuTrigger>
      <MenuPopover className={styles.menu}>
        <MenuList>
          <MenuItem icon={<CopyRegular />} persistOnClick onClick={() => void copy(tenant.id)}>
            {justCopied ? t("button.copied") : t("tenant.copyId")}
          </MenuItem>
          {signOut && (
            <MenuItem icon={<SignOutRegular />} onClick={signOut}>
              {t("tenant.signOut")}
            </MenuItem>
          )}
          {others}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

const useStyles = makeStyles({
  button: {
    flexShrink: 1,
    minWidth: 0,
    maxWidth: "420px",
    paddingBlock: "2px",
    fontWeight: tokens.fontWeightRegular,
    textAlign: "start",
    [narrow]: { maxWidth: "none" },
  },
  // A consultant has signed in to many tenants.
  menu: { maxWidth: "360px", maxHeight: "60vh", overflowY: "auto" },
  names: { display: "flex", flexDirection: "column", minWidth: 0 },
  // A long name takes two lines, a hostile one is cut; the tooltip has all of it.
  name: {
    maxHeight: `calc(2 * ${tokens.lineHeightBase200})`,
    overflow: "hidden",
    overflowWrap: "anywhere",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  where: {
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
});
