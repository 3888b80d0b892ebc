import type { Cause, StatusView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { ago, clock } from "../components/dates";
import { templateName } from "./jobStanding";
import type { StatusFacts, StuckJob } from "./statusFacts";

/** "214 people and 18 groups so far"; before anybody is there, that. */
export function countSentence(t: Say, { standing, people, groups }: StatusFacts): string {
  if (standing === "switched-off") return t("enable:count.off");
  if (standing === "unknown" || standing === "off") return t(`enable:count.${standing}`);
  if (people + groups === 0) return t("enable:count.nobodyYet");
  return t(
    standing === "first-round" ? "enable:count.soFar" : "enable:count.inStep",
    counted(t, people, groups),
  );
}

function counted(t: Say, people: number, groups: number) {
  return {
    people: t("enable:count.people", { count: people }),
    groups: t("enable:count.groups", { count: groups }),
  };
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
export function stuckWords(t: Say, { template, isMain, switchedOff, quarantine }: StuckJob): StuckWords {
  const { cause } = quarantine;
  const job = templateName(t, template);
  const state = switchedOff ? "switchedOff" : "stuck";
  return {
    title: isMain ? t(`enable:${state}.title`) : t(`enable:${state}.titleOf`, { job }),
    means: t(`enable:cause.${cause}.means`),
    price: t(`enable:${state}.${isMain ? "means" : "meansPart"}`),
    todo: t(`enable:cause.${cause}.todo`),
    startsAgain: !notByStarting.has(cause),
  };
}

/** Starting again by itself repairs these not, also once the cause is gone. */
const notByStarting: ReadonlySet<Cause> = new Set(["too-many-deletes", "objects-fail", "by-hand", "no-data"]);
