import type { Say } from "../locales/i18n";

import type { Note, StepView } from "../ipc/bindings";
import type { Words } from "../locales/words";

type NoteCode = keyof Words["notes"];

/**
 * A note as a sentence. Rust adds codes before the locales may know them: such a note shows its code, for hiding it
 * would hide a fact.
 */
export function noteSentence(t: Say, note: Note): string {
  return t(`notes:${note.code as NoteCode}`, { replace: spoken(t, note.values), defaultValue: note.code });
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
