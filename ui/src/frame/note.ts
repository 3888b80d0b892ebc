import type { Say } from "../locales/i18n";

import type { Note, StepView } from "../ipc/bindings";
import type { Words } from "../locales/words";

type NoteCode = keyof Words["notes"];

/** `will` in a plan and while it happens, `did` of what was made, `planned` where nobody can tell whether it was. */
export type Tense = "will" | "did" | "planned";

/**
 * A note as a sentence. Rust adds codes before the locales may know them: such a note shows its code, for hiding it
 * would hide a fact.
 */
export function noteSentence(t: Say, note: Note, tense: Tense = "will"): string {
  const replace = spoken(t, note.values);
  const says = (code: string, otherwise: string) =>
    t(`notes:${code as NoteCode}`, { replace, defaultValue: otherwise });
  const sentence = says(note.code, note.code);
  if (tense === "did") return says(`${note.code}_did`, sentence);
  return tense === "planned" && isPlan(note) ? t("step.planned", { note: sentence }) : sentence;
}

/** The notes that stand under the title of their step, where they can be short. */
export function notesInRow(t: Say, notes: readonly Note[], tense: Tense): string[] {
  return notes.map((note) => inRow(t, note, tense)).filter((sentence) => sentence !== "");
}

/** The notes that do not, for the title says them already or few people ask: as whole sentences. */
export function notesAside(t: Say, notes: readonly Note[]): string[] {
  return notes.filter((note) => inRow(t, note, "will") === "").map((note) => noteSentence(t, note));
}

/** The short form, which may be empty, or else the sentence. */
function inRow(t: Say, note: Note, tense: Tense): string {
  const sentence = noteSentence(t, note, tense);
  const row = `${note.code as NoteCode}_row` as NoteCode;
  const short = t(`notes:${row}`, { replace: spoken(t, note.values), defaultValue: sentence });
  if (short === "" || short === sentence) return short;
  return tense === "planned" && isPlan(note) ? t("step.planned", { note: short }) : short;
}

function isPlan({ code }: Note): boolean {
  return code.startsWith("will-") || code === "setting-written-again";
}

/** The tense of a step's notes. */
export function tenseOf({ state }: StepView): Tense {
  switch (state.is) {
    case "done":
      return "did";
    case "failed":
    case "stopped":
    case "unknown":
      return "planned";
    case "to-come":
    case "looking":
    case "will-change":
    case "changing":
    case "waiting":
    case "confirming":
    case "not-wanted":
      return "will";
  }
}

/**
 * The notes that tell a change. A step that an earlier run changed was only looked at by this one, and what a look says
 * ("was already on") would deny the change.
 */
export function notesOfChange(step: StepView): Note[] {
  return step.changed && step.state.is === "done" && step.state.already ? [] : step.notes;
}

/** Microsoft's names of jobs and settings become the words people know; everything else stays as it is. */
function spoken(t: Say, values: Note["values"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      t(`value.${name}.${value}` as "value.key.Domain", { defaultValue: value }),
    ]),
  );
}
