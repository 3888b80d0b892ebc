import { Avatar, Badge, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

import { Hint } from "../components/Hint";
import type { KnownAccount } from "../ipc/bindings";
import { type Say, useWords } from "../locales/i18n";
import type { Words } from "../locales/words";

type KnownRole = keyof Words["signIn"]["may"];

interface PersonProps {
  name: string;
  address: string;
  /** A word of recommendation. */
  badge?: string | undefined;
  /** What else is known, a line each. */
  children: ReactNode;
}

/** A person with face and address. */
export function Person({ name, address, badge, children }: PersonProps) {
  const styles = useStyles();
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
        <div className={styles.quiet}>{address}</div>
        {children}
      </div>
    </div>
  );
}

/** The roles of a person, and what the first of them may do here. */
export function Rights({ roles }: { roles: readonly string[] }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <>
      <div className={styles.more}>{roles.length > 0 ? roles.join(", ") : t("signIn:noRole")}</div>
      <div className={styles.quiet}>{mayDo(t, roles)}</div>
    </>
  );
}

/** Where somebody signed in before, and through what. */
export function Where({ account }: { account: KnownAccount }) {
  const { t } = useWords();
  const styles = useStyles();
  const { tenant, tenantName, cloud, client } = account;
  return (
    <>
      <div className={styles.more}>{`${tenantName || tenant} · ${t(`cloud.${cloud}`)}`}</div>
      <Hint>{t("signIn:beforeWhere", { tenant, client })}</Hint>
    </>
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
  quiet: { color: tokens.colorNeutralForeground2 },
  more: { marginTop: tokens.spacingVerticalXS },
});
