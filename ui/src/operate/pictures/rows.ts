import type { Read } from "../../ipc/bindings";

/** A span of time. */
export interface Column {
  /** When it begins, in milliseconds: the night in which clocks are set back has an hour that is called like the next. */
  begin: number;
  /** In full, such as "Tuesday 3 February". */
  label: string;
  /** As it stands below the bars. */
  tick: string;
  /** How much of it is known; what is not known is no zero. */
  read: Read;
}

/** What is counted, with a number for each column. */
export interface Row {
  name: string;
  values: readonly (number | null)[];
  tone: Tone;
  /** The number that stands for all. */
  told: number;
  /** The row in a sentence, for those who do not see the bars. */
  said: string;
}

/** Blue goes as it should, amber waits for somebody, red did not come through. */
export type Tone = "goes" | "waits" | "fails";

/** A number as the person writes it. */
export function numeral(language: string, value: number): string {
  return new Intl.NumberFormat(language).format(value);
}
