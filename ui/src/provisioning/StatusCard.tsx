import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons";

import { useCard } from "../components/card";
import { StateIcon, type StateName } from "../components/StateIcon";
import { useNow } from "../components/useNow";
import type { Problem, StatusView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import type { Standing, StatusFacts } from "./statusFacts";
import { ageSentence, countSentence } from "./statusWords";

interface StatusCardProps {
  status: StatusView | null;
  facts: StatusFacts;
  look: () => void;
  /** Why the last look could not even begin. */
  refused: Problem | null;
}

/** How it stands, how old that is, and a way to look again. An old picture stays while a look fails, and says so. */
export function StatusCard({ status, facts, look, refused }: StatusCardProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { card } = useCard();
  const now = useNow(true);
  const problem = refused ?? status?.problem ?? null;
  const looking = status?.looking ?? false;
  return (
    <section
      className={mergeClasses(card, styles.card)}
      aria-label={t("wizard:done.now")}
      data-standing={facts.standing}
    >
      <StateIcon state={problem ? "unknown" : looks[facts.standing]} />
      <div className={styles.words}>
        <div className={styles.count}>{countSentence(t, facts)}</div>
        {facts.standing === "first-round" && <div>{t("enable:count.firstRound")}</div>}
        {facts.standing === "in-step" && <div>{t("enable:count.missing")}</div>}
        {problem && (
          <div className={styles.stale}>
            {t(status?.at ? "enable:age.stale" : "enable:age.failed", {
              problem: t(`problems:${problem.code}.title`),
            })}
          </div>
        )}
        <div className={styles.age}>{ageSentence(t, language, status, now)}</div>
      </div>
      <Button
        className={styles.again}
        size="small"
        icon={<ArrowClockwiseRegular />}
        disabledFocusable={looking}
        onClick={look}
      >
        {looking ? t("enable:looking") : t("enable:lookAgain")}
      </Button>
    </section>
  );
}

const looks: Record<Standing, StateName> = {
  unknown: "looking",
  off: "to-come",
  "first-round": "waiting",
  "in-step": "done",
  stuck: "stopped",
  "switched-off": "stopped",
};

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "flex-start",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
  },
  words: { flexGrow: 1, flexBasis: "220px", minWidth: 0, overflowWrap: "anywhere" },
  count: { fontWeight: tokens.fontWeightSemibold },
  stale: { color: tokens.colorStatusWarningForeground3 },
  age: {
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: "tabular-nums",
  },
  again: { flexShrink: 0 },
});
