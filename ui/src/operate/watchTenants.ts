import { useEffect, useEffectEvent } from "react";

import type { Ipc } from "../ipc/client";
import { useIsHidden } from "../provisioning/watch";

/** Has the shell look at every tenant while somebody can see it; null while nothing may be looked at. */
export function useWatchTenants(ipc: Ipc, connected: string | null) {
  const isHidden = useIsHidden();
  // Which tenants there are is told again with each look at what is connected, so what is refused is no news.
  const begin = useEffectEvent(() => void ipc.watchTenants().catch(() => undefined));
  const end = useEffectEvent(() => void ipc.unwatchTenants());
  const about = isHidden ? null : connected;
  useEffect(() => {
    if (about === null) return;
    begin();
    return end;
  }, [about]);
}
