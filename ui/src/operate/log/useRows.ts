import { useEffect, useRef, useState } from "react";

import type { ListedRow } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";

/** Rows that are asked for together. */
const size = 100;
/** So many more are asked for before they come into sight. */
const ahead = 50;
/** Chunks that are kept on both sides of what is seen. */
const margin = 2;

type Chunks = ReadonlyMap<number, readonly ListedRow[]>;

/** The rows from one place of the list to another, as far as they have come. Those of the list before stay until new ones are there. */
export function useRows(ipc: Ipc, revision: number, first: number, last: number) {
  const [kept, setKept] = useState<Chunks>(new Map());
  const asked = useRef({ revision: -1, chunks: new Set<number>() });

  useEffect(() => {
    if (asked.current.revision !== revision) asked.current = { revision, chunks: new Set() };
    const { chunks } = asked.current;
    const [from, to] = [Math.floor(Math.max(0, first - ahead) / size), Math.floor((last + ahead) / size)];
    const isNear = (at: number) => at >= from - margin && at <= to + margin;
    for (const at of chunks) if (!isNear(at)) chunks.delete(at);
    for (let at = from; at <= to; at += 1) {
      if (chunks.has(at)) continue;
      chunks.add(at);
      ipc.logRows(at * size, size).then(
        (answer) => {
          // What was asked of an older list tells nothing about this one.
          if (answer.revision !== revision) chunks.delete(at);
          else
            setKept(
              (before) => new Map([...before, [at, answer.rows] as const].filter(([at]) => isNear(at))),
            );
        },
        () => void chunks.delete(at),
      );
    }
  }, [ipc, revision, first, last]);

  return (at: number): ListedRow | null => kept.get(Math.floor(at / size))?.[at % size] ?? null;
}
