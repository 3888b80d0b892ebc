import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { BeakerRegular, BriefcaseRegular, type FluentIcon } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { Icon } from "../components/Icon";
import { useWords } from "../locales/i18n";

import type { AccountView, TenantView } from "../ipc/bindings";
import { low, narrow } from "./layout";

interface DemoStripProps {
  /** What can be done at its end. */
  end?: ReactNode;
}

/** Lilac, and only here: this is the demo tenant. Drawn by the frame, so no page can be without it. */
export function DemoStrip({ end }: DemoStripProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <Strip kind="demo" icon={BeakerRegular} end={end}>
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
    <Strip kind="real" icon={BriefcaseRegular}>
      <strong>{t(tenant.home ? "strip.real" : "strip.customer")}</strong>{" "}
      {account && (
        <span className={styles.long}>{t("strip.realAccount", { address: account.address })} </span>
      )}
      {t("strip.realMeaning", { tenant: tenant.name })}
    </Strip>
  );
}

/** The person is about to sign in to a tenant that is no demo. */
export function RealStripToCome() {
  const { t } = useWords();
  return (
    <Strip kind="real" icon={BriefcaseRegular}>
      <strong>{t("strip.real")}</strong> {t("strip.realToCome")}
    </Strip>
  );
}

interface StripProps {
  kind: "demo" | "real";
  icon: FluentIcon;
  /** What can be done about it. */
  end?: ReactNode;
  children: ReactNode;
}

function Strip({ kind, icon, end, children }: StripProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <section
      className={mergeClasses(styles.strip, styles[kind])}
      aria-label={t("region.strip")}
      data-region
      tabIndex={-1}
    >
      <Icon icon={icon} size={16} />
      <p className={styles.text}>{children}</p>
      {end}
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
  text: { flexGrow: 1, margin: 0, minWidth: 0, overflowWrap: "anywhere" },
  long: { [narrow]: { display: "none" } },
  short: { display: "none", [narrow]: { display: "inline" } },
});
