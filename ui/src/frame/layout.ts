import { useSyncExternalStore } from "react";

/** Widths at which the window changes shape, in CSS pixels: 200 % zoom of the normal window is 590 wide. */
export const roomForPanel = 1100;
const isNarrow = "(max-width: 859px)";
export const narrow = `@media ${isNarrow}` as const;
export const wide = `@media (min-width: ${roomForPanel}px)` as const;
/** So low that no page would be left between the rest: everything scrolls, and only strip and footer stay in sight. */
export const low = "@media (max-height: 319px)";

/** True while the rail has no room beside the page. */
export function useNarrow(): boolean {
  return useSyncExternalStore(onNarrow, () => window.matchMedia(isNarrow).matches);
}

function onNarrow(changed: () => void) {
  const query = window.matchMedia(isNarrow);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
