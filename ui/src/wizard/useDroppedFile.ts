import { useEffect, useEffectEvent, useState } from "react";

import type { Ipc } from "../ipc/client";

/** Takes what is dropped anywhere on the window, by asking the shell for it; true while a file is held over it. */
export function useDroppedFile(ipc: Ipc, take: () => void): boolean {
  const [isOver, setOver] = useState(false);
  const dropped = useEffectEvent(take);
  useEffect(() => {
    let isHere = true;
    const listens = ipc.onFileDragged((dragged) => {
      if (!isHere) return;
      setOver(dragged === "over");
      if (dragged === "dropped") dropped();
    });
    return () => {
      isHere = false;
      listens.then(
        (end) => end(),
        () => undefined,
      );
    };
  }, [ipc]);
  return isOver;
}
