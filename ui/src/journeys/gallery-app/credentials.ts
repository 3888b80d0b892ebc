import type { AppView, GalleryEntry, GalleryField, RunView } from "../../ipc/bindings";
import type { Answers, Reference } from "./answers";

/** Keys that hold an address. */
const addresses = ["BaseAddress", "Url", "Oauth2TokenExchangeUri", "Oauth2AuthorizationUri"];

export function isAddress(key: string): boolean {
  return addresses.includes(key);
}

/** An address that Microsoft can call: https, with nothing left to fill in and nobody's name or password in it. */
export function isGoodAddress(text: string): boolean {
  return /^https:\/\/[^\s{}<>@]+$/.test(text);
}

/** Where the value of a field stands. */
export type Place = "nowhere" | "here" | "memory" | "stored" | "elsewhere";

export function placeOf(view: AppView | null, answers: Answers, field: GalleryField): Place {
  const { key, credentials } = answers;
  const reference = credentials[field.key];
  if (typeof reference === "string") return reference.trim() === "" ? "nowhere" : "here";
  const typed = view?.gallery?.typed ?? [];
  if (typed.some((one) => one.instance === key && one.key === field.key)) return "memory";
  if (isStored(runOf(view, answers), field, reference)) return "stored";
  return reference !== undefined && reference.from !== "prompt" ? "elsewhere" : "nowhere";
}

/** The run on screen, where it is about these answers and not about an app before them. */
export function runOf(view: AppView | null, { name }: Answers): RunView | null {
  return view?.run?.name === name.trim() ? view.run : null;
}

/** What the run has stored; the value is at Microsoft alone. */
function isStored(run: RunView | null, { secret }: GalleryField, reference: Reference | undefined): boolean {
  const step = run?.steps.find(({ id }) => id === "save-credentials");
  return secret && reference !== undefined && step?.state.is === "done";
}

export type Fault = "missing" | "address" | "blank";

/** What is wrong with a field; null where nothing is. */
export function faultOf(view: AppView | null, answers: Answers, field: GalleryField): Fault | null {
  const reference = answers.credentials[field.key];
  if (placeOf(view, answers, field) === "nowhere") return field.optional ? null : "missing";
  if (typeof reference !== "string") return null;
  if (isAddress(field.key)) return isGoodAddress(reference) ? null : "address";
  return reference.trim() === reference ? null : "blank";
}

/** The app of the tenant that has this name, if one has; what this run made is meant anyway. */
export function namesake(view: AppView | null, entry: GalleryEntry | null, name: string): string | null {
  const wanted = name.trim().toLowerCase();
  const isOurs = view?.run?.created.some((created) => created.name.toLowerCase() === wanted) ?? false;
  return isOurs ? null : (entry?.named.find((other) => other.trim().toLowerCase() === wanted) ?? null);
}
