import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { AppView, Problem } from "./bindings";
import type { SetupFile } from "./setup";

/** Everything the window can ask of the shell, and the one thing it is told. Tests put a fake in its place. */
export interface Ipc {
  appView(): Promise<AppView>;
  /** Tells every new picture of the application; the answer ends it. */
  onAppView(told: (view: AppView) => void): Promise<() => void>;
  recommendedSetup(): Promise<SetupFile>;
  checkSetup(setup: SetupFile): Promise<void>;
  plan(setup: SetupFile): Promise<void>;
  startRun(setup: SetupFile): Promise<void>;
  stopRun(): Promise<void>;
}

export const tauriIpc: Ipc = {
  appView: () => invoke("app_view"),
  onAppView: (told) => listen<AppView>("app_view_changed", (event) => told(event.payload)),
  recommendedSetup: () => invoke("recommended_setup"),
  checkSetup: (setup) => invoke("check_setup", { setup: JSON.stringify(setup) }),
  plan: (setup) => invoke("plan", { setup: JSON.stringify(setup) }),
  startRun: (setup) => invoke("start_run", { setup: JSON.stringify(setup) }),
  stopRun: () => invoke("stop_run"),
};

/** A refused command carries a problem; anything else that is thrown is one we do not understand. */
export function asProblem(thrown: unknown): Problem {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "facts" in thrown) {
    return thrown as Problem;
  }
  return { code: "unexpected-answer", retryable: false, facts: {}, details: String(thrown), requestId: null };
}
