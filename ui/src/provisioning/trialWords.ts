import type { State, TrialResult, TrialStep, TrialView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import type { Words } from "../locales/words";
import { causeWords } from "./stateWords";

/** The title tells what came of it; the lead says what it means for the person. */
export function trialNews(
  t: Say,
  trial: TrialView,
  name: string,
  tenant: string,
): { title: string; lead?: string } {
  const values = { name, tenant };
  if (trial.working) return { title: t("trial:working.title", values), lead: t("trial:working.lead") };
  if (!trial.result) return { title: t("trial:noResult.title", values), lead: t("trial:noResult.lead") };
  const { verdict, action } = trial.result;
  switch (verdict) {
    case "success":
      return { title: t(`trial:success.${action}`, values), lead: t("trial:success.lead") };
    case "skipped":
      return trial.result.code === upToDate
        ? { title: t("trial:skipped.upToDate", values), lead: t("trial:skipped.upToDateLead") }
        : { title: t("trial:skipped.title", values), lead: t("trial:skipped.lead") };
    case "failure":
      return { title: t("trial:failure.title", values), lead: t("trial:failure.lead") };
  }
}

/** Microsoft's code for somebody in whom nothing differs. */
const unknown: State = "quarantine/unknown-code";

const upToDate = "RedundantExport";

export function stepSentence(t: Say, { part, state }: TrialStep, { action }: TrialResult): string {
  if (state === "not-told") return t(`trial:part.${part}.notTold`);
  return part === "action" && state === "success"
    ? t(`trial:did.${action}`)
    : t(`trial:part.${part}.${state}`);
}

type Reason = keyof Words["trial"]["reason"];

const reasons: readonly [RegExp, Reason][] = [
  [/^AttributeValueMustBeUnique$/i, "duplicate"],
  [/^InvalidSoftMatch$/i, "softMatch"],
  [/^DuplicateProxyAddresses/i, "duplicateMail"],
  [/InvalidUserPrincipalName$/i, "signInName"],
  [/^EntryNotFound$/i, "notFound"],
  [/NotEffectivelyEntitled|OutOfScope|NotInScope/i, "outOfScope"],
  [/Conflict|AlreadyExists|DuplicateTargetEntries/i, "nameTaken"],
];

/** What a code means and what to do about it; absent when the verdict says it all or only Microsoft knows. */
export function reasonWords(t: Say, { code, cause }: TrialResult): { means: string; todo: string } | null {
  if (!code) return null;
  const reason = reasons.find(([pattern]) => pattern.test(code))?.[1];
  if (reason) return { means: t(`trial:reason.${reason}.means`), todo: t(`trial:reason.${reason}.todo`) };
  const { lead, todo } = causeWords(t, cause ?? unknown, code);
  const isKnown = cause !== null || lead !== causeWords(t, unknown, null).lead;
  return isKnown ? { means: lead, todo: todo.join(" ") } : null;
}

/** Whether there is something to explain beyond the title. */
export function needsReason({ verdict, code, message }: TrialResult): boolean {
  return verdict !== "success" && code !== upToDate && (code !== null || message !== null);
}
