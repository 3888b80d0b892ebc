import { useCallback, useEffect, useRef, useState } from "react";

import type { FaultsView, Problem } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";

interface Faults {
  /** As the demo tenant tells it; absent until it has. */
  told: FaultsView | null;
  /** Why the last thing asked for was refused. */
  problem: Problem | null;
  /** Asks for a change of the script; one thing at a time, in order. True when it was not refused. */
  ask: (command: () => Promise<FaultsView>) => Promise<boolean>;
}

/** The demo tenant's script of faults, read back after every request: only requests meet faults. */
export function useFaults(ipc: Ipc, requests: number): Faults {
  const [told, setTold] = useState<FaultsView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const isQueued = useRef(false);

  const ask = useCallback((command: () => Promise<FaultsView>) => {
    const asked = queue.current.then(command).then(
      (view) => {
        setTold(view);
        setProblem(null);
        return true;
      },
      (thrown: unknown) => {
        setProblem(asProblem(thrown));
        return false;
      },
    );
    queue.current = asked;
    return asked;
  }, []);

  useEffect(() => {
    // A look that has not begun yet sees this request too.
    if (isQueued.current) return;
    isQueued.current = true;
    void ask(() => {
      isQueued.current = false;
      return ipc.faults();
    });
  }, [ask, ipc, requests]);

  return { told, problem, ask };
}
