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
  /** What is to be typed; absent where nothing is. */
  wanted: string | null;
  typed: string;
  change: (typed: string) => void;
}

/** What will happen, with its one request, and what will not. */
export function ActPlan({ act, way, wanted, typed, change }: ActPlanProps) {
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
      {wanted !== null && (
        <Field
          className={styles.field}
          label={t("operate:act.typed", { wanted })}
          hint={t(`operate:act.${way === "let-go" ? "typedNumberHint" : "typedHint"}`)}
        >
          <Input
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, { value }) => change(value)}
          />
        </Field>
      )}
    </>
  );
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  field: { maxWidth: "400px", marginTop: tokens.spacingVerticalXXL },
});
