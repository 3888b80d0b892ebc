import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";

import type { AppTableView, TableRows } from "../../../ipc/bindings";
import type { Ipc } from "../../../ipc/client";
import { useWords } from "../../../locales/i18n";
import { columnName } from "../table/columnWords";
import { TableCell } from "../table/TableCell";
import { useTableChanges } from "../table/useTable";

interface RowValuesProps {
  ipc: Ipc;
  table: AppTableView;
  /** Its number, from 1. */
  row: number;
  isShut: boolean;
}

/** The values of one row, to be corrected where they are wrong. Its name stays: the app may exist. */
export function RowValues({ ipc, table, row, isShut }: RowValuesProps) {
  const { t } = useWords();
  const styles = useStyles();
  const { columns, revision } = table;
  const [told, setTold] = useState<TableRows | null>(null);
  const { change } = useTableChanges(ipc);
  useEffect(() => {
    let wanted = true;
    ipc.appTableRows({ faulty: false, from: row - 1, count: 1 }).then(
      (rows) => {
        if (wanted) setTold(rows);
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [ipc, row, revision]);
  const cells = told?.rows[0]?.cells ?? [];
  return (
    <div className={styles.values}>
      {columns.map((column, place) => {
        const cell = cells[place];
        if (!cell || column.key === "name" || column.key === "key") return null;
        return (
          <div key={column.key}>
            <div aria-hidden>{columnName(t, column.key)}</div>
            <TableCell
              column={column}
              cell={cell}
              row={row}
              isReached
              isShut={isShut}
              set={(value) => change({ is: "set", row, column: column.key, value })}
            />
          </div>
        );
      })}
    </div>
  );
}

const useStyles = makeStyles({
  values: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(220px, 1fr))",
    gap: tokens.spacingHorizontalM,
  },
});
