import { usePages } from "../../components/usePages";
import type { ListedRow } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";

/** The rows from one place of the list to another, as far as they have come. */
export function useRows(ipc: Ipc, revision: number, first: number, last: number) {
  const ask = (from: number, count: number) => ipc.logRows(from, count);
  return usePages<ListedRow>({ revision, question: "", first, last, ask });
}
