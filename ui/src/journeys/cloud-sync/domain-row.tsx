import { useWords } from "../../locales/i18n";
import { AnswerRow } from "../../wizard/AnswerRow";
import { domainFault } from "./answers";
import { agentsOf, DomainFields } from "./domain-fields";
import type { ServedDomain } from "../../ipc/bindings";
import type { CloudSyncSetup } from "../../ipc/bindings";

interface DomainRowProps {
  /** Domains that agents serve; null where they cannot be read. */
  domains: ServedDomain[] | null;
  setup: CloudSyncSetup | null;
  typed: string;
  isTold: boolean;
  isOpen: boolean;
  turn: (label: string, value: string) => void;
  type: (typed: string) => void;
  left: () => void;
  choose: (domain: string) => void;
}

/** Which domain of Active Directory, and who reads it. */
export function DomainRow({
  domains,
  setup,
  typed,
  isTold,
  isOpen,
  turn,
  type,
  left,
  choose,
}: DomainRowProps) {
  const { t } = useWords();
  const label = t("cloudSync:domain.label");
  const value = setup?.domain ?? t("cloudSync:domain.none");
  const served = domains?.find(({ domain }) => domain === setup?.domain);
  const notServed = setup && domains ? t("cloudSync:domain.notServed") : t("cloudSync:domain.hint");
  const isWrong = isTold && (setup === null || typed.trim() !== "") && domainFault(typed) !== null;
  return (
    <AnswerRow
      id="domain"
      label={label}
      value={value}
      hints={[served ? agentsOf(t, served) : notServed]}
      isWrong={isWrong}
      isOpen={isOpen}
      // Without a domain there is nothing else to answer.
      {...(setup && { turn: () => turn(label, value) })}
    >
      <DomainFields
        key={setup?.domain}
        served={domains}
        domain={setup?.domain}
        typed={typed}
        isTold={isTold}
        type={type}
        left={left}
        choose={choose}
      />
    </AnswerRow>
  );
}
