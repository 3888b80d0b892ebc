import type { Ipc } from "../ipc/client";
import { endingOf, isInDomain, partsOf } from "./distinguishedName";

/** Somebody who can be tried. */
export interface Candidate {
  /** By which Microsoft is told who it is: a distinguished name, or a sign-in name in the cloud. */
  id: string;
  name: string;
  /** Tells one from another of the same name. */
  place: string;
}

/** Where somebody who is tried gets an account. It decides whom to find, and the words. */
export type Into = "tenant" | "app";

/** Fewer letters name half of a directory. */
const shortest = 2;

/** Finds people by what was typed; null where that is too little to say that there is nobody. */
export const find: Record<Into, (ipc: Ipc, text: string) => Promise<Candidate[] | null>> = {
  /** In the demo directory. */
  tenant: async (ipc, text) => {
    const people = await ipc.findPeople(text);
    const found = people.map(({ name, distinguishedName: id }) => ({ id, name, place: placeIn(id) }));
    return text === "" && found.length === 0 ? null : found;
  },
  /** Of the cloud. */
  app: async (ipc, text) => {
    if (text.length < shortest) return null;
    const all = await ipc.findAssignable(text);
    const people = all.filter(({ group }) => !group);
    return people.map(({ id, name, address }) => ({ id: address ?? id, name, place: address ?? id }));
  },
};

/** The folders the person is in, from the outside in: "Sales › Amsterdam". */
export function placeIn(distinguishedName: string): string {
  const folders = partsOf(distinguishedName)?.slice(1) ?? [];
  return folders
    .filter(({ kind }) => kind !== "DC")
    .map(({ value }) => value)
    .toReversed()
    .join(" › ");
}

/** Whether it can be the name of a person of this domain; Microsoft has the last word. */
export function isPersonOf(domain: string, distinguishedName: string): boolean {
  const parts = partsOf(distinguishedName);
  return parts?.[0]?.kind === "CN" && isInDomain(parts, domain);
}

export function examplePerson(domain: string): string {
  return `CN=Anna de Vries,OU=Sales,${endingOf(domain)}`;
}
