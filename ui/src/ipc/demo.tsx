import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";

import type { DemoView, Problem } from "./bindings";
import { asProblem, type Ipc } from "./client";

interface Demo {
  /** What the demo tenant offers; undefined until told, null where the window is not about a demo. */
  view: DemoView | null | undefined;
  /** Why that is not known. */
  problem: Problem | null;
  /** Starts another demo tenant, COMPANY/VARIANT; the problem if that was refused. */
  choose: (scenario: string) => Promise<Problem | null>;
}

const DemoContext = createContext<Demo>({
  view: undefined,
  problem: null,
  choose: () => Promise.resolve(null),
});

export function useDemo(): Demo {
  return use(DemoContext);
}

/** Asks once what the demo tenant offers, and again after another one was started. */
export function DemoProvider({ ipc, children }: { ipc: Ipc; children: ReactNode }) {
  const [told, setTold] = useState<Pick<Demo, "view" | "problem">>({ view: undefined, problem: null });

  const ask = useCallback(
    () =>
      ipc.demo().then(
        (view) => setTold({ view, problem: null }),
        (thrown: unknown) => setTold((before) => ({ ...before, problem: asProblem(thrown) })),
      ),
    [ipc],
  );
  useEffect(() => void ask(), [ask]);
  const choose = useCallback(
    async (scenario: string) => {
      try {
        await ipc.chooseDemo(scenario);
      } catch (thrown) {
        return asProblem(thrown);
      }
      await ask();
      return null;
    },
    [ask, ipc],
  );

  const demo = useMemo(() => ({ ...told, choose }), [told, choose]);
  return <DemoContext value={demo}>{children}</DemoContext>;
}
