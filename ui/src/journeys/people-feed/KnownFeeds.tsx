import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { SendRegular } from "@fluentui/react-icons";

import { shortDayAndTime } from "../../components/dates";
import { Hint } from "../../components/Hint";
import type { AppView, PeopleFeedSetup } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { Group } from "../../wizard/Facts";
import type { JourneyState } from "../../wizard/useJourney";
import type { Answers } from "./answers";

interface KnownFeedsProps {
  view: AppView | null;
  journey: JourneyState<PeopleFeedSetup, Answers>;
}

/** Feeds that were sent through before: the next file needs no new set-up. */
export function KnownFeeds({ view, journey }: KnownFeedsProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const here = view?.feeds.filter(({ tenant }) => tenant === view.tenant?.id) ?? [];
  if (here.length === 0) return null;
  return (
    <Group title={t("feedSend:known.title")}>
      <Hint>{t("feedSend:known.hint")}</Hint>
      <ul className={styles.list}>
        {here.map((feed) => {
          const { name, file, at } = feed;
          return (
            <li key={name} className={styles.row} data-known={name}>
              <div className={styles.words}>
                <div className={styles.name}>{name}</div>
                <Hint>{t("feedSend:known.last", { file, when: shortDayAndTime(language, at) })}</Hint>
              </div>
              <Button icon={<SendRegular />} onClick={() => journey.openFeed(feed)}>
                {t("feedSend:known.go", { name })}
              </Button>
            </li>
          );
        })}
      </ul>
    </Group>
  );
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  row: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalSNudge,
  },
  words: { flexGrow: 1, flexBasis: "240px", minWidth: 0, overflowWrap: "anywhere" },
  name: { fontWeight: tokens.fontWeightSemibold },
});
