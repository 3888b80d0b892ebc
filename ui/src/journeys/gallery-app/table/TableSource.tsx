import { Button, Field, makeStyles, Textarea, tokens } from "@fluentui/react-components";
import { ArrowDownloadRegular, FolderOpenRegular } from "@fluentui/react-icons";

import { Hint } from "../../../components/Hint";
import type { AppTableView } from "../../../ipc/bindings";
import type { Ipc } from "../../../ipc/client";
import { useWords } from "../../../locales/i18n";
import { DropHere } from "../../../wizard/DropHere";
import type { Saving } from "../../../wizard/useSaving";
import { columnName } from "./columnWords";

interface TableSourceProps {
  ipc: Ipc;
  table: AppTableView;
  ask: (asked: Promise<unknown>) => void;
  saving: Saving;
}

/** Where the rows come from: the clipboard, a file, or a spreadsheet that is filled in first. The field keeps nothing of what is pasted. */
export function TableSource({ ipc, table, ask, saving }: TableSourceProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  // Where decimals have a comma, spreadsheets separate cells otherwise.
  const separator = language === "en" ? "," : ";";
  return (
    <div className={styles.source}>
      <Field
        label={t("galleryApp:table.paste")}
        hint={t("galleryApp:table.pasteHint", {
          columns: table.columns.map(({ key }) => key).join(", "),
        })}
      >
        <Textarea
          className={styles.paste}
          rows={1}
          value=""
          placeholder={t("galleryApp:table.pasteHere")}
          spellCheck={false}
          data-paste
          onPaste={(event) => {
            event.preventDefault();
            ask(ipc.changeAppTable({ is: "paste", text: event.clipboardData.getData("text/plain") }));
          }}
        />
      </Field>
      <div className={styles.buttons}>
        <Button icon={<FolderOpenRegular />} onClick={() => ask(ipc.chooseAppTable("choose"))}>
          {t("galleryApp:table.choose")}
        </Button>
        <Button
          icon={<ArrowDownloadRegular />}
          onClick={() => void saving.save(() => ipc.saveEmptyAppTable(separator))}
        >
          {t("galleryApp:table.saveEmpty")}
        </Button>
      </div>
      <DropHere ipc={ipc} says={t("galleryApp:table.drop")} take={() => ask(ipc.chooseAppTable("drop"))} />
      <Hint>
        {t("galleryApp:table.secrets", {
          columns: table.columns
            .filter(({ secret }) => secret)
            .map(({ key }) => columnName(t, key))
            .join(", "),
        })}
      </Hint>
    </div>
  );
}

const useStyles = makeStyles({
  source: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  paste: { maxWidth: "530px" },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});
