import { makeStyles, tokens } from "@fluentui/react-components";

import { useTable } from "../../components/table";
import type { MappingDrift, MappingSide } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { Group } from "../../wizard/Facts";

/** Each mapping that is not as Microsoft's template has it: what it is, and what it should be. */
export function Mappings({ mappings }: { mappings: readonly MappingDrift[] }) {
  const { t } = useWords();
  const styles = useStyles();
  const look = useTable();
  return (
    <Group title={t("drift:page.mappings")}>
      <table className={look.table}>
        <thead>
          <tr>
            <th scope="col">{t("drift:mappings")}</th>
            <th scope="col">{t("drift:page.is")}</th>
            <th scope="col">{t("drift:page.should")}</th>
          </tr>
        </thead>
        <tbody>
          {mappings.map(({ sourceObject, targetObject, attribute, change, is, should }) => (
            <tr key={`${sourceObject} ${targetObject} ${attribute ?? ""}`}>
              <th scope="row">
                {attribute === null
                  ? `${sourceObject} → ${targetObject}`
                  : t("drift:page.attribute", { attribute, object: sourceObject })}
                <div className={styles.change}>{t(`drift:page.change.${change}`)}</div>
              </th>
              <td>{said(is, should)}</td>
              <td>{said(should, is)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Group>
  );
}

/** Where the value comes from, and when it is written, as Microsoft writes it; beside another one only what differs. */
function said(side: MappingSide | null, other: MappingSide | null): string {
  if (side === null) return "–";
  const parts = Object.keys(side) as (keyof MappingSide)[];
  const told = parts.filter((part) => side[part] !== other?.[part]).map((part) => side[part]);
  return told.filter((value) => value !== null && value !== "").join(" · ") || "–";
}

const useStyles = makeStyles({
  change: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});
