import { useEffect, useEffectEvent, useState } from "react";

import type { Problem } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";
import type { SetupFile } from "../ipc/setup";

/** Milliseconds between looks: in the first minute, and after it (contract 7.3). */
const atFirst = 10_000;
const later = 30_000;
const firstMinute = 60_000;

interface StatusLooks {
  look: () => void;
  /** Why the last look could not even begin. */
  refused: Problem | null;
}

/** Looks once as soon as that is possible, and again and again while there is something to follow and somebody to see it. */
export function useStatusLooks(
  ipc: Ipc,
  setup: SetupFile | null,
  possible: boolean,
  following: boolean,
): StatusLooks {
  const [refused, setRefused] = useState<Problem | null>(null);
  const look = () => {
    if (!setup) return;
    ipc.lookAtStatus(setup).then(
      () => setRefused(null),
      (thrown: unknown) => setRefused(asProblem(thrown)),
    );
  };
  const lookNow = useEffectEvent(look);
  const mayLook = possible && setup !== null;

  useEffect(() => {
    if (mayLook) lookNow();
  }, [mayLook]);

  useEffect(() => {
    if (!mayLook || !following) return;
    const began = Date.now();
    let next: ReturnType<typeof setTimeout>;
    const wait = () => {
      next = setTimeout(again, Date.now() - began < firstMinute ? atFirst : later);
    };
    const again = () => {
      if (document.hidden) return;
      lookNow();
      wait();
    };
    const turned = () => {
      clearTimeout(next);
      again();
    };
    wait();
    document.addEventListener("visibilitychange", turned);
    return () => {
      clearTimeout(next);
      document.removeEventListener("visibilitychange", turned);
    };
  }, [mayLook, following]);

  return { look, refused };
}
