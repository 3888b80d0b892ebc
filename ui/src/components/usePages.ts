import { useEffect, useRef, useState } from "react";

/** Rows that are asked for together. */
const size = 100;
/** So many more are asked for before they come into sight. */
const ahead = 50;
/** Chunks that are kept on both sides of what is seen. */
const margin = 2;

interface Pages<R> {
  /** Of the list that is asked about. */
  revision: number;
  /** What is asked of it, such as a filter; another one makes what is kept no longer fit. */
  question: string;
  /** The first and the last row in sight. */
  first: number;
  last: number;
  ask: (from: number, count: number) => Promise<{ revision: number; rows: readonly R[] }>;
}

/** The rows from one place of a list to another, as far as they have come. Those of the list before stay until new ones are there. */
export function usePages<R>({ revision, question, first, last, ask }: Pages<R>) {
  const [kept, setKept] = useState<{ question: string; chunks: ReadonlyMap<number, readonly R[]> }>({
    question,
    chunks: new Map(),
  });
  const asked = useRef({ list: "", chunks: new Set<number>() });
  const asking = useRef(ask);
  useEffect(() => {
    asking.current = ask;
  });

  useEffect(() => {
    const list = `${revision} ${question}`;
    if (asked.current.list !== list) asked.current = { list, chunks: new Set() };
    const { chunks } = asked.current;
    const [from, to] = [Math.floor(Math.max(0, first - ahead) / size), Math.floor((last + ahead) / size)];
    const isNear = (at: number) => at >= from - margin && at <= to + margin;
    for (const at of chunks) if (!isNear(at)) chunks.delete(at);
    for (let at = from; at <= to; at += 1) {
      if (chunks.has(at)) continue;
      chunks.add(at);
      asking.current(at * size, size).then(
        (answer) => {
          // What was asked of an older list tells nothing about this one.
          if (answer.revision < revision) {
            chunks.delete(at);
            return;
          }
          setKept((before) => {
            const others = before.question === question ? [...before.chunks] : [];
            const all = [...others, [at, answer.rows] as const];
            return { question, chunks: new Map(all.filter(([at]) => isNear(at))) };
          });
        },
        () => void chunks.delete(at),
      );
    }
  }, [revision, question, first, last]);

  return (at: number): R | null =>
    kept.question === question ? (kept.chunks.get(Math.floor(at / size))?.[at % size] ?? null) : null;
}
