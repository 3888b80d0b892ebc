import type { ProblemCode, StepId } from "../ipc/bindings";
import enCommon from "./en/common.json";
import enNotes from "./en/notes.json";
import enProblems from "./en/problems.json";
import enSteps from "./en/steps.json";
import enWaits from "./en/waits.json";
import enWizard from "./en/wizard.json";
import idCommon from "./id/common.json";
import idNotes from "./id/notes.json";
import idProblems from "./id/problems.json";
import idSteps from "./id/steps.json";
import idWaits from "./id/waits.json";
import idWizard from "./id/wizard.json";
import nlCommon from "./nl/common.json";
import nlNotes from "./nl/notes.json";
import nlProblems from "./nl/problems.json";
import nlSteps from "./nl/steps.json";
import nlWaits from "./nl/waits.json";
import nlWizard from "./nl/wizard.json";

/** What is said about a step; `name` is how other sentences refer to it. */
type StepWords = Record<"name" | "toCome" | "doing" | "waiting" | "done" | "failed", string>;
type ProblemWords = Record<"title" | "happened" | "means" | "todo", string>;
/** A word for something that does not exist is a mistake too. */
type Nothing<Given, Known extends PropertyKey> = Record<Exclude<keyof Given, Known>, never>;

const steps: Record<StepId, StepWords> & Nothing<typeof enSteps, StepId> = enSteps;
const problems: Record<ProblemCode, ProblemWords> & Nothing<typeof enProblems, ProblemCode> = enProblems;

const en = { common: enCommon, notes: enNotes, problems, steps, waits: enWaits, wizard: enWizard };
const nl = {
  common: nlCommon,
  notes: nlNotes,
  problems: nlProblems,
  steps: nlSteps,
  waits: nlWaits,
  wizard: nlWizard,
};
const id = {
  common: idCommon,
  notes: idNotes,
  problems: idProblems,
  steps: idSteps,
  waits: idWaits,
  wizard: idWizard,
};

export type Words = typeof en;
export type Language = "en" | "nl" | "id";

/** All words. A key that one language lacks, or has alone, does not compile. */
export const words: Record<Language, Words> = {
  en: en satisfies typeof nl & typeof id,
  nl,
  id,
};
