import type { RequestRow } from "../ipc/bindings";

/** One row of the panel: a request, or several equal ones in a row of polls. */
export interface RequestGroup {
  /** The newest of them. */
  row: RequestRow;
  /** Number of the first of them, which does not change while more arrive, and when it was sent. */
  first: number;
  since: string;
  times: number;
}

/** How far back an equal read may lie and still be the same poll: steps work side by side. */
const pollDistance = 4;

/** Repeated polls become one row with a count; a write always has its own. */
export function grouped(rows: readonly RequestRow[]): RequestGroup[] {
  const groups: RequestGroup[] = [];
  for (const row of rows) {
    const same =
      row.method === "GET" ? groups.slice(-pollDistance).find((group) => isSame(group.row, row)) : undefined;
    if (same) {
      same.row = row;
      same.times += 1;
    } else {
      groups.push({ row, first: row.number, since: row.at, times: 1 });
    }
  }
  return groups;
}

function isSame(one: RequestRow, other: RequestRow): boolean {
  return one.method === other.method && one.path === other.path && one.status === other.status;
}

/** Whether both draw the same row. A request that has its number does not change, but for being waited for. */
export function isSameGroup(one: RequestGroup, other: RequestGroup): boolean {
  return (
    one.first === other.first &&
    one.times === other.times &&
    one.row.number === other.row.number &&
    one.row.status === other.row.status &&
    one.row.expected === other.row.expected
  );
}

const guid = /([0-9a-f]{4})[0-9a-f]{4}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/gi;

/** An address for a narrow column, shortened at its front: the last two segments tell what was asked of what. */
export function shortPath(path: string, longest = 29): string {
  const segments = path.replace(/\?.*$/, "").replace(guid, "$1…").split("/").filter(Boolean);
  const kept: string[] = [];
  let length = 1;
  for (const segment of segments.toReversed()) {
    length += segment.length + 1;
    if (kept.length > 1 && length > longest) return `…/${kept.join("/")}`;
    kept.unshift(segment);
  }
  return `/${kept.join("/")}`;
}

/** The whole list as plain text, for a mail or a ticket. */
export function asText(rows: readonly RequestRow[]): string {
  return rows
    .map((row) =>
      [row.at, row.method, row.path, row.status ?? "-", `${row.took} ms`, row.requestId ?? "-"].join("\t"),
    )
    .join("\n");
}
