import { Button, Checkbox, Field, Input, makeStyles, Select, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";

import type { Filter, LogPeriod, LogView, Outcome } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { whyOf } from "./logWords";

const periods: readonly LogPeriod[] = ["day", "week", "all"];
const outcomes = ["failed", "held", "changed", "skipped", "warned"] as const satisfies readonly Outcome[];

interface LogFiltersProps {
  log: LogView;
  period: LogPeriod;
  choosePeriod: (period: LogPeriod) => void;
  filter: (filter: Filter) => void;
}

/** What of the log is wanted, in words. */
export function LogFilters({ log, period, choosePeriod, filter }: LogFiltersProps) {
  const { t } = useWords();
  const styles = useStyles();
  const { is, not } = log.filter;
  const isBut = (not.text ?? "") !== "";
  const text = (isBut ? not.text : is.text) ?? "";
  const outcome = is.outcomes.length === 1 ? is.outcomes[0] : "";
  const say = (text: string, but: boolean) =>
    filter({
      ...log.filter,
      is: { ...is, text: but ? null : text },
      not: { ...not, text: but ? text : null },
    });
  const code = is.codes[0];
  const group = code === undefined ? null : log.groups.find((known) => (known.code ?? "") === code);
  return (
    <div className={styles.filters}>
      <Field label={t("logPage:filter.period")}>
        <Select value={period} onChange={(_, { value }) => choosePeriod(value as LogPeriod)}>
          {periods.map((known) => (
            <option key={known} value={known}>
              {t(`logPage:period.${known}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t("logPage:filter.outcome")}>
        <Select
          value={outcome ?? ""}
          onChange={(_, { value }) =>
            filter({ ...log.filter, is: { ...is, outcomes: value === "" ? [] : [value as Outcome] } })
          }
        >
          <option value="">{t("logPage:filter.any")}</option>
          {outcomes.map((known) => (
            <option key={known} value={known}>
              {t(`logPage:outcome.${known}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t("logPage:filter.text")} className={styles.text}>
        <Input
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, { value }) => say(value, isBut)}
        />
      </Field>
      {text !== "" && (
        <Checkbox
          className={styles.but}
          label={t("logPage:filter.but")}
          checked={isBut}
          onChange={(_, { checked }) => say(text, checked === true)}
        />
      )}
      {code !== undefined && (
        <Button
          className={styles.but}
          icon={<DismissRegular />}
          onClick={() => filter({ ...log.filter, is: { ...is, codes: [] } })}
        >
          {t("logPage:filter.cause", {
            cause: group ? whyOf(t, { ...group, why: null }) : code || t("logPage:noCode"),
          })}
        </Button>
      )}
    </div>
  );
}

const useStyles = makeStyles({
  filters: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "flex-end",
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    margin: `${tokens.spacingVerticalXL} 0 ${tokens.spacingVerticalS}`,
  },
  text: { flexGrow: 1, flexBasis: "220px", maxWidth: "420px" },
  but: { maxWidth: "100%" },
});
