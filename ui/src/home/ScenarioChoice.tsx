import { Field, makeStyles, Select, tokens } from "@fluentui/react-components";

import type { DemoView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import type { Words } from "../locales/words";
import { type Scenario, sized } from "./scenario";

type Variant = keyof Words["presenter"]["variants"];

interface ScenarioChoiceProps {
  demo: DemoView;
  scenario: Scenario;
  choose: (scenario: Scenario) => void;
}

/** Another demo tenant, for who wants one. */
export function ScenarioChoice({ demo, scenario, choose }: ScenarioChoiceProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const groups = [
    [t("presenter:toSetUp"), demo.variants],
    [t("presenter:toOperate"), demo.operated],
  ] as const;
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
          {groups.map(([label, names]) => (
            <optgroup key={label} label={label}>
              {names.map((name) => (
                <option key={name} value={name}>
                  {t(`presenter:variants.${name as Variant}`, { defaultValue: name })}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
    </div>
  );
}

const useStyles = makeStyles({
  scenario: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    maxWidth: "400px",
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalM}`,
    "& select": { textOverflow: "ellipsis" },
  },
});
