import type { AccountView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { type MayDo, Person, Rights } from "./Person";
import { PersonCard, PersonCards } from "./PersonCards";

interface AccountPickerProps {
  /** The first is recommended. */
  accounts: readonly AccountView[];
  /** The address that is being signed in. */
  chosen: string | null;
  choose: (address: string) => void;
  mayDo: MayDo;
}

/** Everyone who can sign in; a click does it. */
export function AccountPicker({ accounts, chosen, choose, mayDo }: AccountPickerProps) {
  const { t } = useWords();
  return (
    <PersonCards label={t("signIn:list")}>
      {accounts.map(({ name, address, roles }, place) => (
        <PersonCard
          key={address}
          isBusy={chosen === address}
          isHeld={chosen !== null}
          choose={() => choose(address)}
        >
          <Person name={name} address={address} badge={place === 0 ? t("signIn:recommended") : undefined}>
            <Rights roles={roles} mayDo={mayDo} />
          </Person>
        </PersonCard>
      ))}
    </PersonCards>
  );
}
