import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronRightRegular, type FluentIcon } from "@fluentui/react-icons";
import { Icon } from "../components/Icon";
import { useCardButton } from "../components/cardButton";
import { lazyPart } from "../components/lazy";
import { useWords } from "../locales/i18n";

interface WelcomeCardProps {
  icon: FluentIcon;
  title: string;
  text: string;
  /** How much it is, in a few words. */
  effort?: string;
  /** The one that most people come for. */
  isFirst: boolean;
  /** The chosen demo tenant is being started. */
  isStarting: boolean;
  /** Nothing can be begun while a tenant is being started. */
  isHeld: boolean;
  begin: () => void;
}

/** A way in; a click goes on. */
export function WelcomeCard({
  icon,
  title,
  text,
  effort,
  isFirst,
  isStarting,
  isHeld,
  begin,
}: WelcomeCardProps) {
  const { t } = useWords();
  const styles = useStyles();
  const button = useCardButton();
  return (
    <button
      type="button"
      className={mergeClasses(button.card, styles.card, isFirst && styles.first)}
      aria-disabled={isHeld}
      onClick={() => {
        if (!isHeld) begin();
      }}
    >
      <Icon icon={icon} size={24} className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.title}>{title}</span>
        <span className={styles.text}>
          {text}
          {effort && <span className={styles.effort}>{effort}</span>}
        </span>
      </span>
      {isStarting ? (
        <Spinner size="tiny" label={t("welcome:starting")} labelPosition="before" />
      ) : (
        <ChevronRightRegular aria-hidden className={button.chevron} />
      )}
    </button>
  );
}

const Spinner = lazyPart(async () => (await import("../components/Spinner")).Spinner);

const useStyles = makeStyles({
  card: {
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXL}`,
  },
  first: { border: `1px solid ${tokens.colorBrandStroke1}`, boxShadow: tokens.shadow4 },
  icon: { color: tokens.colorBrandForeground1 },
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
});
