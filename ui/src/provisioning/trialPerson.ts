import { endingOf, isInDomain, partsOf } from "./distinguishedName";

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
