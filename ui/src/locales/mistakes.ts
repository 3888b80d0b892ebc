import type { SetupAllowed, SetupFound } from "../ipc/bindings";
import type { Say } from "./i18n";

/** What was found at a place of a set-up file, in words. */
export function foundIn(t: Say, found: SetupFound): string {
  return t(`mistakes:found.${found.code}`, { replace: values(found) });
}

/** What is allowed there, in words. */
export function allowedIn(t: Say, allowed: SetupAllowed): string {
  return t(`mistakes:allowed.${allowed.code}`, { replace: values(allowed) });
}

/** As they would stand in a file; a text alone is told as it is. */
function values(coded: object): Record<string, string> {
  const written = (value: unknown) => {
    if (typeof value === "string") return value;
    const all = Array.isArray(value) ? value : [value];
    return all.map((one) => JSON.stringify(one)).join(", ");
  };
  return Object.fromEntries(Object.entries(coded).map(([name, value]) => [name, written(value)]));
}
