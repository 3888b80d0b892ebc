import type { AccountView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { type MayDo, Person, Rights } from "./Person";
import { PersonCard, PersonCards } from "./PersonCards";

interface AccountPickerProps {
  accounts: readonly AccountView[];
  /** Who holds this role is recommended; where nobody does, the first. */
  role: string | undefined;
  /** The address that is being signed in. */
  chosen: string | null;
  choose: (address: string) => void;
  mayDo: MayDo;
}

/** Everyone who can sign in; a click does it. */
export function AccountPicker({ accounts, role, chosen, choose, mayDo }: AccountPickerProps) {
  const { t } = useWords();
  const holds = ({ roles }: AccountView) => role !== undefined && roles.includes(role);
  const recommended = accounts.find(holds) ?? accounts[0];
  const others = accounts.filter((account) => account !== recommended);
  return (
    <PersonCards label={t("signIn:list")}>
      {[...(recommended ? [recommended] : []), ...others].map(({ name, address, roles }, place) => (
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
