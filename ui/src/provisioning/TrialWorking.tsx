import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";

import { useCard } from "../components/card";
import { useAnnounce } from "../components/Announcer";
import { duration } from "../components/duration";
import { StateIcon } from "../components/StateIcon";
import { useNow } from "../components/useNow";
import type { TrialView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { causeSentence, useWait } from "../frame/Wait";
import type { Into } from "./trialPerson";

/** Why it is still going on, and for how long. */
export function Working({ trial, into }: { trial: TrialView; into: Into }) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { card } = useCard();
  const announce = useAnnounce();
  const [since] = useState(() => Date.now());
  const now = useNow(true);
  const wait = useWait(trial.wait);
  const soFar = wait?.soFar ?? Math.max(0, (now - since) / 1000);
  const overdue = wait?.overdue ?? false;
  const cause = causeSentence(t, wait?.cause ?? "provisioning");
  const longer = t(`trial:${into}.working.longer`);
  useEffect(() => {
    announce(overdue ? longer : cause);
  }, [announce, cause, longer, overdue]);

  return (
    <div className={mergeClasses(card, styles.card)} data-state="waiting">
      <StateIcon state={overdue ? "overdue" : "waiting"} />
      <div className={styles.words}>
        <div className={styles.cause}>{cause}</div>
        <div>
          {overdue
            ? longer
            : wait &&
              wait.longest > 0 &&
              t("wait.normal", { longest: duration(language, wait.longest, "long") })}
        </div>
        <div className={styles.clock}>
          {wait && wait.cause !== "provisioning" && wait.untilNext >= 0.5 && (
            <span>{t("wait.next", { time: duration(language, wait.untilNext) })}</span>
          )}
          <span className={styles.soFar}>{t("wait.soFar", { time: duration(language, soFar) })}</span>
        </div>
      </div>
    </div>
  );
}

const useStyles = makeStyles({
  card: {
    display: "flex",
    columnGap: tokens.spacingHorizontalM,
  },
  words: { minWidth: 0, overflowWrap: "anywhere" },
  cause: { fontWeight: tokens.fontWeightSemibold },
  clock: {
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalS,
    fontVariantNumeric: "tabular-nums",
  },
  soFar: { color: tokens.colorNeutralForeground3 },
});
