import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { BeakerRegular, BriefcaseRegular, type FluentIcon } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { useWords } from "../locales/i18n";

import type { AccountView, TenantView } from "../ipc/bindings";
import { low, narrow } from "./layout";

/** Lilac, and only here: this is the demo tenant. Drawn by the frame, so no page can be without it. */
export function DemoStrip() {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <Strip kind="demo" Icon={BeakerRegular}>
      <strong>{t("strip.demo")}</strong> <span className={styles.long}>{t("strip.meaning")}</span>
      <span className={styles.short}>{t("strip.meaningShort")}</span>
    </Strip>
  );
}

/** Not a demo: who works where. */
export function RealStrip({ tenant, account }: { tenant: TenantView; account: AccountView | null }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <Strip kind="real" Icon={BriefcaseRegular}>
      <strong>{t("strip.real")}</strong>{" "}
      {account && (
        <span className={styles.long}>{t("strip.realAccount", { address: account.address })} </span>
      )}
      {t("strip.realMeaning", { tenant: tenant.name })}
    </Strip>
  );
}

function Strip({ kind, Icon, children }: { kind: "demo" | "real"; Icon: FluentIcon; children: ReactNode }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <section
      className={mergeClasses(styles.strip, styles[kind])}
      aria-label={t("region.strip")}
      data-region
      tabIndex={-1}
    >
      <Icon className={styles.icon} aria-hidden />
      <p className={styles.text}>{children}</p>
    </section>
  );
}

/** Keeps the place until it is known what the window is about. */
export function StripToCome() {
  return <div className={useStyles().strip} />;
}

const useStyles = makeStyles({
  strip: {
    display: "flex",
    alignItems: "center",
    flexShrink: 0,
    minHeight: "28px",
    boxSizing: "border-box",
    columnGap: tokens.spacingHorizontalS,
    padding: `2px ${tokens.spacingHorizontalL}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    [low]: { position: "sticky", top: 0, zIndex: 1 },
    // Appears when forced colours take the fill away.
    border: "1px solid transparent",
  },
  demo: {
    backgroundColor: tokens.colorPaletteLilacBackground2,
    color: tokens.colorPaletteLilacForeground2,
  },
  real: { backgroundColor: tokens.colorNeutralBackground5 },
  icon: { width: "16px", height: "16px", flexShrink: 0 },
  text: { margin: 0, minWidth: 0, overflowWrap: "anywhere" },
  long: { [narrow]: { display: "none" } },
  short: { display: "none", [narrow]: { display: "inline" } },
});
