import type { JobStatus } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import type { Words } from "../locales/words";

/** What people call a job with this template; one that is not known keeps Microsoft's name. */
export function templateName(t: Say, template: string): string {
  return t(`value.template.${template}` as `value.template.${keyof Words["common"]["value"]["template"]}`, {
    defaultValue: template,
  });
}

export type JobStanding = "held" | "off" | "firstRound" | "inStep";

export function jobStanding({ quarantine, code, running, firstCycleDone }: JobStatus): JobStanding {
  if (quarantine || code === "Quarantine") return "held";
  if (!running) return "off";
  return firstCycleDone ? "inStep" : "firstRound";
}
