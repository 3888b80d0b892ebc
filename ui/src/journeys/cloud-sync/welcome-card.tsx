import { makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { ChevronRightRegular, CloudSyncRegular } from "@fluentui/react-icons";
import { useWords } from "../../locales/i18n";

interface WelcomeCardProps {
  /** The chosen demo tenant is being started. */
  isStarting: boolean;
  begin: () => void;
}

/** The way into this journey; a click goes on. */
export function WelcomeCard({ isStarting, begin }: WelcomeCardProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <button
      type="button"
      className={styles.card}
      aria-disabled={isStarting}
      onClick={() => {
        if (!isStarting) begin();
      }}
    >
      <CloudSyncRegular aria-hidden className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.title}>{t("welcome:cloudSync.title")}</span>
        <span className={styles.text}>
          {t("welcome:cloudSync.text")}
          <span className={styles.effort}>{t("welcome:cloudSync.effort")}</span>
        </span>
      </span>
      {isStarting ? (
        <Spinner size="tiny" label={t("welcome:starting")} labelPosition="before" />
      ) : (
        <ChevronRightRegular aria-hidden className={styles.chevron} />
      )}
    </button>
  );
}

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalL,
    boxSizing: "border-box",
    width: "100%",
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXL}`,
    border: `1px solid ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
    color: "inherit",
    font: "inherit",
    textAlign: "start",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "1px" },
  },
  icon: { flexShrink: 0, width: "24px", height: "24px", color: tokens.colorBrandForeground1 },
  words: { display: "flex", flexDirection: "column", flexGrow: 1, flexBasis: "200px", minWidth: 0 },
  title: {
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: { color: tokens.colorNeutralForeground2 },
  effort: {
    display: "block",
    marginTop: tokens.spacingVerticalXXS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  chevron: { flexShrink: 0, width: "20px", height: "20px", color: tokens.colorNeutralForeground3 },
});
