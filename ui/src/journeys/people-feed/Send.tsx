import { makeStyles, mergeClasses, ProgressBar, tokens } from "@fluentui/react-components";
import {
  HourglassRegular,
  PauseCircleRegular,
  PersonAddRegular,
  PersonDeleteRegular,
} from "@fluentui/react-icons";
import { useEffect } from "react";

import { useAnnounce } from "../../components/Announcer";
import { shortDayAndTime } from "../../components/dates";
import { duration } from "../../components/duration";
import { useTrack } from "../../components/track";
import { useNow } from "../../components/useNow";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { FeedEndView, FeedProgressView, FeedView, PeopleFeedSetup } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import { AskedForMore } from "../../sign-in/AskedForMore";
import type { PageProps } from "../../wizard/definition";
import { Meanings } from "../../wizard/Meanings";
import { lookAnew, sendingPage } from "../../wizard/pages";
import type { Answers } from "./answers";
import { refusalOf } from "./fileWords";
import { FindingSentence } from "./Findings";
import { Refusals } from "./Refusals";
import { sentSoFar } from "./sent";
import { useAsking } from "./usePeople";

/** Sends what was looked at: some first, then everybody. */
export function Send({ view, ipc, journey, outOfTouch }: PageProps<PeopleFeedSetup, Answers>) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { refused, ask } = useAsking();
  const { setup } = journey;
  const feed = view?.feed ?? null;
  const tenant = view?.tenant?.name ?? "";
  const { progress, end, review } = feed ?? {};
  const moment = momentOf(feed);
  const { title, lead } = words(t, language, moment, feed, tenant);
  const announce = useAnnounce();
  useEffect(() => {
    if (moment === "working" || moment === "over") announce(title);
  }, [announce, moment, title]);

  const toLook = {
    label: t("feedSend:send.toLook"),
    act: () => journey.go(sendingPage, lookAnew),
    isPrimary: true,
  };
  const goOn = (waits: boolean) => {
    if (setup) ask(ipc.goOnSending(setup, waits));
  };
  const action = {
    none: toLook,
    refused: toLook,
    ready:
      refused?.code === "other-than-shown"
        ? toLook
        : {
            label: t("feedSend:send.action", { count: review?.people ?? 0, tenant }),
            act: () => {
              if (setup && review) ask(ipc.sendPeople(setup, review.look));
            },
            isPrimary: true,
          },
    working: {
      label: t("button.stop"),
      act: () => void journey.stop(),
      isPrimary: false,
      shut: progress?.stopping ?? false,
    },
    over: end && afterEnd(t, end, goOn, () => journey.next(), toLook),
  }[moment];

  return (
    <Page
      visit={journey.visit}
      title={title}
      lead={lead}
      changed={sentSoFar(t, view, moreOf(t, progress ?? null, end ?? null))}
      back={moment === "working" ? undefined : () => journey.back()}
      second={
        end?.ending === "pilot-unseen"
          ? { label: t("feedSend:send.withoutWaiting"), act: () => goOn(false) }
          : undefined
      }
      action={action ?? toLook}
    >
      <AskedForMore view={view} ipc={ipc} />
      <Notices
        view={view}
        problem={refused ?? feed?.refused?.problem ?? end?.problem ?? journey.refused ?? outOfTouch}
      />
      {feed?.refused?.finding && (
        <p className={styles.news}>
          <FindingSentence finding={feed.refused.finding} />
        </p>
      )}
      {feed?.refused?.file && <p className={styles.news}>{refusalOf(t, feed.refused.file)}</p>}
      {moment === "ready" && review && (
        <Meanings
          meanings={[
            {
              icon: PersonAddRegular,
              text: t(review.enriches ? "feedSend:send.means.details" : "feedSend:send.means.new"),
            },
            {
              icon: PersonDeleteRegular,
              text:
                review.counts.leaving > 0
                  ? t("feedSend:send.means.leaving", { count: review.counts.leaving })
                  : t("feedSend:send.means.nobodyLeaves"),
            },
            ...(review.pilot > 0
              ? [{ icon: HourglassRegular, text: t("feedSend:send.means.pilot", { count: review.pilot }) }]
              : []),
            { icon: PauseCircleRegular, text: t("feedSend:send.means.stop") },
          ]}
          change={() => undefined}
        />
      )}
      {progress && <Progress progress={progress} />}
      {end && feed && (
        <>
          {end.again > 0 && <p>{t("feedSend:ending.again", { count: end.again })}</p>}
          {end.open > 0 && <p>{t("feedSend:ending.open", { count: end.open })}</p>}
          <Refusals ipc={ipc} refusals={end.refusals} revision={feed.revision} />
        </>
      )}
    </Page>
  );
}

/** How far it has come. A wait is told in words, with how long it has been. */
function Progress({ progress }: { progress: FeedProgressView }) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { track } = useTrack();
  const now = useNow(true);
  const { stage, people, accepted, refused, followed, pilot, since } = progress;
  const waited = (now - Date.parse(since)) / 1000;
  const heard = followed ? pilot - followed.open : 0;
  return (
    <div data-stage={stage}>
      <ProgressBar
        className={mergeClasses(track, styles.track)}
        aria-label={t("feedSend:send.progress")}
        thickness="large"
        {...(people > 0 ? { value: accepted + refused, max: people } : { value: 0 })}
      />
      <div className={styles.clock}>
        {people > 0 && <span>{t("feedSend:send.soFar", { accepted, count: people })}</span>}
        {stage === "pilot-waits" && (
          <>
            <span>{t("feedSend:send.heard", { heard, count: pilot })}</span>
            <span className={styles.quiet}>
              {t("feedSend:send.waited", { time: duration(language, waited) })}
            </span>
          </>
        )}
      </div>
      {refused > 0 && <p>{t("feedSend:send.notTaken", { count: refused })}</p>}
    </div>
  );
}

type Moment = "none" | "refused" | "ready" | "working" | "over";

function momentOf(feed: FeedView | null): Moment {
  if (feed?.progress) return "working";
  if (feed?.refused) return "refused";
  if (feed?.end) return "over";
  return feed?.review && !feed.review.blocked && feed.review.people > 0 ? "ready" : "none";
}

type Action = Parameters<typeof Page>[0]["action"];

/** What the button does once it is over. */
function afterEnd(
  t: Say,
  { ending }: FeedEndView,
  goOn: (waits: boolean) => void,
  next: () => void,
  toLook: Action,
): Action {
  switch (ending) {
    case "done":
      return { label: t("button.next"), act: next, isPrimary: true };
    case "pilot-refused":
    case "gone":
      return { ...toLook, label: t("feedSend:send.again") };
    case "stopped":
    case "later":
    case "most-calls":
    case "refused":
    case "pilot-unseen":
    case "failed":
      return { label: t("feedSend:send.goOn"), act: () => goOn(true), isPrimary: true };
  }
}

function words(t: Say, language: string, moment: Moment, feed: FeedView | null, tenant: string) {
  switch (moment) {
    case "none":
    case "refused":
      return { title: t("feedSend:send.titleNone"), lead: t("feedSend:send.leadNone") };
    case "ready":
      return {
        title: t("feedSend:send.titleReady", { count: feed?.review?.people ?? 0, tenant }),
        lead: t("feedSend:send.leadReady"),
      };
    case "working": {
      const stage = feed?.progress?.stage ?? "preparing";
      const lead = {
        preparing: undefined,
        pilot: t("feedSend:send.leadPilot"),
        "pilot-waits": t("feedSend:send.leadWaits"),
        sending: t("feedSend:send.leadSending"),
      }[stage];
      return { title: t(`feedSend:send.stage.${stage}`, { tenant }), lead };
    }
    case "over": {
      const ending = feed?.end?.ending ?? "done";
      const until = feed?.end?.until ? shortDayAndTime(language, feed.end.until) : "";
      return {
        title: t(`feedSend:ending.${ending}.title`),
        lead: t(`feedSend:ending.${ending}.lead`, { until }),
      };
    }
  }
}

function moreOf(t: Say, progress: FeedProgressView | null, end: FeedEndView | null): string | undefined {
  if (progress) return t(progress.stopping ? "feedSend:footer.stopping" : "feedSend:footer.safe");
  return end && end.ending !== "done" ? t("feedSend:footer.stays") : undefined;
}

const useStyles = makeStyles({
  news: { margin: `0 0 ${tokens.spacingVerticalL}`, fontWeight: tokens.fontWeightSemibold },
  track: { margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}` },
  clock: {
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalL,
    fontVariantNumeric: "tabular-nums",
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});
