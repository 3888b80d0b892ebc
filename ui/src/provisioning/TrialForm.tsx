import { makeStyles, tokens } from "@fluentui/react-components";

import type { TenantView } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { Caution } from "./TrialCaution";
import type { Candidate, Into } from "./trialPerson";
import { PersonName, PersonSearch } from "./TrialPicker";

interface TrialFormProps {
  ipc: Ipc;
  tenant: TenantView;
  into: Into;
  /** The name of that. */
  place: string;
  /** The domain that people come from, where they come from Active Directory. */
  domain: string;
  /** Whoever would be written now. */
  name: string | null;
  choose: (person: Candidate | null) => void;
  /** Why nobody can be found; null once somebody can. */
  refuse: (thrown: unknown) => void;
  /** The person asked for this form, so typing begins in it. */
  takesFocus: boolean;
}

/** Who is to be tried, and that it is no rehearsal. */
export function TrialForm(props: TrialFormProps) {
  const { ipc, tenant, into, place, domain, name, choose, refuse, takesFocus } = props;
  const { t } = useWords();
  const styles = useStyles();
  // Only the demo tells who is in Active Directory.
  const areFound = into === "app" || tenant.cloud === "demo";
  const real =
    name === null ? t(`trial:${into}.realNobody`, { place }) : t(`trial:${into}.real`, { name, place });
  return (
    <div className={styles.form}>
      {areFound ? (
        <PersonSearch ipc={ipc} into={into} choose={choose} refuse={refuse} takesFocus={takesFocus} />
      ) : (
        <PersonName domain={domain} choose={choose} takesFocus={takesFocus} />
      )}
      <Caution>
        <div className={styles.strong}>{real}</div>
        <div>{t(`trial:${into}.scope`)}</div>
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
