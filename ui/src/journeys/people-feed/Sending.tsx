import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowSyncRegular, FolderOpenRegular } from "@fluentui/react-icons";
import { useEffect } from "react";

import { useAnnounce } from "../../components/Announcer";
import { Hint } from "../../components/Hint";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { FeedReviewView, FeedView, PeopleFeedSetup } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import { AskedForMore } from "../../sign-in/AskedForMore";
import type { PageProps } from "../../wizard/definition";
import { DropHere } from "../../wizard/DropHere";
import { lookAnew } from "../../wizard/pages";
import type { Answers } from "./answers";
import { BrokenOff } from "./BrokenOff";
import { CountRows } from "./CountRows";
import { refusalOf } from "./fileWords";
import { ChangedThere, FindingSentence, MustSettle, WhoIsWho, WorthKnowing } from "./Findings";
import { PeopleBehind } from "./PeopleBehind";
import { followPage, sendPage, sentSoFar } from "./sent";
import { countOf } from "./stops";
import { useFeedLook } from "./useFeedLook";
import { useAsking } from "./usePeople";

/** What would be sent, who is behind each number, and what must be decided first. Sends nothing. */
export function Sending({ view, ipc, journey, outOfTouch }: PageProps<PeopleFeedSetup, Answers>) {
  const { t } = useWords();
  const styles = useStyles();
  const { refused, ask } = useAsking();
  const { setup } = journey;
  const feed = view?.feed ?? null;
  const review = feed?.review ?? null;
  const people = view?.people ?? null;
  const tenant = view?.tenant?.name ?? "";
  const moment = momentOf(feed);
  const look = (leavers: number | null = null) => {
    if (setup) ask(ipc.showSending(setup, leavers));
  };
  useFeedLook(view, setup !== null, journey.at === lookAnew, look);
  const title = titleOf(t, moment, feed, tenant);
  useNews(moment, title);

  const choose = () => ask(ipc.choosePeopleFile("choose"));
  const action = {
    looking: { label: t("button.next"), act: () => undefined, isPrimary: true, shut: true },
    refused: { label: t("feedSend:look.again"), act: () => look(), isPrimary: true },
    unfinished: {
      label: t("feedSend:unfinished.goOn"),
      act: () => {
        if (setup) ask(ipc.goOnSending(setup, true).then(() => journey.go(sendPage)));
      },
      isPrimary: true,
    },
    blocked: { label: t("button.next"), act: () => undefined, isPrimary: true, shut: true },
    nothing: { label: t("button.next"), act: () => journey.go("done"), isPrimary: true },
    ready: { label: t("button.next"), act: () => journey.next(), isPrimary: true },
    sent: {
      label: t("button.next"),
      act: () => journey.go(feed?.end?.ending === "done" ? followPage : sendPage),
      isPrimary: true,
    },
  }[moment];

  return (
    <Page
      visit={journey.visit}
      title={title}
      lead={leadOf(t, moment, feed, tenant)}
      changed={sentSoFar(t, view, moreOf(t, moment, review))}
      back={() => journey.back()}
      second={
        moment === "sent" && !feed?.progress
          ? { label: t("feedSend:look.again"), act: () => look() }
          : undefined
      }
      action={action}
    >
      <AskedForMore view={view} ipc={ipc} />
      <Notices view={view} problem={refused ?? feed?.refused?.problem ?? journey.refused ?? outOfTouch} />
      {feed?.unfinished && setup && (
        <BrokenOff
          name={setup.name}
          giveUp={(typed) => ask(ipc.giveUpSending(setup, typed).then(() => look()))}
        />
      )}
      {feed?.refused?.finding && (
        <p className={styles.refused}>
          <FindingSentence finding={feed.refused.finding} />
        </p>
      )}
      {feed?.refused?.file && <p className={styles.refused}>{refusalOf(t, feed.refused.file)}</p>}
      {people?.refused && <p className={styles.refused}>{refusalOf(t, people.refused)}</p>}
      {review && <MustSettle review={review} agree={look} />}
      <div className={styles.file}>
        {review && (
          <span data-file>{t("feedSend:look.rows", { count: review.rows, file: review.file })}</span>
        )}
        {moment !== "unfinished" && (
          <>
            <Button icon={<FolderOpenRegular />} onClick={choose}>
              {t(people || review ? "feedSend:look.choose" : "peopleFeed:file.choose")}
            </Button>
            {review && (
              <Button icon={<ArrowSyncRegular />} onClick={() => look()}>
                {t("feedSend:look.again")}
              </Button>
            )}
          </>
        )}
      </div>
      {moment !== "unfinished" && (
        <DropHere ipc={ipc} says={t("peopleFeed:file.drop")} take={() => ask(ipc.choosePeopleFile("drop"))} />
      )}
      {feed && review && (
        <>
          <CountRows
            ipc={ipc}
            title={t("feedSend:look.counts")}
            revision={feed.revision}
            counts={countsOf(review)}
            newAre={newOf(review)}
          />
          <ChangedThere review={review} tenant={tenant} />
          <WhoIsWho ipc={ipc} review={review} revision={feed.revision} tenant={tenant} />
          <WorthKnowing review={review} />
          {review.people > 0 && <How ipc={ipc} review={review} revision={feed.revision} tenant={tenant} />}
        </>
      )}
    </Page>
  );
}

interface HowProps {
  ipc: Parameters<typeof PeopleBehind>[0]["ipc"];
  review: FeedReviewView;
  revision: number;
  tenant: string;
}

/** In how many calls, and who goes first. */
function How({ ipc, review, revision, tenant }: HowProps) {
  const { t } = useWords();
  const styles = useStyles();
  const { calls, today, aDay, pilot } = review;
  return (
    <section className={styles.how}>
      {pilot > 0 && (
        <>
          <div className={styles.first}>{t("feedSend:look.pilot", { count: pilot })}</div>
          <Hint>{t("feedSend:look.pilotHint")}</Hint>
          <PeopleBehind
            key={revision}
            ipc={ipc}
            group="pilot"
            name={t("feedSend:look.pilot", { count: pilot })}
            count={pilot}
          />
        </>
      )}
      <Hint>{t("feedSend:look.calls", { count: calls, today, aDay, tenant })}</Hint>
    </section>
  );
}

type Moment = "looking" | "refused" | "unfinished" | "blocked" | "nothing" | "ready" | "sent";

function momentOf(feed: FeedView | null): Moment {
  if (feed?.unfinished && !feed.looking) return "unfinished";
  if (!feed || feed.looking) return "looking";
  if (feed.refused) return "refused";
  const { review } = feed;
  if (!review) return feed.end || feed.progress ? "sent" : "looking";
  if (review.blocked) return "blocked";
  return review.people === 0 ? "nothing" : "ready";
}

function countsOf({ counts }: FeedReviewView) {
  const always = ["new", "changed", "leaving", "unchanged"] as const;
  const others = [
    ["found", counts.found],
    ["left-out", counts.leftOut],
    ["repeated", counts.repeated],
    ["kept", counts.kept],
    ["own", counts.own],
  ] as const;
  return [
    ...always.map((group) => [group, counts[group]] as const),
    ...others.filter(([, count]) => count > 0),
  ];
}

function newOf({ enriches, findings }: FeedReviewView) {
  if (enriches) return "new-details";
  return findings.some(({ code }) => code === "not-checked") ? "new-unchecked" : "new";
}

function titleOf(t: Say, moment: Moment, feed: FeedView | null, tenant: string): string {
  const review = feed?.review;
  switch (moment) {
    case "looking":
      return t("feedSend:look.titleLooking");
    case "refused":
      return t("feedSend:look.titleRefused");
    case "unfinished":
      return t("feedSend:unfinished.title", { file: feed?.unfinished?.file ?? "" });
    case "blocked":
      return t("feedSend:look.titleBlocked", { count: review ? countOf(review) : 0 });
    case "nothing":
      return t("feedSend:look.titleNothing");
    case "ready":
      return t("feedSend:look.titleReady", { count: review?.people ?? 0 });
    case "sent":
      return feed?.end
        ? t(`feedSend:ending.${feed.end.ending}.title`)
        : t("feedSend:send.stage.sending", { tenant });
  }
}

function leadOf(t: Say, moment: Moment, feed: FeedView | null, tenant: string): string | undefined {
  switch (moment) {
    case "looking":
      return t("feedSend:look.leadLooking", { tenant });
    case "blocked":
      return t("feedSend:look.leadBlocked");
    case "nothing":
      return t("feedSend:look.leadNothing");
    case "ready":
      return t("feedSend:look.lead");
    case "unfinished": {
      const inIt = t("feedSend:unfinished.text", { count: feed?.unfinished?.people ?? 0 });
      return `${inIt} ${t("feedSend:unfinished.goesOn")}`;
    }
    case "refused":
    case "sent":
      return undefined;
  }
}

function moreOf(t: Say, moment: Moment, review: FeedReviewView | null): string | undefined {
  switch (moment) {
    case "looking":
      return t("feedSend:footer.looking");
    case "refused":
      return t("feedSend:footer.again");
    case "unfinished":
      return t("feedSend:footer.first");
    case "blocked":
      return t("feedSend:footer.settle", { count: review ? countOf(review) : 0 });
    case "nothing":
    case "ready":
    case "sent":
      return undefined;
  }
}

/** Tells people who listen what came of the look. */
function useNews(moment: Moment, title: string) {
  const announce = useAnnounce();
  useEffect(() => {
    if (moment !== "looking" && moment !== "sent") announce(title);
  }, [announce, moment, title]);
}

const useStyles = makeStyles({
  refused: {
    margin: `0 0 ${tokens.spacingVerticalL}`,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
  },
  file: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalM,
    overflowWrap: "anywhere",
  },
  how: { marginTop: tokens.spacingVerticalXXL },
  first: { fontWeight: tokens.fontWeightSemibold },
});
