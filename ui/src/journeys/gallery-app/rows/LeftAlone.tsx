import { Hint } from "../../../components/Hint";
import type { RowsView } from "../../../ipc/bindings";
import { useWords } from "../../../locales/i18n";

/** Apps of earlier runs whose rows are not in the table any more. */
export function LeftAlone({ rows }: { rows: RowsView }) {
  const { t } = useWords();
  const { leftAlone } = rows;
  if (leftAlone.length === 0) return null;
  return (
    <Hint>{t("galleryApp:rows.leftAlone", { count: leftAlone.length, names: leftAlone.join(", ") })}</Hint>
  );
}
