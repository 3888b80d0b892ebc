import { Field, Input, makeStyles, tokens } from "@fluentui/react-components";

import type { ActView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { isDone } from "../frame/run";
import { Group } from "../wizard/Facts";
import { PlanNote, PlanRow } from "../wizard/PlanRow";
import type { ActName } from "./act";

interface ActPlanProps {
  act: ActView;
  way: ActName;
  /** What was typed of what the act asks for, in order. */
  typed: readonly string[];
  change: (typed: string[]) => void;
}

/** What will happen, with its one request, and what will not. */
export function ActPlan({ act, way, typed, change }: ActPlanProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <>
      <Group title={t("operate:act.will")}>
        <ul className={styles.list}>
          {act.steps
            .filter((step) => !isDone(step))
            .map((step) => (
              <PlanRow key={step.id} step={step} group="willChange" />
            ))}
        </ul>
      </Group>
      <Group title={t("operate:act.willNot")}>
        <ul className={styles.list}>
          {t(`operate:way.${way}.not`, { returnObjects: true }).map((line) => (
            <PlanNote key={line} group="stays" first={line} />
          ))}
        </ul>
      </Group>
      {act.asks.map(({ what, text }, at) => (
        <Field
          key={what}
          className={styles.field}
          label={t("operate:act.typed", { wanted: text })}
          hint={t(`operate:act.${what === "deletes" ? "typedNumberHint" : "typedHint"}`)}
        >
          <Input
            value={typed[at] ?? ""}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, { value }) =>
              change(act.asks.map((_, other) => (other === at ? value : (typed[other] ?? ""))))
            }
          />
        </Field>
      ))}
    </>
  );
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  field: { maxWidth: "400px", marginTop: tokens.spacingVerticalXXL },
});
