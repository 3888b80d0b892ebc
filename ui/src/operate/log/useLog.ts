import { useEffect, useEffectEvent, useState } from "react";

import type { AppView, Filter, LogPeriod, LogView, Problem, Target } from "../../ipc/bindings";
import { asProblem, type Ipc } from "../../ipc/client";
import { useIsHidden } from "../../provisioning/watch";

interface LogInHand {
  log: LogView | null;
  period: LogPeriod;
  choosePeriod: (period: LogPeriod) => void;
  filter: (filter: Filter) => void;
  /** Why the log could not be opened. */
  refused: Problem | null;
}

/** Has the shell read the log of a configuration while somebody can see it. */
export function useLog(ipc: Ipc, view: AppView | null, target: Target | null): LogInHand {
  const [refused, setRefused] = useState<Problem | null>(null);
  const isHidden = useIsHidden();
  const id = target?.servicePrincipal ?? null;
  const log = view?.log?.target.servicePrincipal === id ? view.log : null;
  const period = log?.period ?? "day";
  const isHere = view?.tenant != null && id !== null;
  const ask = (command: () => Promise<void>) => {
    command().then(
      () => setRefused(null),
      (thrown: unknown) => setRefused(asProblem(thrown)),
    );
  };
  const open = (wanted: LogPeriod) => {
    if (target) ask(() => ipc.openLog(target, wanted));
  };
  const begin = useEffectEvent(() => open(period));
  const end = useEffectEvent(() => void ipc.stopLog());

  useEffect(() => {
    if (!isHere || isHidden) return;
    begin();
    return end;
  }, [isHere, isHidden, id]);

  return {
    log,
    period,
    choosePeriod: open,
    filter: (filter) => ask(() => ipc.filterLog(filter)),
    refused,
  };
}
