import type { RowsView, RowStanding } from "../../../ipc/bindings";

/** Rows that are shown together, in the order in which a person looks at them. */
export const groups = ["needs", "working", "waiting", "done", "rest"] as const;
export type Group = (typeof groups)[number] | "all";

const standings: Record<Group, readonly RowStanding[]> = {
  all: [],
  needs: ["needs-you", "stopped"],
  working: ["working"],
  waiting: ["waiting"],
  done: ["done", "as-wanted", "will-change"],
  rest: ["to-come"],
};

export function standingsOf(group: Group): readonly RowStanding[] {
  return standings[group];
}

export function countOf({ counts }: RowsView, group: Group): number {
  switch (group) {
    case "all":
      return counts.total;
    case "needs":
      return counts.needsYou + counts.stopped;
    case "working":
      return counts.working;
    case "waiting":
      return counts.waiting;
    case "done":
      return counts.done + counts.asWanted + counts.willChange;
    case "rest":
      return counts.toCome;
  }
}
