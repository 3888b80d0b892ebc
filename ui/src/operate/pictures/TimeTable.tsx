import { makeStyles } from "@fluentui/react-components";

import { useTable } from "../../components/table";
import { useWords } from "../../locales/i18n";
import { type Column, numeral, type Row } from "./rows";

interface TimeTableProps {
  /** What the columns of the picture are, such as days. */
  span: string;
  columns: readonly Column[];
  rows: readonly Pick<Row, "name" | "values">[];
}

/** The numbers behind bars over time, the newest first. */
export function TimeTable({ span, columns, rows }: TimeTableProps) {
  const { t, language } = useWords();
  const look = useTable();
  const styles = useStyles();
  const lines = columns.map((column, at) => ({ ...column, at })).reverse();
  return (
    <table className={look.table}>
      <thead>
        <tr>
          <th scope="col" className={styles.span}>
            {span}
          </th>
          {rows.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ begin, label, read, at }) => (
          <tr key={begin}>
            <th scope="row">
              {label}
              {read !== "whole" && <div>{t(`operate:picture.read.${read}`)}</div>}
            </th>
            {rows.map(({ name, values }) => {
              const value = values[at] ?? null;
              return <td key={name}>{value === null ? "–" : numeral(language, value)}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const useStyles = makeStyles({
  // As wide as a day in two lines, however many numbers stand beside it.
  span: { width: "24%" },
});
