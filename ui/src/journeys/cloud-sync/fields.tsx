import { Field, Input, Radio, RadioGroup, Switch } from "@fluentui/react-components";
import type { Say } from "../../locales/i18n";
import { useWords } from "../../locales/i18n";

import type { Answers, Fault, Section, Who } from "./answers";
import { NameList } from "./name-list";

export interface FieldsProps {
  section: Section;
  answers: Answers;
  domain: string;
  fault: Fault | undefined;
  change: (answers: Partial<Answers>) => void;
  /** The person has left a field: its fault may be told. */
  left: () => void;
}

/** The id of the field that takes the focus when its section stands in the way. */
export function fieldOf(section: Section): string {
  return `answer-${section}`;
}

/** The fields of one answer. */
export function Fields(props: FieldsProps) {
  const { t } = useWords();
  const { section, answers, fault, change, left } = props;
  const id = fieldOf(section);
  switch (section) {
    case "who":
      return <WhoFields {...props} />;
    case "passwords":
      return (
        <Switch
          id={id}
          label={t("wizard:passwords.switch")}
          checked={answers.passwordHashes}
          onChange={(_, { checked }) => change({ passwordHashes: checked })}
        />
      );
    case "exchange":
      return (
        <Switch
          id={id}
          label={t("wizard:exchange.switch")}
          checked={answers.exchange}
          onChange={(_, { checked }) => change({ exchange: checked })}
        />
      );
    case "mail":
      return (
        <Field
          label={t("wizard:mail.field")}
          hint={t("wizard:mail.fieldHint")}
          validationMessage={faultWords(t, fault, props)}
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
            label={t("wizard:guard.switch")}
            checked={answers.guarded}
            onChange={(_, { checked }) => change({ guarded: checked })}
          />
          {answers.guarded && (
            <Field label={t("wizard:guard.threshold")} validationMessage={faultWords(t, fault, props)}>
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

function WhoFields({ answers, domain, fault, change, left }: FieldsProps) {
  const { t } = useWords();
  const { who } = answers;
  return (
    <>
      <RadioGroup
        aria-label={t("wizard:who.label")}
        value={who}
        onChange={(_, { value }) => change({ who: value as Who, adding: "" })}
      >
        <Radio value="everyone" label={t("wizard:who.everyone")} />
        <Radio value="ous" label={t("wizard:who.ous")} />
        <Radio value="groups" label={t("wizard:who.groups")} />
      </RadioGroup>
      {who !== "everyone" && (
        <NameList
          key={who}
          id={fieldOf("who")}
          who={who}
          domain={domain}
          names={answers.names[who]}
          adding={answers.adding}
          error={faultWords(t, fault, { domain, answers })}
          type={(adding) => change({ adding })}
          left={left}
          keep={(names) => change({ names: { ...answers.names, [who]: names }, adding: "" })}
          drop={(names) => change({ names: { ...answers.names, [who]: names } })}
        />
      )}
    </>
  );
}

function faultWords(
  t: Say,
  fault: Fault | undefined,
  { domain, answers }: { domain: string; answers: Answers },
): string | null {
  if (!fault) return null;
  const ending = domain
    .split(".")
    .map((label) => `DC=${label}`)
    .join(",");
  const example = `${answers.who === "groups" ? "CN=Pilot" : "OU=Staff"},${ending}`;
  return t(`wizard:fault.${fault}`, { example, ending });
}
