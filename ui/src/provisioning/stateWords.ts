import { day, dayAndTime } from "../components/dates";
import type { JobStatus, State } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import type { Words } from "../locales/words";
import { isQuarantine } from "./states";

/** What people call a job with this template; one that is not known keeps Microsoft's name. */
export function templateName(t: Say, template: string): string {
  return t(`value.template.${template}` as `value.template.${keyof Words["common"]["value"]["template"]}`, {
    defaultValue: template,
  });
}

export interface StateWords {
  title: string;
  lead: string;
  /** At most three, in order. */
  todo: string[];
  /** The same in a few words, for a list. */
  short: string;
}

/** How a job stands and what to do about it; the command line says the same (causewayctl/told.rs). */
export function stateWords(
  t: Say,
  language: string,
  job: JobStatus,
  domain: string,
  now: number,
): StateWords {
  const { state, cause, error } = job;
  const values = {
    domain: job.firstRank ? domain : t("operate:part", { job: templateName(t, job.template), domain }),
    time: lasting(t, (state === "running-now" ? job.began : null) ?? job.since ?? job.lastRun, now),
    day: job.deadline ? day(language, job.deadline) : "",
    run: job.lastRun ? dayAndTime(language, job.lastRun) : "",
    code: job.code,
    count: job.affected ?? 1,
  };
  const path = pathOf(job) as "paused";
  const why = cause ? causeWords(t, cause, error, job.ofApp) : null;
  const own = isQuarantine(state) ? "" : t(keyOf(t, `state.${path}`, "lead", job.ofApp), values);
  return {
    title: t(`operate:state.${path}.title`, values),
    lead: [own, whoPaused(t, language, job), why?.lead].filter(Boolean).join(" "),
    todo: [...(why?.todo ?? ownDo(t, `state.${path}`, job.ofApp)), ...thenDo(t, job)],
    short: t(`operate:state.${path}.rail`, values),
  };
}

type PartKey = "operate:state.paused.lead";

/** Where a part of it is told. Of an app it is told in words of its own where the others are about Active Directory. */
function keyOf(t: Say, path: string, part: "lead" | "do", ofApp: boolean): PartKey {
  const own = `operate:app.${path}.${part}` as PartKey;
  const isOwn = ofApp && t(own, { returnObjects: true, defaultValue: "" }) !== "";
  return isOwn ? own : (`operate:${path}.${part}` as PartKey);
}

function whoPaused(t: Say, language: string, { paused }: JobStatus): string {
  if (!paused) return "";
  const when = dayAndTime(language, paused.at);
  return paused.by ? t("operate:paused.by", { by: paused.by, when }) : t("operate:paused.when", { when });
}

/** Where the title of a state stands: in quarantine it is the same whatever the cause. */
function pathOf({ state, level, since }: JobStatus): string {
  if (isQuarantine(state)) return since ? "quarantine" : "quarantine.undated";
  if (state === "silent" && level === "urgent") return "silent.long";
  if (state === "starting" && level === "needs-you") return "starting.late";
  return state.replace("/", ".");
}

function ownDo(t: Say, path: string, ofApp: boolean): string[] {
  const todo: unknown = t(keyOf(t, path, "do", ofApp), { returnObjects: true, defaultValue: [] });
  return Array.isArray(todo) ? todo.map(String) : [];
}

/** What follows the repair. */
function thenDo(t: Say, { state, cause, choice }: JobStatus): string[] {
  if (choice === "everybody") return [t("operate:then.everybody")];
  if (choice !== "go-on" || cause === null) return [];
  const goOn = t("operate:then.go-on");
  return [isQuarantine(state) ? `${goOn} ${t("operate:then.wait")}` : goOn];
}

/** What happened and what to do about it: by Microsoft's code where that has words of its own, else by the state. */
export function causeWords(
  t: Say,
  cause: State,
  error: string | null,
  ofApp = false,
): { lead: string; todo: string[] } {
  const own = error as keyof Words["operate"]["error"];
  if (error !== null && t(`operate:error.${own}.lead`, { defaultValue: "" }) !== "") {
    return {
      lead: t(`operate:error.${own}.lead`),
      todo: t(`operate:error.${own}.do`, { returnObjects: true }),
    };
  }
  const path = `state.${cause.replace("/", ".")}`;
  return { lead: t(keyOf(t, path, "lead", ofApp)), todo: ownDo(t, path, ofApp) };
}

/** "2 days": how long it is since then, in whole units. */
function lasting(t: Say, since: string | null, now: number): string {
  if (since === null) return "";
  const minutes = Math.floor(Math.max(0, now - Date.parse(since)) / 60_000);
  if (minutes < 100) return t("operate:time.minutes", { count: Math.max(1, minutes) });
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? t("operate:time.hours", { count: hours })
    : t("operate:time.days", { count: Math.floor(hours / 24) });
}
