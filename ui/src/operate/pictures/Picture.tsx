import { makeStyles, ToggleButton, tokens } from "@fluentui/react-components";
import { TableRegular } from "@fluentui/react-icons";
import { type ReactNode, useState } from "react";

import { useWords } from "../../locales/i18n";
import { Group } from "../../wizard/Facts";

interface PictureProps {
  /** What it shows, in a sentence. */
  title: string;
  /** The same numbers in a table. */
  table: ReactNode;
  /** What there is to know besides, in both forms. */
  notes?: readonly (string | false)[];
  children: ReactNode;
}

/** A picture that says what it shows, and is a table for whoever wants the numbers. */
export function Picture({ title, table, notes = [], children }: PictureProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [isTable, setTable] = useState(false);
  const told = notes.filter((note) => note !== false);
  return (
    <Group
      title={title}
      beside={
        <ToggleButton
          size="small"
          appearance="subtle"
          icon={<TableRegular />}
          checked={isTable}
          onClick={() => setTable(!isTable)}
        >
          {t("operate:picture.table")}
        </ToggleButton>
      }
    >
      {isTable ? table : children}
      {told.length > 0 && <p className={styles.notes}>{told.join(" ")}</p>}
    </Group>
  );
}

const useStyles = makeStyles({
  notes: {
    margin: `${tokens.spacingVerticalS} 0 0`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});
