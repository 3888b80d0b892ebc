import type { JobStatus, State } from "../ipc/bindings";

/** Microsoft holds it back and tries again now and then. */
export function isQuarantine(state: State): boolean {
  return state === "held-deletes" || state.startsWith("quarantine/");
}

/** Microsoft runs it, or tries to. */
export function isScheduled({ state }: JobStatus): boolean {
  switch (state) {
    case "never-started":
    case "not-configured":
    case "paused":
    case "paused/was-in-quarantine":
    case "switched-off":
    case "waits-for-clean-up":
      return false;
    default:
      return true;
  }
}
