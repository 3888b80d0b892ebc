import { makeStyles, ToggleButton, tokens } from "@fluentui/react-components";
import { ArrowSwapRegular } from "@fluentui/react-icons";
import type { ReactElement, Ref, RefObject } from "react";
import { useWords } from "../locales/i18n";

import mark from "../../../icons/causeway.svg";
import type { TenantView } from "../ipc/bindings";
import type { Words } from "../locales/words";
import { SettingsButton } from "../settings/SettingsButton";
import { narrow } from "./layout";
import { TenantMenu } from "./TenantMenu";

export type JourneyName = keyof Words["common"]["journey"];

interface HeaderProps {
  tenant: TenantView | null;
  /** Absent on the first page, where nothing happens yet. */
  journey: JourneyName | null;
  /** The rail, where it has no room beside the page. */
  rail: ReactElement | null;
  signOut: (() => void) | undefined;
  panelOpen: boolean;
  onPanel: () => void;
  /** The button that opens the panel, to give the focus back. */
  toggle: RefObject<HTMLButtonElement | null>;
}

/** Which application, which journey, and above all which tenant. */
export function Header({ tenant, journey, rail, signOut, panelOpen, onPanel, toggle }: HeaderProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <header className={styles.header} aria-label={t("region.header")} data-region tabIndex={-1}>
      {rail ?? (
        <>
          <img src={mark} alt="" width={22} height={22} />
          <span className={styles.app}>Causeway</span>
          {journey && (
            <span className={styles.journey}>
              <span className={styles.slash} aria-hidden>
                /
              </span>
              {t(`journey.${journey}`)}
            </span>
          )}
        </>
      )}
      <span className={styles.space} />
      {tenant && <TenantMenu tenant={tenant} signOut={signOut} />}
      {journey && (
        <ToggleButton
          className={styles.toggle}
          // Fluent types this ref as the overlap of button and link, which nothing is.
          ref={toggle as Ref<never>}
          appearance="subtle"
          icon={<ArrowSwapRegular />}
          checked={panelOpen}
          onClick={onPanel}
          aria-label={t("button.whatHappens")}
          aria-keyshortcuts="F9"
        >
          <span className={styles.toggleText}>{t("button.whatHappens")}</span>
        </ToggleButton>
      )}
      <SettingsButton />
    </header>
  );
}

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
  journey: { whiteSpace: "nowrap", [narrow]: { display: "none" } },
  slash: { color: tokens.colorNeutralForeground3, marginRight: tokens.spacingHorizontalMNudge },
  space: { flexGrow: 1 },
  toggle: { flexShrink: 0, [narrow]: { minWidth: 0 } },
  toggleText: { [narrow]: { display: "none" } },
});
