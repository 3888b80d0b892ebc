import { useState } from "react";

import type { Problem } from "../ipc/bindings";
import { asProblem } from "../ipc/client";

/** Carries out what a page asks for, and keeps why the last of it was refused. */
export function useAsk() {
  const [isAsking, setAsking] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const ask = async (command: () => Promise<void>) => {
    setAsking(true);
    setRefused(null);
    try {
      await command();
    } catch (thrown) {
      setRefused(asProblem(thrown));
    }
    setAsking(false);
  };
  return { ask, isAsking, refused };
}
