import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";

import { useCardButton } from "../../components/cardButton";
import { dayAndTime } from "../../components/dates";
import { useTrack } from "../../components/track";
import type { Group as LogGroup, Tally } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import { numeral } from "../pictures/rows";
import { Picture } from "../pictures/Picture";
import { useTones } from "../pictures/tones";
import { CausesTable } from "./CausesTable";
import { whyOf } from "./logWords";

interface LogGroupsProps {
  groups: readonly LogGroup[];
  tally: Tally;
  choose: (code: string) => void;
}

/** Few causes mostly stand behind many failures: each with its share, whom it concerns, and what to do. */
export function LogGroups({ groups, tally, choose }: LogGroupsProps) {
  const { t, language } = useWords();
  const button = useCardButton();
  if (groups.length === 0) return null;
  return (
    <Picture title={titleOf(t, language, groups, tally)} table={<CausesTable groups={groups} />}>
      <ul className={button.list}>
        {groups.map((group) => (
          <li key={`${group.outcome} ${group.code} ${group.kind}`}>
            <button
              type="button"
              className={mergeClasses(button.card, button.lines)}
              onClick={() => choose(group.code ?? "")}
            >
              <span className={button.words}>
                <strong>
                  {t("logPage:group", {
                    count: group.count,
                    kind: t(`logPage:kinds.${group.kind}`, { count: group.count }),
                    why: whyOf(t, { ...group, why: null }) || t("logPage:noCode"),
                  })}
                </strong>
                <Share group={group} of={ofOutcome(tally, group)} />
                {group.cause && <span>{t(`log:do.${group.cause}`)}</span>}
                <span className={button.more}>
                  {t("logPage:groupNames", {
                    names: group.names.join(", "),
                    time: group.newest ? dayAndTime(language, group.newest) : "–",
                  })}
                </span>
              </span>
              <ChevronRightRegular aria-hidden className={button.chevron} />
            </button>
          </li>
        ))}
      </ul>
    </Picture>
  );
}

/** Which part of all that came to the same this is. */
function Share({ group: { count, outcome }, of }: { group: LogGroup; of: number }) {
  const { t, language } = useWords();
  const styles = useStyles();
  const tones = useTones();
  const { track } = useTrack();
  const numbers = { part: numeral(language, count), of: numeral(language, of) };
  return (
    <span className={styles.share}>
      <span aria-hidden className={mergeClasses(track, styles.track)}>
        <span
          className={mergeClasses(styles.part, tones[outcome === "failed" ? "fails" : "waits"])}
          style={{ width: `${(count / Math.max(count, of)) * 100}%` }}
        />
      </span>
      <span>{t("logPage:share", numbers)}</span>
    </span>
  );
}

function ofOutcome(tally: Tally, { outcome, count }: LogGroup): number {
  return outcome === "failed" || outcome === "held" || outcome === "warned" ? tally[outcome] : count;
}

function titleOf(t: Say, language: string, groups: readonly LogGroup[], tally: Tally): string {
  const { failed, causes } = tally;
  if (failed === 0) return t("logPage:causes");
  if (causes === 1) return t("logPage:oneCause", { count: failed });
  const byCode = new Map<string | null, number>();
  for (const { outcome, code, count } of groups) {
    if (outcome === "failed") byCode.set(code, (byCode.get(code) ?? 0) + count);
  }
  return t("logPage:someCauses", {
    causes: numeral(language, causes),
    count: failed,
    most: numeral(language, Math.max(...byCode.values())),
  });
}

const useStyles = makeStyles({
  share: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 3fr) minmax(72px, 1fr)",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    maxWidth: "480px",
    fontVariantNumeric: "tabular-nums",
  },
  track: {
    height: "6px",
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground6,
  },
  part: { display: "block", height: "100%", minWidth: "2px", borderRadius: tokens.borderRadiusSmall },
});
