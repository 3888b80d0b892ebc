import type { GalleryKind } from "../../ipc/bindings";

/** Apps that can be set up here; of the others it is said why not. */
export function isUsable(kind: GalleryKind): boolean {
  return kind === "people" || kind === "person" || kind === "roles" || kind === "own";
}

/** People get accounts in it, so that somebody decides who does. */
export function takesPeople(kind: GalleryKind): boolean {
  return kind !== "roles";
}
