import { useEffect, useState } from "react";

import type { AppView, Problem } from "./bindings";
import { asProblem, type Ipc } from "./client";

interface Seen {
  view: AppView | null;
  /** Why there is no picture of the application. */
  problem: Problem | null;
}

/** The newest picture of the application. Listens first, then asks once, so that nothing falls in between. */
export function useAppView(ipc: Ipc): Seen {
  const [seen, setSeen] = useState<Seen>({ view: null, problem: null });

  useEffect(() => {
    let listening = true;
    let end: (() => void) | undefined;
    const keepNewest = (view: AppView) => {
      if (!listening) return;
      setSeen((before) =>
        before.view && before.view.revision >= view.revision ? before : { view, problem: null },
      );
    };
    const begin = async () => {
      end = await ipc.onAppView(keepNewest);
      if (!listening) end();
      else keepNewest(await ipc.appView());
    };
    begin().catch((thrown: unknown) => {
      if (listening) setSeen((before) => ({ ...before, problem: asProblem(thrown) }));
    });
    return () => {
      listening = false;
      end?.();
    };
  }, [ipc]);

  return seen;
}
