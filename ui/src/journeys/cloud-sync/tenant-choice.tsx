import { makeStyles, Radio, RadioGroup, Select, Field, Subtitle2, tokens } from "@fluentui/react-components";
import { useId } from "react";
import { Hint } from "../../components/Hint";
import { Disclosure } from "../../components/Disclosure";
import type { DemoCompany, DemoView } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { type Words, words } from "../../locales/words";

/** A demo tenant: whose, and what is special about it. */
export interface Scenario {
  company: string;
  variant: string;
}

interface TenantChoiceProps {
  demo: DemoView | null;
  /** Absent while the person has not chosen: the one that runs. */
  chosen: Scenario | null;
  choose: (scenario: Scenario) => void;
  /** The person's own tenant, not the demo tenant. */
  isOwn: boolean;
  setOwn: (own: boolean) => void;
}

/** Where: in the demo tenant, with a scenario for who wants one, or in the person's own. */
export function TenantChoice({ demo, chosen, choose, isOwn, setOwn }: TenantChoiceProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const where = useId();
  const scenario = chosen ?? demo;
  const company = demo?.companies.find(({ id }) => id === scenario?.company);
  return (
    <section aria-labelledby={where}>
      <Subtitle2 as="h2" id={where} className={styles.heading}>
        {t("welcome:where")}
      </Subtitle2>
      <RadioGroup
        aria-labelledby={where}
        value={isOwn ? "own" : "demo"}
        onChange={(_, { value }) => setOwn(value === "own")}
        className={styles.radios}
      >
        <Radio
          value="demo"
          label={
            <Label
              name={
                company ? t("welcome:demo.label", sized(language, company)) : t("welcome:demo.labelUnknown")
              }
              hint={t("welcome:demo.hint")}
            />
          }
        />
        {!isOwn && demo && scenario && (
          <div className={styles.other}>
            <Disclosure label={t("welcome:other")}>
              <ScenarioChoice demo={demo} scenario={scenario} choose={choose} />
            </Disclosure>
          </div>
        )}
        <Radio value="own" label={<Label name={t("welcome:own.label")} hint={t("welcome:own.hint")} />} />
      </RadioGroup>
    </section>
  );
}

interface ScenarioChoiceProps {
  demo: DemoView;
  scenario: Scenario;
  choose: (scenario: Scenario) => void;
}

function ScenarioChoice({ demo, scenario, choose }: ScenarioChoiceProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  return (
    <div className={styles.scenario}>
      <Field label={t("welcome:company")}>
        <Select
          value={scenario.company}
          onChange={(_, { value }) => choose({ company: value, variant: scenario.variant })}
        >
          {demo.companies.map((one) => (
            <option key={one.id} value={one.id}>
              {t("welcome:companyPeople", sized(language, one))}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t("welcome:variant")}>
        <Select
          value={scenario.variant}
          onChange={(_, { value }) => choose({ company: scenario.company, variant: value })}
        >
          {demo.variants.map((name) => (
            <option key={name} value={name}>
              {isKnown(name) ? t(`welcome:variants.${name}`) : name}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}

function sized(language: string, { name, people }: DemoCompany) {
  return { company: name, people: new Intl.NumberFormat(language).format(people) };
}

function Label({ name, hint }: { name: string; hint: string }) {
  return (
    <>
      {name}
      <Hint>{hint}</Hint>
    </>
  );
}

function isKnown(variant: string): variant is keyof Words["welcome"]["variants"] {
  return Object.hasOwn(words.en.welcome.variants, variant);
}

const useStyles = makeStyles({
  heading: { display: "block", margin: `0 0 ${tokens.spacingVerticalXS}` },
  radios: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  // Under the words of its choice, as far as the small button does not keep that distance itself.
  other: { paddingInlineStart: tokens.spacingHorizontalXXL },
  scenario: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    maxWidth: "400px",
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalM}`,
    "& select": { textOverflow: "ellipsis" },
  },
});
