import type { PersonView } from "../ipc/bindings";

/** What an answer about this person names, where nothing but the name is told. */
export function namesOnly(name: string): PersonView["answer"]["values"] {
  return {
    name,
    address: null,
    other: null,
    attribute: null,
    error: null,
    cause: null,
    reason: null,
    unit: null,
    among: [],
    target: null,
    account: null,
    others: null,
    since: null,
    until: null,
    days: null,
    state: null,
  };
}
