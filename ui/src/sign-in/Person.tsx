import { Avatar, Badge, makeStyles, tokens } from "@fluentui/react-components";

import type { AccountView } from "../ipc/bindings";
import { type Say, useWords } from "../locales/i18n";
import type { Words } from "../locales/words";

type KnownRole = keyof Words["signIn"]["may"];

/** A person with address, role, and what that role may do here. `badge` is a word of recommendation. */
export function Person({ account, badge }: { account: AccountView; badge?: string | undefined }) {
  const { t } = useWords();
  const styles = useStyles();
  const { name, address, roles } = account;
  return (
    <div className={styles.person}>
      <Avatar aria-hidden name={name} color="neutral" />
      <div className={styles.words}>
        <div className={styles.line}>
          <span className={styles.name}>{name}</span>
          {badge && (
            <Badge appearance="tint" color="brand">
              {badge}
            </Badge>
          )}
        </div>
        <div className={styles.address}>{address}</div>
        <div className={styles.role}>{roles.length > 0 ? roles.join(", ") : t("signIn:noRole")}</div>
        <div className={styles.may}>{mayDo(t, roles)}</div>
      </div>
    </div>
  );
}

/** What the first role that we know may do; Microsoft has many roles that mean nothing here. */
function mayDo(t: Say, roles: readonly string[]): string {
  const keys = roles.map((role) => role.toLowerCase().replaceAll(" ", "-"));
  const said = keys.map((key) => t(`signIn:may.${key as KnownRole}`, { defaultValue: "" }));
  return said.find(Boolean) ?? t("signIn:mayOther");
}

const useStyles = makeStyles({
  person: { display: "flex", columnGap: tokens.spacingHorizontalM, minWidth: 0 },
  words: { minWidth: 0, overflowWrap: "anywhere" },
  line: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  address: { color: tokens.colorNeutralForeground2 },
  role: { marginTop: tokens.spacingVerticalXS },
  may: { color: tokens.colorNeutralForeground2 },
});
