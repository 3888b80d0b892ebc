import { day, dayAndTime } from "../../components/dates";
import type { AnswerLead, PersonAnswer } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";

/** Sentences that change with a number: how many others, or how many days the log goes back. */
const counted = ["held-delete-with-others", "tied", "never-met"] as const satisfies readonly AnswerLead[];

function isCounted(lead: AnswerLead): lead is (typeof counted)[number] {
  return (counted as readonly AnswerLead[]).includes(lead);
}

/** The answer as a title and a sentence. */
export function answerWords(
  t: Say,
  language: string,
  { code, lead, values }: PersonAnswer,
): { title: string; lead: string } {
  const filled = {
    name: values.name,
    address: values.address ?? "",
    other: values.other ?? "",
    attribute: values.attribute ?? "",
    reason: values.cause === null ? (values.reason ?? values.error ?? "") : t(`log:code.${values.cause}`),
    unit: values.unit ?? "",
    among: values.among.join(", "),
    target: values.target ?? "",
    account: values.account ?? "",
    since: values.since === null ? "" : dayAndTime(language, values.since),
    until: values.until === null ? "" : day(language, values.until),
    count: values.others ?? values.days ?? 0,
  };
  return {
    title: t(`person:answer.${code}.title`, filled),
    lead: isCounted(lead) ? t(`person:lead.${lead}`, filled) : t(`person:lead.${lead}`, filled),
  };
}
