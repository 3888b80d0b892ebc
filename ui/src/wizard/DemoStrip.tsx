import { makeStyles, tokens } from "@fluentui/react-components";
import { BeakerRegular } from "@fluentui/react-icons";
import { useWords } from "../locales/i18n";

import { narrow } from "./layout";

/** Lilac, and only here: this is the demo tenant. Drawn by the frame, so no page can be without it. */
export function DemoStrip() {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <section className={styles.strip} aria-label={t("region.strip")} data-region tabIndex={-1}>
      <BeakerRegular className={styles.icon} aria-hidden />
      <p className={styles.text}>
        <strong>{t("strip.demo")}</strong> <span className={styles.long}>{t("strip.meaning")}</span>
        <span className={styles.short}>{t("strip.meaningShort")}</span>
      </p>
    </section>
  );
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
    backgroundColor: tokens.colorPaletteLilacBackground2,
    color: tokens.colorPaletteLilacForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    // Appears when forced colours take the fill away.
    border: "1px solid transparent",
  },
  icon: { fontSize: "16px", flexShrink: 0 },
  text: { margin: 0 },
  long: { [narrow]: { display: "none" } },
  short: { display: "none", [narrow]: { display: "inline" } },
});
