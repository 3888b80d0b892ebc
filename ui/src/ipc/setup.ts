import type { SetupFile } from "./bindings";

export type { SetupFile };

/** Who takes part; names are distinguished names. */
export type Scope = SetupFile["scope"];
