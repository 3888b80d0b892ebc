import { dayAndTime } from "../components/dates";
import type { Beside } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import type { StateWords } from "../provisioning/stateWords";

/** What one line says; the command line says the same (causewayctl/beside.rs). */
export function besideLead(t: Say, language: string, line: Beside, domain: string): string {
  return t(`operate:beside.${line.code}.lead`, valuesOf(language, line, domain));
}

/** The same with title and cure, for a line that its configuration is told by. */
export function besideWords(t: Say, language: string, line: Beside, domain: string): StateWords {
  const values = valuesOf(language, line, domain);
  const code = line.code as "no-mail";
  const todo: unknown = t(`operate:beside.${code}.do`, { returnObjects: true, defaultValue: [] });
  return {
    title: t(`operate:beside.${code}.title`, values),
    lead: besideLead(t, language, line, domain),
    todo: Array.isArray(todo) ? todo.map(String) : [],
    short: t(`operate:beside.${code}.rail`, values),
  };
}

function valuesOf(language: string, { values }: Beside, domain: string) {
  const { active, of, served, others, own, tenant, at } = { ...none, ...values };
  return { active, of, served, others, own, tenant, domain, at: at && dayAndTime(language, at) };
}

const none = { active: "", of: "", served: "", others: "", own: "", tenant: "", at: "" };
