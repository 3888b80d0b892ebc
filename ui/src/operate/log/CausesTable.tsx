import { shortDayAndTime } from "../../components/dates";
import { useTable } from "../../components/table";
import type { Group as LogGroup } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { numeral } from "../pictures/rows";
import { whyOf } from "./logWords";

/** The causes behind what did not go well, with their numbers. */
export function CausesTable({ groups }: { groups: readonly LogGroup[] }) {
  const { t, language } = useWords();
  const look = useTable();
  return (
    <table className={look.table}>
      <thead>
        <tr>
          <th scope="col">{t("logPage:causes")}</th>
          <th scope="col">{t("logPage:entry.kind")}</th>
          <th scope="col">{t("logPage:filter.outcome")}</th>
          <th scope="col">{t("logPage:lines")}</th>
          <th scope="col">{t("logPage:newest")}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ outcome, code, cause, kind, count, newest }) => (
          <tr key={`${outcome} ${code} ${kind}`}>
            <th scope="row">{whyOf(t, { cause, code, why: null }) || t("logPage:noCode")}</th>
            <td>{t(`logPage:kind.${kind}`)}</td>
            <td>{outcome === "unknown" ? t("logPage:unknown") : t(`logPage:outcome.${outcome}`)}</td>
            <td>{numeral(language, count)}</td>
            <td>{newest ? shortDayAndTime(language, newest) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
