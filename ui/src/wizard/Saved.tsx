import { Link, makeStyles, tokens } from "@fluentui/react-components";

import { asProblem, type Ipc, type SavedPart } from "../ipc/client";
import { useWords } from "../locales/i18n";
import type { Saving } from "./useSaving";

/** Where the last file went, beside the buttons, and the way to it. */
export function Saved({ ipc, saving }: { ipc: Ipc; saving: Saving }) {
  const { t } = useWords();
  const styles = useStyles();
  const { saved: path } = saving;
  if (path === null) return null;
  const open = (part: SavedPart) => {
    saving.refused(null);
    ipc.openSaved(part).catch((thrown: unknown) => saving.refused(asProblem(thrown)));
  };
  return (
    <span className={styles.saved}>
      <span className={styles.path}>{t("wizard:file.saved", { path })}</span>
      {path.endsWith(".html") && (
        <Link as="button" inline className={styles.link} onClick={() => open("page")}>
          {t("wizard:file.open")}
        </Link>
      )}
      <Link as="button" inline className={styles.link} onClick={() => open("folder")}>
        {t("wizard:file.folder")}
      </Link>
    </span>
  );
}

const useStyles = makeStyles({
  saved: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalS },
  // As large as the sentence it follows.
  link: { fontSize: "inherit", lineHeight: "inherit" },
  path: { minWidth: 0, overflowWrap: "anywhere" },
});
