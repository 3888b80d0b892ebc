import { Input, makeStyles, tokens } from "@fluentui/react-components";
import { type KeyboardEvent, useId, useState } from "react";

import type { TableCell as Cell, TableColumn } from "../../../ipc/bindings";
import { useWords } from "../../../locales/i18n";
import { columnName, faultSentence, secretPlace } from "./columnWords";

interface TableCellProps {
  column: TableColumn;
  cell: Cell;
  row: number;
  /** The keys reach it; of many rows only one has cells that they reach. */
  isReached: boolean;
  isShut?: boolean;
  /** A value was typed. It leaves the window at once. */
  set: (value: string) => void;
  pressed?: (event: KeyboardEvent) => void;
}

/** One cell as a field. What was typed of a secret is forgotten by the window as soon as the field is left. */
export function TableCell({ column, cell, row, isReached, isShut = false, set, pressed }: TableCellProps) {
  const { t } = useWords();
  const styles = useStyles();
  const fault = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const isHidden = column.secret && (typed !== null || cell.text === "");
  const leave = () => {
    if (typed !== null && typed !== cell.text) set(typed);
    setTyped(null);
  };
  const name = columnName(t, column.key);
  return (
    <div className={styles.cell}>
      <Input
        className={styles.field}
        type={isHidden ? "password" : "text"}
        autoComplete="off"
        spellCheck={false}
        disabled={isShut}
        tabIndex={isReached ? 0 : -1}
        aria-label={t("galleryApp:table.cell", { column: name, row })}
        aria-invalid={cell.fault !== null}
        aria-describedby={cell.fault ? fault : undefined}
        data-cell={`${row} ${column.key}`}
        value={typed ?? cell.text}
        placeholder={secretPlace(t, cell) ?? name}
        onChange={(_, { value }) => setTyped(value)}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === "Enter") leave();
          pressed?.(event);
        }}
      />
      {cell.fault && (
        <span id={fault} className={styles.fault}>
          {faultSentence(t, cell.fault)}
        </span>
      )}
    </div>
  );
}

const useStyles = makeStyles({
  cell: { display: "flex", flexDirection: "column", minWidth: 0 },
  field: { minWidth: 0, width: "100%" },
  fault: {
    color: tokens.colorStatusDangerForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
  },
});
