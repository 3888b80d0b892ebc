import type { Journey, SetupFile } from "./bindings";

export type { Journey, SetupFile } from "./bindings";

/** The set-up file of one journey. */
export type SetupOf<J extends Journey> = Extract<SetupFile, { journey: J }>;

/** Whether these answers ask for the start too. In every journey that starts something the answer has this name. */
export function starts(setup: SetupFile): boolean {
  if ("instances" in setup) return setup.instances.some(({ start }) => start === true);
  return "start" in setup && setup.start;
}

/** Its rows stand in a table, and each is worked on by itself. */
export function hasTable(setup: SetupFile): boolean {
  return "table" in setup;
}

/** The same answers, with or without the start; what starts nothing stays as it is. */
export function withStart<S extends SetupFile>(setup: S, start: boolean): S {
  if ("instances" in setup) {
    return { ...setup, instances: setup.instances.map((instance) => ({ ...instance, start })) };
  }
  return "start" in setup ? { ...setup, start } : setup;
}
