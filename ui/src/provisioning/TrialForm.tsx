import { makeStyles, tokens } from "@fluentui/react-components";

import type { Person, TenantView } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { Caution } from "./TrialCaution";
import { PersonName, PersonSearch } from "./TrialPicker";

interface TrialFormProps {
  ipc: Ipc;
  tenant: TenantView;
  /** The domain that people come from. */
  domain: string;
  /** Whoever would be written now. */
  name: string | null;
  choose: (person: Person | null) => void;
  /** The person asked for this form, so typing begins in it. */
  takesFocus: boolean;
}

/** Who is to be tried, and that it is no rehearsal. */
export function TrialForm({ ipc, tenant, domain, name, choose, takesFocus }: TrialFormProps) {
  const { t } = useWords();
  const styles = useStyles();
  const values = { name: name ?? "", tenant: tenant.name };
  return (
    <div className={styles.form}>
      {tenant.cloud === "demo" ? (
        <PersonSearch ipc={ipc} choose={choose} takesFocus={takesFocus} />
      ) : (
        <PersonName domain={domain} choose={choose} takesFocus={takesFocus} />
      )}
      <Caution>
        <div className={styles.strong}>{t(name === null ? "trial:realNobody" : "trial:real", values)}</div>
        <div>{t("trial:scope")}</div>
      </Caution>
    </div>
  );
}

const useStyles = makeStyles({
  form: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXL,
    marginTop: tokens.spacingVerticalXL,
  },
  strong: { fontWeight: tokens.fontWeightSemibold },
});
