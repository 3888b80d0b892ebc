import {
  Button,
  Field,
  Input,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from "@fluentui/react-components";
import { ArrowCircleDownRegular } from "@fluentui/react-icons";
import { useState } from "react";

import type { TableColumn } from "../../../ipc/bindings";
import { useWords } from "../../../locales/i18n";
import { columnName } from "./columnWords";

interface OneForAllProps {
  column: TableColumn;
  rows: number;
  set: (value: string) => void;
}

/** One value for every row of a column. */
export function OneForAll({ column, rows, set }: OneForAllProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const [value, setValue] = useState("");
  const name = columnName(t, column.key);
  const turn = (open: boolean) => {
    setOpen(open);
    setValue("");
  };
  const put = () => {
    set(value);
    turn(false);
  };
  return (
    <Popover open={open} trapFocus onOpenChange={(_, { open }) => turn(open)}>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<ArrowCircleDownRegular />}
          aria-label={t("galleryApp:table.oneForAll", { column: name })}
          disabledFocusable={rows === 0}
        />
      </PopoverTrigger>
      <PopoverSurface
        className={styles.surface}
        aria-label={t("galleryApp:table.oneForAll", { column: name })}
      >
        <Field label={t("galleryApp:table.oneForAll", { column: name })}>
          <Input
            type={column.secret ? "password" : "text"}
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={(_, { value }) => setValue(value)}
          />
        </Field>
        <Button onClick={put}>{t("galleryApp:table.putInAll", { count: rows })}</Button>
      </PopoverSurface>
    </Popover>
  );
}

const useStyles = makeStyles({
  surface: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM, maxWidth: "320px" },
});
