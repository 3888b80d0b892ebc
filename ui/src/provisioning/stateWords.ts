import type { JobStatus, State } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import type { Words } from "../locales/words";

/** What people call a job with this template; one that is not known keeps Microsoft's name. */
export function templateName(t: Say, template: string): string {
  return t(`value.template.${template}` as `value.template.${keyof Words["common"]["value"]["template"]}`, {
    defaultValue: template,
  });
}

/** Where a job stands, in a few words; a code that Causeway does not know is Microsoft's word. */
export function standingWords(t: Say, { state, code }: JobStatus): string {
  const words = t(`operate:state.${state.split("/")[0] as "paused"}.rail`);
  return state === "unknown-code" ? `${words} (${code})` : words;
}

/** What happened and what to do about it: by Microsoft's code where that has words of its own, else by the state. */
export function causeWords(t: Say, cause: State, error: string | null): { lead: string; todo: string[] } {
  const own = error as keyof Words["operate"]["error"];
  if (error !== null && t(`operate:error.${own}.lead`, { defaultValue: "" }) !== "") {
    return {
      lead: t(`operate:error.${own}.lead`),
      todo: t(`operate:error.${own}.do`, { returnObjects: true }),
    };
  }
  const path = cause.replace("/", ".") as "held-deletes";
  return {
    lead: t(`operate:state.${path}.lead`),
    todo: t(`operate:state.${path}.do`, { returnObjects: true }),
  };
}
