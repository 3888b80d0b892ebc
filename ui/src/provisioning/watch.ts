import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";

import type { Problem } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";
import type { SetupFile } from "../ipc/setup";

/** What is looked at: what serves a set-up, or everything in the tenant. */
export type Watched = SetupFile | "tenant";

interface Watch {
  /** Looks now; the shell goes on from there. */
  look: () => void;
  /** Why the watch could not begin. */
  refused: Problem | null;
}

/** Has the shell look again and again while somebody can see it; null while nothing may be looked at. */
export function useWatch(ipc: Ipc, what: Watched | null): Watch {
  const [refused, setRefused] = useState<Problem | null>(null);
  const isHidden = useIsHidden();
  const look = () => {
    if (what === null) return;
    (what === "tenant" ? ipc.watchTenant() : ipc.watchSetup(what)).then(
      () => setRefused(null),
      (thrown: unknown) => setRefused(asProblem(thrown)),
    );
  };
  const begin = useEffectEvent(look);
  const end = useEffectEvent(() => void ipc.unwatch());
  const about = what === null || isHidden ? null : JSON.stringify(what);

  useEffect(() => {
    if (about === null) return;
    begin();
    return end;
  }, [about]);

  return { look, refused };
}

/** Nobody can see the window. */
export function useIsHidden(): boolean {
  return useSyncExternalStore(onVisibility, () => document.hidden);
}

function onVisibility(changed: () => void) {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}
