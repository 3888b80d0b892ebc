import { useEffect, useEffectEvent, useState } from "react";

import type { Problem } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";
import type { SetupFile } from "../ipc/setup";

/** Looks whether somebody can be tried, when the page opens and on request. */
export function useMayTry(ipc: Ipc, setup: SetupFile | null, visit: number) {
  const [looked, setLooked] = useState<"may" | Problem | null>(null);
  const [looks, setLooks] = useState(0);
  const ask = useEffectEvent(async () => {
    if (setup) await ipc.mayTry(setup);
  });
  const hasAnswers = setup !== null;
  useEffect(() => {
    if (!hasAnswers) return;
    let wanted = true;
    const tell = (found: "may" | Problem) => {
      if (wanted) setLooked(found);
    };
    ask().then(
      () => tell("may"),
      (thrown: unknown) => tell(asProblem(thrown)),
    );
    return () => {
      wanted = false;
    };
  }, [hasAnswers, looks, visit]);
  return {
    may: looked === "may",
    /** Why not; null as long as that is not known. */
    obstacle: looked === "may" ? null : looked,
    look: () => {
      setLooked(null);
      setLooks((before) => before + 1);
    },
  };
}
