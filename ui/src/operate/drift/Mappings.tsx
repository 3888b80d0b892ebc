import { makeStyles, tokens } from "@fluentui/react-components";

import type { MappingDrift, MappingSide } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { Group } from "../../wizard/Facts";

/** Each mapping that is not as Microsoft's template has it: what it is, and what it should be. */
export function Mappings({ mappings }: { mappings: readonly MappingDrift[] }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <Group title={t("drift:page.mappings")}>
      <table className={styles.table}>
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
  table: {
    width: "100%",
    tableLayout: "fixed",
    borderCollapse: "collapse",
    overflowWrap: "anywhere",
    "& th, & td": {
      textAlign: "start",
      verticalAlign: "top",
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      fontWeight: tokens.fontWeightRegular,
    },
    "& thead th": { color: tokens.colorNeutralForeground3 },
  },
  change: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});
