import { Field, Input, Radio, RadioGroup, Switch } from "@fluentui/react-components";
import { Disclosure } from "../../components/Disclosure";
import { useWords } from "../../locales/i18n";

import type { Answers, Fault, Section } from "./answers";
import { faultWords } from "./fault-words";
import { WhoFields } from "./who-fields";

export interface FieldsProps {
  section: Section;
  answers: Answers;
  domain: string;
  /** Organizational units that the shell knows; absent until it has told. */
  units: readonly string[] | null;
  fault: Fault | undefined;
  change: (answers: Partial<Answers>) => void;
  /** The person has left a field: its fault may be told. */
  left: () => void;
}

/** The id of the field that takes the focus when its section stands in the way. */
export function fieldOf(section: Section | "domain"): string {
  return `answer-${section}`;
}

/** The fields of one answer. */
export function Fields(props: FieldsProps) {
  const { t } = useWords();
  const { section, answers, domain, fault, change, left } = props;
  const id = fieldOf(section);
  switch (section) {
    case "existing":
      return (
        <RadioGroup
          aria-label={t("cloudSync:existing.label")}
          value={typeof answers.existing === "string" ? answers.existing : "named"}
          onChange={(_, { value }) =>
            change({ existing: value === "leave" || value === "new" ? value : "adopt" })
          }
        >
          <Radio value="adopt" label={t("cloudSync:existing.adopt")} />
          <Radio value="new" label={t("cloudSync:existing.new")} />
          <Radio value="leave" label={t("cloudSync:existing.leave")} />
          {typeof answers.existing !== "string" && (
            <Radio value="named" label={t("cloudSync:existing.named")} />
          )}
        </RadioGroup>
      );
    case "who":
      return <WhoFields {...props} />;
    case "passwords":
      return (
        <>
          <Switch
            id={id}
            label={t("cloudSync:passwords.switch")}
            checked={answers.passwordHashes}
            onChange={(_, { checked }) => change({ passwordHashes: checked })}
          />
          {answers.passwordHashes && (
            <div>
              <Disclosure label={t("cloudSync:passwords.more")}>
                <Field hint={t("cloudSync:passwords.inetOrgPersonsHint")}>
                  <Switch
                    label={t("cloudSync:passwords.inetOrgPersons")}
                    checked={answers.inetOrgPersons}
                    onChange={(_, { checked }) => change({ inetOrgPersons: checked })}
                  />
                </Field>
              </Disclosure>
            </div>
          )}
        </>
      );
    case "exchange":
      return (
        <Switch
          id={id}
          label={t("cloudSync:exchange.switch")}
          checked={answers.exchange}
          onChange={(_, { checked }) => change({ exchange: checked })}
        />
      );
    case "mail":
      return (
        <Field
          label={t("cloudSync:mail.field")}
          hint={t("cloudSync:mail.fieldHint")}
          validationMessage={faultWords(t, fault, domain, answers.who)}
        >
          <Input
            id={id}
            type="email"
            value={answers.mail}
            onChange={(_, { value }) => change({ mail: value })}
            onBlur={left}
          />
        </Field>
      );
    case "guard":
      return (
        <>
          <Switch
            label={t("cloudSync:guard.switch")}
            checked={answers.guarded}
            onChange={(_, { checked }) => change({ guarded: checked })}
          />
          {answers.guarded && (
            <Field
              label={t("cloudSync:guard.threshold")}
              validationMessage={faultWords(t, fault, domain, answers.who)}
            >
              <Input
                id={id}
                inputMode="numeric"
                value={answers.threshold}
                onChange={(_, { value }) => change({ threshold: value.trim() })}
                onBlur={left}
              />
            </Field>
          )}
        </>
      );
  }
}
