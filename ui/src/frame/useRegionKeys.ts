import { type RefObject, useEffect } from "react";

/** F6 and Shift+F6 go from region to region (elements with `data-region`), F9 opens and closes the panel. */
export function useRegionKeys(frame: RefObject<HTMLElement | null>, turnPanel: () => void) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "F9") {
        event.preventDefault();
        turnPanel();
      } else if (event.key === "F6") {
        event.preventDefault();
        goToRegion(frame.current, event.shiftKey ? -1 : 1);
      }
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [frame, turnPanel]);
}

function goToRegion(frame: HTMLElement | null, step: 1 | -1) {
  const regions = [...(frame?.querySelectorAll<HTMLElement>("[data-region]") ?? [])];
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const from = here === -1 && step === -1 ? 0 : here;
  regions.at((from + step + regions.length) % regions.length)?.focus();
}
