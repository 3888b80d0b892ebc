import { makeStyles, ToggleButton, tokens } from "@fluentui/react-components";
import { ArrowSwapRegular, BuildingMultipleRegular } from "@fluentui/react-icons";
import type { Ref, RefObject } from "react";
import { useWords } from "../locales/i18n";

import mark from "../../../icons/causeway.svg";
import type { TenantView } from "../ipc/bindings";
import type { Words } from "../locales/words";
import { narrow } from "./layout";

export type JourneyName = keyof Words["common"]["journey"];

interface HeaderProps {
  tenant: TenantView | null;
  journey: JourneyName;
  panelOpen: boolean;
  onPanel: () => void;
  /** The button that opens the panel, to give the focus back. */
  toggle: RefObject<HTMLButtonElement | null>;
}

/** Which application, which journey, and above all which tenant. */
export function Header({ tenant, journey, panelOpen, onPanel, toggle }: HeaderProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <header className={styles.header} aria-label={t("region.header")} data-region tabIndex={-1}>
      <img src={mark} alt="" width={22} height={22} />
      <span className={styles.app}>Causeway</span>
      <span className={styles.journey}>
        <span className={styles.slash} aria-hidden>
          /
        </span>
        {t(`journey.${journey}`)}
      </span>
      <span className={styles.space} />
      {tenant && (
        <div className={styles.tenant}>
          <BuildingMultipleRegular className={styles.building} aria-hidden />
          <div className={styles.names}>
            <div className={styles.name}>{tenant.name}</div>
            <div className={styles.domain} title={tenant.domain}>
              {tenant.domain} · {t(`cloud.${tenant.cloud}`)}
            </div>
          </div>
        </div>
      )}
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
    </header>
  );
}

const useStyles = makeStyles({
  header: {
    display: "flex",
    alignItems: "center",
    flexShrink: 0,
    minHeight: "52px",
    boxSizing: "border-box",
    columnGap: tokens.spacingHorizontalMNudge,
    paddingInline: tokens.spacingHorizontalL,
    [narrow]: { minHeight: "44px" },
  },
  app: { fontWeight: tokens.fontWeightSemibold },
  journey: { whiteSpace: "nowrap", [narrow]: { display: "none" } },
  slash: { color: tokens.colorNeutralForeground3, marginRight: tokens.spacingHorizontalMNudge },
  space: { flexGrow: 1 },
  tenant: {
    display: "flex",
    alignItems: "center",
    minWidth: 0,
    columnGap: tokens.spacingHorizontalS,
    marginRight: tokens.spacingHorizontalL,
    [narrow]: { marginRight: 0 },
  },
  building: { fontSize: "20px", flexShrink: 0 },
  names: { minWidth: 0 },
  name: {
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: "anywhere",
  },
  domain: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  toggle: { [narrow]: { minWidth: 0 } },
  toggleText: { [narrow]: { display: "none" } },
});
