import type { ConfigurationStatus, JobStatus, StatusView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { besideWords } from "./besideWords";
import { stateWords, type StateWords } from "../provisioning/stateWords";

/** The configuration with this id. */
export function foundIn(status: StatusView | null, id: string): ConfigurationStatus | null {
  return status?.configurations.find((found) => found.id === id) ?? null;
}

/** The chosen configuration, or else the worst; null where there is none. */
export function openOf(status: StatusView | null, chosen: string | null): ConfigurationStatus | null {
  return (chosen === null ? null : foundIn(status, chosen)) ?? status?.configurations[0] ?? null;
}

/** The job that the state of a configuration is of; one without jobs has none. */
export function worstOf({ jobs, mainJob }: ConfigurationStatus): JobStatus | null {
  return jobs.find(({ id }) => id === mainJob) ?? null;
}

/** It has jobs of an app, and nothing of Active Directory need be true of it. */
export function isApp({ jobs }: ConfigurationStatus): boolean {
  return jobs.some(({ ofApp }) => ofApp);
}

/** What people call a configuration. */
export function nameOf({ domain, name }: ConfigurationStatus): string {
  return domain ?? name;
}

export function wordsOf(t: Say, language: string, found: ConfigurationStatus, now: number): StateWords {
  const around = found.beside.find(({ code }) => code === found.mainBeside);
  if (around) return besideWords(t, language, around, nameOf(found));
  const worst = worstOf(found);
  if (worst) return stateWords(t, language, worst, nameOf(found), now);
  const values = { domain: nameOf(found) };
  return {
    title: t("operate:state.never-started.title", values),
    lead: t("operate:state.never-started.lead"),
    todo: t("operate:state.never-started.do", { returnObjects: true }),
    short: t("operate:state.never-started.rail"),
  };
}
