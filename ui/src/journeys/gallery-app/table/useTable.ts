import { useState } from "react";

import { usePages } from "../../../components/usePages";
import type { AppTableView, Problem, TableChange, TableRow } from "../../../ipc/bindings";
import { asProblem, type Ipc } from "../../../ipc/client";

/** Changes of the table, one after the other, and why the last one was refused. */
export function useTableChanges(ipc: Ipc) {
  const [refused, setRefused] = useState<Problem | null>(null);
  const [changing, setChanging] = useState(0);
  const ask = (asked: Promise<unknown>) => {
    setRefused(null);
    setChanging((count) => count + 1);
    asked
      .catch((thrown: unknown) => setRefused(asProblem(thrown)))
      .finally(() => setChanging((count) => count - 1));
  };
  return {
    refused,
    changing: changing > 0,
    ask,
    change: (change: TableChange) => ask(ipc.changeAppTable(change)),
  };
}

/** Its rows from one place to another, as far as they have come. */
export function useTableRows(
  ipc: Ipc,
  { revision }: AppTableView,
  faulty: boolean,
  first: number,
  last: number,
) {
  const ask = (from: number, count: number) => ipc.appTableRows({ faulty, from, count });
  return usePages<TableRow>({ revision, question: faulty ? "faulty" : "all", first, last, ask });
}
