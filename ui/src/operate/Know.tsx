import { Button, makeStyles, tokens } from "@fluentui/react-components";

import { day } from "../components/dates";
import type { ConfigurationStatus } from "../ipc/bindings";
import { useWords } from "../locales/i18n";

interface KnowProps {
  found: ConfigurationStatus;
  now: number;
  /** Keeps until when somebody knows of it; null has it ask again. */
  acknowledge: (until: string | null) => void;
}

/** "I know", for what needs somebody and is not urgent: until a day, or until it changes. */
export function Know({ found, now, acknowledge }: KnowProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  if (found.level !== "needs-you") return null;
  const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString();
  if (found.acknowledged !== null) {
    return (
      <div className={styles.row}>
        <span>{t("operate:know.until", { day: day(language, found.acknowledged) })}</span>
        <Button size="small" onClick={() => acknowledge(null)}>
          {t("operate:know.again")}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.row} role="group" aria-label={t("operate:know.label")}>
      <span>{t("operate:know.label")}</span>
      <Button size="small" onClick={() => acknowledge(inDays(7))}>
        {t("operate:know.week")}
      </Button>
      <Button size="small" onClick={() => acknowledge(inDays(30))}>
        {t("operate:know.month")}
      </Button>
    </div>
  );
}

const useStyles = makeStyles({
  row: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    marginTop: tokens.spacingVerticalM,
    color: tokens.colorNeutralForeground2,
  },
});
