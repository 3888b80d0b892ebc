import type { ProblemCode, StepId } from "../ipc/bindings";
import enCheck from "./en/check.json";
import enCommon from "./en/common.json";
import enEnable from "./en/enable.json";
import enNotes from "./en/notes.json";
import enPresenter from "./en/presenter.json";
import enProblems from "./en/problems.json";
import enReport from "./en/report.json";
import enSignIn from "./en/signIn.json";
import enSteps from "./en/steps.json";
import enTrial from "./en/trial.json";
import enWaits from "./en/waits.json";
import enWelcome from "./en/welcome.json";
import enWizard from "./en/wizard.json";
import idCheck from "./id/check.json";
import idCommon from "./id/common.json";
import idEnable from "./id/enable.json";
import idNotes from "./id/notes.json";
import idPresenter from "./id/presenter.json";
import idProblems from "./id/problems.json";
import idReport from "./id/report.json";
import idSignIn from "./id/signIn.json";
import idSteps from "./id/steps.json";
import idTrial from "./id/trial.json";
import idWaits from "./id/waits.json";
import idWelcome from "./id/welcome.json";
import idWizard from "./id/wizard.json";
import nlCheck from "./nl/check.json";
import nlCommon from "./nl/common.json";
import nlEnable from "./nl/enable.json";
import nlNotes from "./nl/notes.json";
import nlPresenter from "./nl/presenter.json";
import nlProblems from "./nl/problems.json";
import nlReport from "./nl/report.json";
import nlSignIn from "./nl/signIn.json";
import nlSteps from "./nl/steps.json";
import nlTrial from "./nl/trial.json";
import nlWaits from "./nl/waits.json";
import nlWelcome from "./nl/welcome.json";
import nlWizard from "./nl/wizard.json";

/** What is said about a step; `name` is how other sentences refer to it. */
type StepWords = Record<"name" | "toCome" | "doing" | "waiting" | "done" | "failed", string>;
/** What to do is one to three sentences, in order. */
type ProblemWords = Record<"title" | "happened" | "means", string> & { todo: string[] };
/** A word for something that does not exist is a mistake too. */
type Nothing<Given, Known extends PropertyKey> = Record<Exclude<keyof Given, Known>, never>;

const steps: Record<StepId, StepWords> & Nothing<typeof enSteps, StepId> = enSteps;
const problems: Record<ProblemCode, ProblemWords> & Nothing<typeof enProblems, ProblemCode> = enProblems;

const en = {
  check: enCheck,
  common: enCommon,
  enable: enEnable,
  notes: enNotes,
  presenter: enPresenter,
  problems,
  report: enReport,
  signIn: enSignIn,
  steps,
  trial: enTrial,
  waits: enWaits,
  welcome: enWelcome,
  wizard: enWizard,
};
const nl = {
  check: nlCheck,
  common: nlCommon,
  enable: nlEnable,
  notes: nlNotes,
  presenter: nlPresenter,
  problems: nlProblems,
  report: nlReport,
  signIn: nlSignIn,
  steps: nlSteps,
  trial: nlTrial,
  waits: nlWaits,
  welcome: nlWelcome,
  wizard: nlWizard,
};
const id = {
  check: idCheck,
  common: idCommon,
  enable: idEnable,
  notes: idNotes,
  presenter: idPresenter,
  problems: idProblems,
  report: idReport,
  signIn: idSignIn,
  steps: idSteps,
  trial: idTrial,
  waits: idWaits,
  welcome: idWelcome,
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
