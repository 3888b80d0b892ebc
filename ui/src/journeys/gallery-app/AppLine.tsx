import { makeStyles, tokens } from "@fluentui/react-components";

import { Hint } from "../../components/Hint";
import type { GalleryRow } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { isUsable } from "./kinds";
import { Letters } from "./Letters";

/** One app: who makes it, what provisioning does with it, and whether the tenant has it. */
export function AppLine({ row, tenant }: { row: GalleryRow; tenant: string }) {
  const { t } = useWords();
  const styles = useStyles();
  const name = row.kind === "own" ? t("galleryApp:app.own") : row.name;
  return (
    <div className={styles.line}>
      <Letters name={name} />
      <div className={styles.words}>
        <span className={isUsable(row.kind) ? styles.strong : undefined}>{name}</span>
        {row.publisher && row.kind !== "own" && <span className={styles.publisher}> {row.publisher}</span>}
        <Hint>
          {t(`galleryApp:kind.${row.kind}`)}
          {row.instances > 0 && ` · ${t("galleryApp:app.already", { tenant, count: row.instances })}`}
        </Hint>
      </div>
    </div>
  );
}

const useStyles = makeStyles({
  line: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalM },
  words: { minWidth: 0, overflowWrap: "anywhere" },
  strong: { fontWeight: tokens.fontWeightSemibold },
  publisher: { color: tokens.colorNeutralForeground3 },
});
