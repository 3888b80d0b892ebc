import type { Say } from "../locales/i18n";
import type { JourneyDefinition } from "./definition";

/** What the shared pages say of starting, as most journeys say it. */
const usual = {
  reviewLead: "wizard:review.lead",
  later: "wizard:review.laterStart",
  applied: "page.done.lead",
  appliedStarted: "page.done.leadStarted",
  nobodyYet: "footer.nobodyYet",
  running: "footer.started",
  next: "footer.prepared",
  start: "enable:start",
  beforeTitle: "enable:before.title",
  beforeLead: "enable:before.lead",
  startingTitle: "enable:starting.title",
  startedTitle: "enable:started.title",
  startedLead: "enable:started.lead",
  inStepTitle: "enable:inStep.title",
  inStepLead: "enable:inStep.lead",
  footerBefore: "enable:footer.before",
  footerStarted: "enable:footer.started",
  doneTitle: "wizard:done.title",
  doneLead: "wizard:done.lead",
  doneTitleInStep: "wizard:done.titleInStep",
  doneLeadInStep: "wizard:done.leadInStep",
  doneLeadNotStarted: "wizard:done.leadNotStarted",
} as const;

export type SaidOfStart = keyof typeof usual;

/** A sentence about starting, in the words of a journey that means something else by it. */
export function said(
  t: Say,
  { ownWords }: Pick<JourneyDefinition, "ownWords">,
  what: SaidOfStart,
  values: { tenant?: string } = {},
): string {
  const filled = { tenant: "", ...values };
  return ownWords ? t(`${ownWords}:start.${what}`, filled) : t(usual[what], filled);
}
