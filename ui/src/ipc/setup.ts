import type { Journey, SetupFile } from "./bindings";

export type { Journey, SetupFile } from "./bindings";

/** A journey that the window has pages for. The others are set up with causewayctl, and the window offers none of them. */
export type DrawnJourney = Exclude<Journey, "gallery-app" | "people-feed">;

/** The set-up file of one journey. */
export type SetupOf<J extends Journey> = Extract<SetupFile, { journey: J }>;

/** Whether these answers ask for the start too. In every journey that starts something the answer has this name. */
export function starts(setup: SetupFile): boolean {
  return "start" in setup && setup.start;
}

/** The same answers, with or without the start; what starts nothing stays as it is. */
export function withStart<S extends SetupFile>(setup: S, start: boolean): S {
  return "start" in setup ? { ...setup, start } : setup;
}
