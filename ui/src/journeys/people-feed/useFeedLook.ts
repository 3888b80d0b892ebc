import { useEffect, useEffectEvent, useRef } from "react";

import type { AppView } from "../../ipc/bindings";

/** Looks when somebody comes to the page, unless people are being sent or were sent just now; and whenever another file was read. */
export function useFeedLook(view: AppView | null, isReady: boolean, look: () => void) {
  const people = view?.people;
  const file = people && !people.looking && people.examined ? `${people.path} ${people.revision}` : null;
  const before = useRef(file);
  const isSent = view?.feed?.progress != null || view?.feed?.end != null;
  const begin = useEffectEvent((isNewFile: boolean) => {
    if (!isSent || isNewFile) look();
  });
  useEffect(() => {
    if (isReady) begin(false);
  }, [isReady]);
  useEffect(() => {
    if (file === null || file === before.current) return;
    before.current = file;
    begin(true);
  }, [file]);
}
