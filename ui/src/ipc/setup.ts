import type { SetupFile } from "./bindings";

export type { Journey, SetupFile } from "./bindings";

/** Who takes part; names are distinguished names. */
export type Scope = SetupFile["scope"];
