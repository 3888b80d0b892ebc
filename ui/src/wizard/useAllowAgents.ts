import { useState } from "react";

import type { Problem } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";

/** Asks whoever is signed in for the permission to read agents, and looks again once it is granted. */
export function useAllowAgents(ipc: Ipc, look: () => void) {
  const [declined, setDeclined] = useState<Problem | null>(null);
  const allow = async () => {
    setDeclined(null);
    try {
      await ipc.allowAgents();
      look();
    } catch (thrown) {
      setDeclined(asProblem(thrown));
    }
  };
  return { allow, declined };
}
