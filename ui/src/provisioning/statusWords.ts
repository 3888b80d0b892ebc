import type { JobStatus, State, StatusView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { ago, clock } from "../components/dates";
import { causeWords, templateName } from "./stateWords";
import type { StatusFacts } from "./statusFacts";

/** "214 people and 18 groups so far"; before anybody is there, that. */
export function countSentence(t: Say, { standing, people, groups }: StatusFacts): string {
  if (standing === "switched-off") return t("enable:count.off");
  if (standing === "unknown" || standing === "off") return t(`enable:count.${standing}`);
  if (people + groups === 0) return t("enable:count.nobodyYet");
  return t(standing === "first-round" ? "enable:count.soFar" : "enable:count.inStep", {
    who: whoArrived(t, people, groups),
  });
}

/** A kind of which nobody is there, as in a feed of people, is not spoken of. */
function whoArrived(t: Say, people: number, groups: number): string {
  const them = {
    people: t("enable:count.people", { count: people }),
    groups: t("enable:count.groups", { count: groups }),
  };
  if (groups === 0) return them.people;
  return people === 0 ? them.groups : t("enable:count.both", them);
}

/** How old the picture is, in words; that a look is under way or failed is part of it. */
export function ageSentence(t: Say, language: string, status: StatusView | null, now: number): string {
  if (!status?.at) return status?.looking ? t("enable:age.looking") : t("enable:age.never");
  const time = clock(language, status.at);
  return t("enable:age.lastLook", { time, ago: ago(language, status.at, now) });
}

interface StuckWords {
  title: string;
  means: string;
  /** What it means for people. */
  price: string;
  todo: string;
  /** Starting again by itself repairs it once the cause is gone. */
  startsAgain: boolean;
}

/** Why Microsoft holds a job back and what to do about it (contract 7.4). */
export function stuckWords(t: Say, { template, firstRank, state, cause, error }: JobStatus): StuckWords {
  const why = cause ?? state;
  const { lead, todo } = causeWords(t, why, error);
  const job = templateName(t, template);
  const stage = state === "switched-off" ? "switchedOff" : "stuck";
  return {
    title: firstRank ? t(`enable:${stage}.title`) : t(`enable:${stage}.titleOf`, { job }),
    means: lead,
    price: t(`enable:${stage}.${firstRank ? "means" : "meansPart"}`),
    todo: todo.join(" "),
    startsAgain: !notByStarting.has(why),
  };
}

/** Starting again by itself repairs these not, also once the cause is gone. */
const notByStarting: ReadonlySet<State> = new Set<State>([
  "held-deletes",
  "quarantine/too-many-fail",
  "quarantine/by-hand",
  "quarantine/no-data",
]);
