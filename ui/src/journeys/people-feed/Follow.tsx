import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect } from "react";

import { useAnnounce } from "../../components/Announcer";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { FeedEndView, PeopleFeedSetup } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import type { PageProps } from "../../wizard/definition";
import { lookAnew, sendingPage } from "../../wizard/pages";
import { useSaving } from "../../wizard/useSaving";
import type { Answers } from "./answers";
import { CountRows } from "./CountRows";
import { Nightly } from "./Nightly";
import { Refusals } from "./Refusals";
import { sentSoFar } from "./sent";

/** What the log says became of everybody who was sent; it fills by itself. */
export function Follow({ view, ipc, journey, outOfTouch }: PageProps<PeopleFeedSetup, Answers>) {
  const { t } = useWords();
  const styles = useStyles();
  const saving = useSaving();
  const { setup } = journey;
  const feed = view?.feed ?? null;
  const end = feed?.end ?? null;
  const { title, lead } = words(t, end);
  const isOver = end?.followed?.open === 0;
  const announce = useAnnounce();
  useEffect(() => {
    if (isOver) announce(title);
  }, [announce, isOver, title]);

  return (
    <Page
      visit={journey.visit}
      title={title}
      lead={lead}
      changed={sentSoFar(t, view, feed?.following ? t("feedSend:footer.learns") : undefined)}
      back={() => journey.back()}
      second={
        end && refusedOf(end) > 0 && !feed?.following
          ? { label: t("feedSend:follow.again"), act: () => journey.go(sendingPage, lookAnew) }
          : undefined
      }
      action={{ label: t("button.next"), act: () => journey.next(), isPrimary: true }}
    >
      <Notices view={view} problem={saving.problem ?? journey.refused ?? outOfTouch} />
      {end?.unread && (
        <p className={styles.news}>
          {t("feedSend:follow.unread", { why: t(`problems:${end.unread.code}.title`) })}
        </p>
      )}
      {end && feed && (
        <>
          <Refusals ipc={ipc} refusals={end.refusals} revision={feed.revision} />
          <CountRows
            ipc={ipc}
            title={t("feedSend:follow.counts")}
            revision={feed.revision}
            counts={countsOf(end)}
          />
        </>
      )}
      {setup && <Nightly ipc={ipc} setup={setup} saving={saving} isDemo={view?.tenant?.cloud === "demo"} />}
    </Page>
  );
}

function countsOf({ followed, notTaken }: FeedEndView) {
  const of = followed ?? { done: 0, alreadyRight: 0, createdOff: 0, leftOut: 0, refused: 0, open: 0 };
  const always = [
    ["done", of.done],
    ["no-word", of.open],
  ] as const;
  const others = [
    ["already-right", of.alreadyRight],
    ["created-off", of.createdOff],
    ["by-rule", of.leftOut],
    ["refused", of.refused],
    ["not-taken", notTaken],
  ] as const;
  return [...always, ...others.filter(([, count]) => count > 0)];
}

function refusedOf({ followed, notTaken }: FeedEndView): number {
  return (followed?.refused ?? 0) + notTaken;
}

function words(t: Say, end: FeedEndView | null): { title: string; lead: string } {
  const followed = end?.followed;
  if (!end || !followed)
    return { title: t("feedSend:follow.titleNone"), lead: t("feedSend:follow.leadNone") };
  const refused = refusedOf(end);
  if (refused > 0) {
    return {
      title: t("feedSend:follow.titleRefused", { count: refused }),
      lead: t("feedSend:follow.leadRefused"),
    };
  }
  if (followed.open > 0) {
    return {
      title: t("feedSend:follow.titleOpen", { count: followed.open }),
      lead: t("feedSend:follow.leadOpen"),
    };
  }
  const good = followed.done + followed.alreadyRight + followed.createdOff;
  return { title: t("feedSend:follow.titleGood", { count: good }), lead: t("feedSend:follow.leadGood") };
}

const useStyles = makeStyles({
  news: { margin: `0 0 ${tokens.spacingVerticalL}`, fontWeight: tokens.fontWeightSemibold },
});
