import type { AppTableView, ShownRow, TableAsked, TableCell, TableChange, TableRow } from "../ipc/bindings";

/** Columns of most apps. */
const columns = [
  { key: "name", secret: false, needed: true },
  { key: "BaseAddress", secret: false, needed: true },
  { key: "SecretToken", secret: true, needed: true },
  { key: "groups", secret: false, needed: false },
];

const empty: TableCell = { text: "", secret: null, fault: null };

/** The table of a fake shell: it forgets every secret that it is given, as if that were in memory. */
export class FakeAppTable {
  rows: TableRow[] = [];
  /** Rows as they stand in the work on them. */
  shown: ShownRow[] = [];
  private revision = 1;
  private command: (name: string) => Promise<void>;
  private show: (table: AppTableView | null) => void;

  constructor(command: (name: string) => Promise<void>, show: (table: AppTableView | null) => void) {
    this.command = command;
    this.show = show;
  }

  async changed(change: TableChange) {
    // What was pasted or typed is said nowhere, as in the shell.
    await this.command(`change_app_table ${change.is}`);
    switch (change.is) {
      case "begin":
        this.rows = [];
        break;
      case "drop":
        this.show(null);
        return;
      case "paste":
        this.rows = change.text
          .trim()
          .split("\n")
          .slice(1)
          .map((line, at) => ({ number: at + 1, cells: cellsOf(line.split("\t")) }));
        break;
      case "set":
      case "set-all":
        this.rows = this.rows.map(({ number, cells }) => {
          if (change.is === "set" && change.row !== number) return { number, cells };
          const place = columns.findIndex(({ key }) => key === change.column);
          return { number, cells: cells.with(place, cellOf(place, change.value)) };
        });
        break;
      case "add":
        this.rows = [...this.rows, { number: this.rows.length + 1, cells: cellsOf([]) }];
        break;
      case "remove":
        this.rows = this.rows.filter(({ number }) => number !== change.row);
    }
    this.revision += 1;
    const ready = this.rows.filter((row) => !isFaulty(row)).length;
    this.show({ revision: this.revision, columns, rows: this.rows.length, ready, namesakes: 0 });
  }

  told({ faulty, from, count }: TableAsked) {
    const wanted = this.rows.filter((row) => !faulty || isFaulty(row));
    const rows = wanted.slice(from, from + count);
    return Promise.resolve({ revision: this.revision, matched: wanted.length, rows });
  }
}

function isFaulty({ cells }: TableRow): boolean {
  return cells.some(({ fault }) => fault !== null);
}

function cellsOf(texts: readonly string[]): TableCell[] {
  return columns.map((_, place) => cellOf(place, texts[place] ?? ""));
}

function cellOf(place: number, text: string): TableCell {
  const column = columns[place];
  if (text === "") return { ...empty, fault: column?.needed ? { is: "missing" } : null };
  if (column?.secret) return { ...empty, secret: "memory" };
  const isWrong = column?.key === "BaseAddress" && !text.startsWith("https://");
  const fault = { is: "wrong", found: { code: "not-shown" }, allowed: { code: "https-address" } } as const;
  return { ...empty, text, fault: isWrong ? fault : null };
}
