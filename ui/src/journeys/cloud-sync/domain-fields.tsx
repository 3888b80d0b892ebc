import { Field, Input, Radio, RadioGroup } from "@fluentui/react-components";
import { useState } from "react";

import type { ServedDomain } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import { domainFault } from "./answers";
import { fieldOf } from "./fields";

interface DomainFieldsProps {
  /** Domains that agents serve; absent where they cannot be read. */
  served: readonly ServedDomain[] | null;
  /** The domain the answers are for; absent until there is one. */
  domain: string | undefined;
  typed: string;
  /** Its fault may be told. */
  isTold: boolean;
  type: (typed: string) => void;
  left: () => void;
  choose: (domain: string) => void;
}

/** One of the domains that agents serve, or a typed one. */
export function DomainFields({ served, domain, typed, isTold, type, left, choose }: DomainFieldsProps) {
  const { t } = useWords();
  const known = served ?? [];
  const isServed = known.some((one) => one.domain === domain);
  const [isTyping, setTyping] = useState(!isServed);
  const fault = isTold && !(domain && !typed.trim()) ? domainFault(typed) : null;
  const finish = () => {
    left();
    if (!domainFault(typed)) choose(typed.trim());
  };
  return (
    <>
      {known.length > 0 && (
        <RadioGroup
          aria-label={t("cloudSync:domain.label")}
          value={isTyping ? other : (domain ?? "")}
          onChange={(_, { value }) => {
            setTyping(value === other);
            if (value !== other) {
              type("");
              choose(value);
            }
          }}
        >
          {known.map((one) => (
            <Radio key={one.domain} value={one.domain} label={`${one.domain} (${agentsOf(t, one)})`} />
          ))}
          <Radio value={other} label={t("cloudSync:domain.other")} />
        </RadioGroup>
      )}
      {isTyping && (
        <Field
          label={t("cloudSync:domain.field")}
          hint={t("cloudSync:domain.fieldHint")}
          validationMessage={fault && t(`cloudSync:fault.${fault}`)}
        >
          <Input
            id={fieldOf("domain")}
            value={typed}
            spellCheck={false}
            onChange={(_, { value }) => type(value)}
            onBlur={() => typed.trim() && finish()}
            onKeyDown={(event) => {
              if (event.key === "Enter") finish();
            }}
          />
        </Field>
      )}
    </>
  );
}

/** How many agents are at work for it, and where. */
export function agentsOf(t: Say, { machines }: ServedDomain): string {
  return machines.length === 0
    ? t("cloudSync:domain.noAgent")
    : t("cloudSync:domain.agents", { count: machines.length, machines: machines.join(", ") });
}

/** No domain has this name. */
const other = "*";
