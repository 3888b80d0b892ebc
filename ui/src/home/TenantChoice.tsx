import { makeStyles, Radio, RadioGroup, Subtitle2, tokens } from "@fluentui/react-components";
import { useId } from "react";
import { Disclosure } from "../components/Disclosure";
import { Hint } from "../components/Hint";
import { lazyPart } from "../components/lazy";
import type { DemoView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { type Scenario, sized } from "./scenario";

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

function Label({ name, hint }: { name: string; hint: string }) {
  return (
    <>
      {name}
      <Hint>{hint}</Hint>
    </>
  );
}

const ScenarioChoice = lazyPart(async () => (await import("./ScenarioChoice")).ScenarioChoice);

const useStyles = makeStyles({
  heading: { display: "block", margin: `0 0 ${tokens.spacingVerticalXS}` },
  radios: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  // Under the words of its choice, as far as the small button does not keep that distance itself.
  other: { paddingInlineStart: tokens.spacingHorizontalXXL },
});
