import { Button, makeStyles, Select, Subtitle2, tokens } from "@fluentui/react-components";
import { DismissRegular, PeopleRegular, PersonRegular } from "@fluentui/react-icons";
import { useId } from "react";

import { Icon } from "../../components/Icon";
import { Hint } from "../../components/Hint";
import { useWords } from "../../locales/i18n";
import type { Assignment } from "./answers";

interface AssignedProps {
  assign: readonly Assignment[];
  /** Names of the app's roles, where they are known. */
  roles: readonly string[];
  change: (assign: Assignment[]) => void;
}

/** Who is assigned, in which role. */
export function Assigned({ assign, roles, change }: AssignedProps) {
  const { t } = useWords();
  const styles = useStyles();
  const heading = useId();
  const inRole = (at: number, role: string) =>
    change(
      assign.map((one, place) => {
        if (place !== at) return one;
        const who = one.group === undefined ? { user: one.user ?? "" } : { group: one.group };
        return role === "" ? who : { ...who, role };
      }),
    );
  if (assign.length === 0) return <Hint>{t("galleryApp:who.none")}</Hint>;
  return (
    <section aria-labelledby={heading}>
      <Subtitle2 as="h2" block id={heading} className={styles.title}>
        {t("galleryApp:who.list")}
      </Subtitle2>
      <ul className={styles.list}>
        {assign.map((one, at) => {
          const name = one.group ?? one.user ?? "";
          return (
            <li key={name} className={styles.row} data-assigned={name}>
              <Icon icon={one.group === undefined ? PersonRegular : PeopleRegular} />
              <span className={styles.name}>{name}</span>
              {roles.length > 1 && (
                <Select
                  size="small"
                  aria-label={t("galleryApp:who.role", { name })}
                  value={one.role ?? ""}
                  onChange={(_, { value }) => inRole(at, value)}
                >
                  <option value="">{t("galleryApp:who.usualRole")}</option>
                  {roles.map((role) => (
                    <option key={role} value={role}>
                      {role}
                    </option>
                  ))}
                </Select>
              )}
              <Button
                appearance="subtle"
                size="small"
                icon={<DismissRegular />}
                aria-label={t("galleryApp:who.leaveOut", { name })}
                onClick={() => change(assign.filter((_, place) => place !== at))}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const useStyles = makeStyles({
  title: { margin: 0 },
  list: { margin: 0, padding: 0, listStyleType: "none", maxWidth: "530px" },
  row: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: "anywhere" },
});
