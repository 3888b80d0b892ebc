import { usePages } from "../../../components/usePages";
import type { ProblemCode, RowsView, RowStanding, ShownRow } from "../../../ipc/bindings";
import type { Ipc } from "../../../ipc/client";

/** Which rows a page shows. */
export interface Wanted {
  standings: readonly RowStanding[];
  code: ProblemCode | null;
}

/** Rows as they stand, from one place to another, as far as they have come. */
export function useShownRows(
  ipc: Ipc,
  { revision }: RowsView,
  { standings, code }: Wanted,
  first: number,
  last: number,
) {
  const ask = (from: number, count: number) =>
    ipc.shownRows({ standings: [...standings], code, from, count });
  const question = `${standings.join(" ")} ${code ?? ""}`;
  return usePages<ShownRow>({ revision, question, first, last, ask });
}
