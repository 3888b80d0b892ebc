import { Avatar, Badge, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

import { Hint } from "../components/Hint";
import type { KnownAccount } from "../ipc/bindings";
import { type Say, useWords } from "../locales/i18n";

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

/** Says what people with these roles may do in the journey that is set up. */
export type MayDo = (t: Say, roles: readonly string[]) => string;

/** The roles of a person, and what they may do here. */
export function Rights({ roles, mayDo }: { roles: readonly string[]; mayDo: MayDo }) {
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
