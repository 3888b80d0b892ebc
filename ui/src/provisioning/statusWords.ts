import type { StatusView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import type { Words } from "../locales/words";
import { ago, clock } from "../components/dates";
import { templateName } from "./jobStanding";
import { knownError } from "./statusErrors";
import { type StatusFacts, type StuckJob } from "./statusFacts";

/** "214 people and 18 groups so far"; before anybody is there, that. */
export function countSentence(t: Say, { standing, people, groups }: StatusFacts): string {
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

type Reason = keyof Words["enable"]["stuck"]["reason"];

const reasons: Readonly<Record<string, Reason>> = {
  encounteredbaseescrowthreshold: "manyFailures",
  encounteredtotalescrowthreshold: "manyFailures",
  encounteredescrowproportionthreshold: "manyFailures",
  encounteredquarantineexception: "exception",
  quarantinedondemand: "byHand",
  quarantineondemand: "byHand",
  toomanydeletes: "deletes",
  ingestioninterrupted: "interrupted",
};

interface StuckWords {
  title: string;
  means: string;
  todo: string;
  /** Starting again by itself repairs it once the cause is gone. */
  startsAgain: boolean;
}

/** Why Microsoft holds a job back and what to do about it (contract 7.4). */
export function stuckWords(t: Say, { template, isMain, quarantine }: StuckJob): StuckWords {
  const reason = reasons[quarantine.reason.toLowerCase()] ?? "unknown";
  const error = quarantine.error === null ? null : knownError(quarantine.error);
  const job = templateName(t, template);
  const why =
    error && reason === "exception"
      ? (`enable:error.${error}` as const)
      : (`enable:stuck.reason.${reason}` as const);
  return {
    title: isMain ? t("enable:stuck.title") : t("enable:stuck.titleOf", { job }),
    means: t(`${why}.means`),
    todo: t(`${why}.todo`),
    startsAgain: reason === "exception" || reason === "unknown",
  };
}
