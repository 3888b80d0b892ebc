import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronRightRegular, type FluentIcon } from "@fluentui/react-icons";
import { Icon } from "../components/Icon";
import { useCardButton } from "../components/cardButton";
import { lazyPart } from "../components/lazy";
import type { Journey } from "../ipc/setup";
import { useWords } from "../locales/i18n";

interface WelcomeCardProps {
  id: Journey;
  icon: FluentIcon;
  /** The chosen demo tenant is being started. */
  isStarting: boolean;
  /** Nothing can be begun while a tenant is being started. */
  isHeld: boolean;
  begin: () => void;
}

/** The way into a journey; a click goes on. */
export function WelcomeCard({ id, icon, isStarting, isHeld, begin }: WelcomeCardProps) {
  const { t } = useWords();
  const styles = useStyles();
  const button = useCardButton();
  return (
    <button
      type="button"
      className={mergeClasses(button.card, styles.card)}
      aria-disabled={isHeld}
      onClick={() => {
        if (!isHeld) begin();
      }}
    >
      <Icon icon={icon} size={24} className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.title}>{t(`journeys:${id}.card.title`)}</span>
        <span className={styles.text}>
          {t(`journeys:${id}.card.text`)}
          <span className={styles.effort}>{t(`journeys:${id}.card.effort`)}</span>
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
    border: `1px solid ${tokens.colorBrandStroke1}`,
    boxShadow: tokens.shadow4,
  },
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
