import type { SetupFile } from "../ipc/setup";

/** Whether a plan or run is about exactly these answers, in whatever order their fields stand. */
export function isSameSetup(one: SetupFile, other: SetupFile): boolean {
  return inOrder(one) === inOrder(other);
}

function inOrder(setup: SetupFile): string {
  return JSON.stringify(setup, (_, value: unknown) => {
    const isFields = typeof value === "object" && value !== null && !Array.isArray(value);
    return isFields ? Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)) : value;
  });
}
