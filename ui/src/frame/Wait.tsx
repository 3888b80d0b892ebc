import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect } from "react";
import { type Say, useWords } from "../locales/i18n";

import { useAnnounce } from "../components/Announcer";
import { duration } from "../components/duration";
import { useNow } from "../components/useNow";
import type { WaitView } from "../ipc/bindings";
import type { Words } from "../locales/words";

interface WaitNow {
  cause: string;
  /** Seconds: so far, until the next look, the longest that is normal. */
  soFar: number;
  untilNext: number;
  longest: number;
  overdue: boolean;
}

/** Why we wait. A cause that the words do not know is still told as a wait. */
export function causeSentence(t: Say, cause: string): string {
  return t(`waits:${cause as keyof Words["waits"]}`, { defaultValue: t("waits:other") });
}

/** Where a wait stands this second. */
export function useWait(wait: WaitView | null): WaitNow | null {
  const now = useNow(wait !== null);
  if (!wait) return null;
  const soFar = Math.max(0, (now - Date.parse(wait.since)) / 1000);
  return {
    cause: wait.cause,
    soFar,
    untilNext: (Date.parse(wait.nextLook) - now) / 1000,
    longest: wait.longest,
    overdue: wait.longest > 0 && soFar > wait.longest,
  };
}

interface WaitTextProps {
  wait: WaitNow;
  /** Ends the pause; not offered where Microsoft itself has asked for it. */
  lookNow?: (() => void) | undefined;
}

/** Why we wait, why that is normal, when we look next and how long it has been. */
export function WaitText({ wait, lookNow }: WaitTextProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const announce = useAnnounce();
  const { overdue } = wait;
  useEffect(() => {
    if (overdue) announce(t("wait.longer"));
  }, [announce, overdue, t]);

  const time = duration(language, wait.untilNext);
  return (
    <>
      <div className={styles.why}>
        {causeSentence(t, wait.cause)}{" "}
        {overdue ? (
          <span className={styles.overdue}>{t("wait.longer")}</span>
        ) : (
          wait.longest > 0 && t("wait.normal", { longest: duration(language, wait.longest, "long") })
        )}
      </div>
      <div className={styles.clock}>
        <span className={styles.next}>
          {wait.untilNext >= 0.5 ? t("wait.next", { time }) : t("wait.now")}
        </span>
        <span className={styles.soFar}>{t("wait.soFar", { time: duration(language, wait.soFar) })}</span>
        {lookNow && wait.cause !== "throttled" && (
          <Button size="small" appearance="subtle" className={styles.look} onClick={lookNow}>
            {t("button.lookNow")}
          </Button>
        )}
      </div>
    </>
  );
}

const useStyles = makeStyles({
  why: { color: tokens.colorNeutralForeground2 },
  overdue: { color: tokens.colorStatusWarningForeground3 },
  clock: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalS,
    fontVariantNumeric: "tabular-nums",
  },
  next: { fontWeight: tokens.fontWeightSemibold },
  soFar: { color: tokens.colorNeutralForeground3 },
  // As high as the line, so that nothing moves when the wait begins or ends.
  look: { marginBlock: "-2px" },
});
