import { moment } from "../components/clock";
import type { AppView, Checked, Verdict } from "../ipc/bindings";
import type { Say } from "../locales/i18n";

/** What needs the person comes first. */
export const verdicts: readonly Verdict[] = ["needs-you", "worth-knowing", "not-checked", "will-do", "ready"];

export interface CheckWords {
  /** A few words after the name of the check. */
  short: string;
  title: string;
  text: string;
  /** What opens the way on. */
  opens: string;
  /** What to do, step by step; empty where there is nothing to do. */
  cure: readonly string[];
}

/** What only an administrator of the tenant can give; it counts from the next sign-in on. */
export function isForAdministrator({ code }: Checked): boolean {
  return code === "role-missing" || code === "consent-missing";
}

type Part = "title" | "text" | "opens" | `cure.${1 | 2 | 3}`;

/** What is said about a finding. One that the words do not know yet is told by its code, for hiding it would hide a fact. */
export function wordsOf(t: Say, { id, code, facts }: Checked, view: AppView | null): CheckWords {
  const check = t(`check:names.${id}`);
  const values = {
    ...facts,
    check,
    tenant: view?.tenant?.name ?? "",
    account: view?.account?.address ?? t("check:names.role"),
    roles: facts.roles === "" ? t("signIn:noRole") : (facts.roles ?? ""),
  };
  const say = (part: string) =>
    t(`check:found.${code}.${part}` as `check:found.agent-silent.${Part}`, {
      replace: values,
      count: Number(facts.count ?? facts.machines?.split(", ").length ?? 1),
      defaultValue: "",
    });
  const title = say("title");
  const short = say("short");
  if (!title && !short) return { short: code, title: `${check}: ${code}`, text: "", opens: "", cure: [] };
  const cure: string[] = [];
  for (let step = say("cure.1"); step; step = say(`cure.${cure.length + 1}`)) cure.push(step);
  return {
    short: short || title,
    title: title || `${check}: ${short}`,
    text: say("text"),
    opens: say("opens"),
    cure,
  };
}

/** What a colleague needs who has never seen this app, as plain text. */
export function instructions(t: Say, language: string, checked: Checked, view: AppView | null): string {
  const { title, text, cure } = wordsOf(t, checked, view);
  const when = moment(language, view?.check?.at ?? new Date().toISOString(), {
    dateStyle: "long",
    timeStyle: "short",
  });
  return [
    title,
    text,
    "",
    ...cure.map((step, place) => `${place + 1}. ${step}`),
    "",
    t("check:copied.tenant", { tenant: view?.tenant?.name ?? "", domain: view?.tenant?.domain ?? "" }),
    t("check:copied.found", { when }),
  ].join("\n");
}

/** "1 thing needs you, 4 ready". */
export function summary(t: Say, found: readonly Checked[]): string {
  return verdicts
    .map((verdict) => [verdict, found.filter((one) => one.verdict === verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => t(`check:said.${verdict}`, { count }))
    .join(", ");
}
