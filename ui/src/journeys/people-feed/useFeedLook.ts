import { useEffect, useEffectEvent, useRef } from "react";

import type { AppView } from "../../ipc/bindings";

/** Looks when somebody comes to the page, and at each new file. People who were sent just now stay in sight, unless it is to be `isAnew`. */
export function useFeedLook(view: AppView | null, isReady: boolean, isAnew: boolean, look: () => void) {
  const people = view?.people;
  const file = people && !people.looking && people.examined ? `${people.path} ${people.revision}` : null;
  const before = useRef(file);
  const isSent = view?.feed?.progress != null || view?.feed?.end != null;
  const begin = useEffectEvent((isWanted: boolean) => {
    if (!isSent || isWanted) look();
  });
  useEffect(() => {
    if (isReady) begin(isAnew);
  }, [isReady, isAnew]);
  useEffect(() => {
    if (file === null || file === before.current) return;
    before.current = file;
    begin(true);
  }, [file]);
}
