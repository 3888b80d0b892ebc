import { useEffect, useEffectEvent, useState } from "react";

import type { AppsAsked, Problem } from "../../ipc/bindings";
import { asProblem, type Ipc } from "../../ipc/client";
import { useHidden } from "../../provisioning/watch";

interface Apps {
  ask: (asked: AppsAsked) => void;
  /** Why that could not begin. */
  refused: Problem | null;
}

/** Has the shell ask the apps of the tenant while somebody can see them. A search that is left goes on when they are seen again. */
export function useApps(ipc: Ipc, tenant: string | null): Apps {
  const [refused, setRefused] = useState<Problem | null>(null);
  const isHidden = useHidden();
  const ask = (asked: AppsAsked) => {
    ipc.apps(asked).then(
      () => setRefused(null),
      (thrown: unknown) => setRefused(asProblem(thrown)),
    );
  };
  const begin = useEffectEvent(() => ask("watch"));
  const end = useEffectEvent(() => void ipc.apps("unwatch").catch(() => undefined));
  const about = isHidden ? null : tenant;

  useEffect(() => {
    if (about === null) return;
    begin();
    return end;
  }, [about]);

  return { ask, refused };
}
