import { Button, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement, RefObject } from "react";
import { lazyPart } from "../components/lazy";
import { useWords } from "../locales/i18n";

import mark from "../../../icons/causeway.svg";
import type { TenantView } from "../ipc/bindings";
import { SettingsButton } from "../settings/buttons";
import { narrow } from "./layout";

interface HeaderProps {
  tenant: TenantView | null;
  /** Absent on the first page, where nothing happens yet. */
  journey: string | null;
  /** The rail, where it has no room beside the page. */
  rail: ReactElement | null;
  signOut: (() => void) | undefined;
  /** Ways to other tenants; absent while this one may not be left. */
  otherTenants: ReactElement | undefined;
  /** To the first page; absent there, and while no page may be left. */
  home: (() => void) | undefined;
  panelOpen: boolean;
  onPanel: () => void;
  /** The button that opens the panel, to give the focus back. */
  toggle: RefObject<HTMLButtonElement | null>;
}

/** Which application, which journey, and above all which tenant. */
export function Header({
  tenant,
  journey,
  rail,
  signOut,
  otherTenants,
  home,
  panelOpen,
  onPanel,
  toggle,
}: HeaderProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <header className={styles.header} aria-label={t("region.header")} data-region tabIndex={-1}>
      {rail ?? (
        <>
          {home ? (
            <Button
              appearance="transparent"
              className={styles.home}
              aria-label={t("region.home")}
              icon={<img src={mark} alt="" width={22} height={22} />}
              onClick={home}
            >
              Causeway
            </Button>
          ) : (
            <>
              <img src={mark} alt="" width={22} height={22} />
              <span className={styles.app}>Causeway</span>
            </>
          )}
          {journey && (
            <span className={styles.journey}>
              <span className={styles.slash} aria-hidden>
                /
              </span>
              {journey}
            </span>
          )}
        </>
      )}
      <span className={styles.space} />
      {tenant && <TenantMenu tenant={tenant} signOut={signOut} others={otherTenants} />}
      {journey && <PanelToggle open={panelOpen} turn={onPanel} toggle={toggle} />}
      <SettingsButton />
    </header>
  );
}

const PanelToggle = lazyPart(async () => (await import("./PanelToggle")).PanelToggle);
const TenantMenu = lazyPart(async () => (await import("./TenantMenu")).TenantMenu);

const useStyles = makeStyles({
  header: {
    // The narrow rail draws its progress along the lower edge.
    position: "relative",
    display: "flex",
    alignItems: "center",
    flexShrink: 0,
    minHeight: "52px",
    boxSizing: "border-box",
    columnGap: tokens.spacingHorizontalMNudge,
    paddingInline: tokens.spacingHorizontalL,
    [narrow]: {
      minHeight: "44px",
      columnGap: tokens.spacingHorizontalXS,
      paddingInline: tokens.spacingHorizontalS,
    },
  },
  app: { fontWeight: tokens.fontWeightSemibold },
  home: { minWidth: 0, paddingInline: 0, columnGap: tokens.spacingHorizontalXS },
  journey: { whiteSpace: "nowrap", [narrow]: { display: "none" } },
  slash: { color: tokens.colorNeutralForeground3, marginRight: tokens.spacingHorizontalMNudge },
  space: { flexGrow: 1 },
});
