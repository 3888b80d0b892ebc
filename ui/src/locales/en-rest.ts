import type { ProblemCode, StepId } from "../ipc/bindings";
import enProblems from "./en/problems.json";
import enSteps from "./en/steps.json";

export { default as apps } from "./en/apps.json";
export { default as check } from "./en/check.json";
export { default as cloudSync } from "./en/cloudSync.json";
export { default as drift } from "./en/drift.json";
export { default as enable } from "./en/enable.json";
export { default as galleryApp } from "./en/galleryApp.json";
export { default as log } from "./en/log.json";
export { default as logPage } from "./en/logPage.json";
export { default as mistakes } from "./en/mistakes.json";
export { default as notes } from "./en/notes.json";
export { default as operate } from "./en/operate.json";
export { default as peopleFeed } from "./en/peopleFeed.json";
export { default as peopleFile } from "./en/peopleFile.json";
export { default as person } from "./en/person.json";
export { default as presenter } from "./en/presenter.json";
export { default as remove } from "./en/remove.json";
export { default as report } from "./en/report.json";
export { default as signIn } from "./en/signIn.json";
export { default as trial } from "./en/trial.json";
export { default as waits } from "./en/waits.json";
export { default as whyPage } from "./en/whyPage.json";
export { default as wizard } from "./en/wizard.json";

/** What is said about a step; `name` is how other sentences refer to it. */
type StepWords = Record<"name" | "toCome" | "doing" | "waiting" | "done" | "did" | "failed", string>;
/** What to do is one to three sentences, in order. */
type ProblemWords = Record<"title" | "happened" | "means", string> & { todo: string[] };
/** A word for something that does not exist is a mistake too. */
type Nothing<Given, Known extends PropertyKey> = Record<Exclude<keyof Given, Known>, never>;

export const steps: Record<StepId, StepWords> & Nothing<typeof enSteps, StepId> = enSteps;
export const problems: Record<ProblemCode, ProblemWords> & Nothing<typeof enProblems, ProblemCode> =
  enProblems;
