import type { State, TrialResult, TrialStep, TrialView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import type { Words } from "../locales/words";
import { causeWords } from "./stateWords";
import type { Into } from "./trialPerson";

/** The title tells what came of it; the lead says what it means for the person. */
export function trialNews(
  t: Say,
  trial: TrialView,
  name: string,
  into: Into,
  place: string,
): { title: string; lead?: string } {
  const values = { name, place };
  if (trial.working) {
    return { title: t(`trial:${into}.working.title`, values), lead: t(`trial:${into}.working.lead`) };
  }
  if (!trial.result) return { title: t("trial:noResult.title", values), lead: t("trial:noResult.lead") };
  const { verdict, action } = trial.result;
  switch (verdict) {
    case "success":
      return { title: t(`trial:${into}.success.${action}`, values), lead: t(`trial:${into}.success.lead`) };
    case "skipped":
      return isUpToDate(trial.result)
        ? { title: t("trial:skipped.upToDate", values), lead: t(`trial:${into}.upToDateLead`) }
        : { title: t("trial:skipped.title", values), lead: t("trial:skipped.lead") };
    case "failure":
      return { title: t(`trial:${into}.failure`, values), lead: t("trial:failure.lead") };
  }
}

const unknown: State = "quarantine/unknown-code";

/** Nothing differs in this person, so that trying again would change nothing. */
export function isUpToDate({ code }: TrialResult): boolean {
  return code === "RedundantExport";
}

export function stepSentence(t: Say, into: Into, step: TrialStep, { action, steps }: TrialResult): string {
  const { part, state } = step;
  if (state === "not-told" && steps.slice(0, steps.indexOf(step)).some(isEnd)) return t("trial:notReached");
  const how = state === "not-told" ? "notTold" : state;
  if (part === "import" || part === "match") return t(`trial:${into}.part.${part}.${how}`);
  return part === "action" && state === "success" ? t(`trial:did.${action}`) : t(`trial:part.${part}.${how}`);
}

/** Of the directory of the cloud. */
const reasons: readonly [RegExp, keyof Words["trial"]["reason"]][] = [
  [/^AttributeValueMustBeUnique$/i, "duplicate"],
  [/^InvalidSoftMatch$/i, "softMatch"],
  [/^DuplicateProxyAddresses/i, "duplicateMail"],
  [/InvalidUserPrincipalName$/i, "signInName"],
];

/** The same where the words differ by where people come from and go to. */
const reasonsByPlace: readonly [RegExp, keyof Words["trial"][Into]["reason"]][] = [
  [/^EntryNotFound$/i, "notFound"],
  [/NotEffectivelyEntitled|OutOfScope|NotInScope/i, "outOfScope"],
  [/Conflict|AlreadyExists|DuplicateTargetEntries/i, "nameTaken"],
];

/** Whether the way ended in this part. */
function isEnd({ state }: TrialStep): boolean {
  return state === "skipped" || state === "failure";
}

/** What a code means and what to do about it; absent when the verdict says it all or only Microsoft knows. */
export function reasonWords(
  t: Say,
  into: Into,
  { code, cause }: TrialResult,
): { means: string; todo: string } | null {
  if (!code) return null;
  const reason = reasons.find(([pattern]) => pattern.test(code))?.[1];
  if (reason) return { means: t(`trial:reason.${reason}.means`), todo: t(`trial:reason.${reason}.todo`) };
  const here = reasonsByPlace.find(([pattern]) => pattern.test(code))?.[1];
  if (here) {
    return { means: t(`trial:${into}.reason.${here}.means`), todo: t(`trial:${into}.reason.${here}.todo`) };
  }
  const { lead, todo } = causeWords(t, cause ?? unknown, code);
  const isKnown = cause !== null || lead !== causeWords(t, unknown, null).lead;
  return isKnown ? { means: lead, todo: todo.join(" ") } : null;
}

/** Whether there is something to explain beyond the title. */
export function needsReason(result: TrialResult): boolean {
  const { verdict, code, message } = result;
  return verdict !== "success" && !isUpToDate(result) && (code !== null || message !== null);
}
