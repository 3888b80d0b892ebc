import type { JobStatus } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import type { Words } from "../locales/words";

/** What people call a job with this template; one that is not known keeps Microsoft's name. */
export function templateName(t: Say, template: string): string {
  return t(`value.template.${template}` as `value.template.${keyof Words["common"]["value"]["template"]}`, {
    defaultValue: template,
  });
}

/** Where a job stands; a code that Causeway does not know is Microsoft's word. */
export function standingWords(t: Say, { standing, code }: JobStatus): string {
  const words = t(`value.standing.${standing}`);
  return standing === "unknown-code" ? `${words} (${code})` : words;
}
