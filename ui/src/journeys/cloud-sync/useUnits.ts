import { useEffect, useState } from "react";

import type { Ipc } from "../../ipc/client";

/** Distinguished names of the organizational units, asked for once they are wanted; empty where the shell cannot know them. */
export function useUnits(ipc: Ipc, isWanted: boolean): readonly string[] | null {
  const [units, setUnits] = useState<readonly string[] | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    let wanted = true;
    const tell = (names: readonly string[]) => {
      if (wanted) setUnits(names);
    };
    // Without a list the person brings their own: nothing stands in the way.
    ipc.organizationalUnits().then(tell, () => tell([]));
    return () => {
      wanted = false;
    };
  }, [ipc, isWanted]);
  return units;
}
