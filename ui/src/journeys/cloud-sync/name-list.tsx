import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { AddRegular, DismissRegular } from "@fluentui/react-icons";
import { useWords } from "../../locales/i18n";

import { nameFault } from "./answers";

interface NameListProps {
  id: string;
  who: "ous" | "groups";
  domain: string;
  names: readonly string[];
  adding: string;
  error: string | null;
  type: (adding: string) => void;
  /** The field was left, or its text could not be added. */
  left: () => void;
  /** With one more name. */
  keep: (names: string[]) => void;
  drop: (names: string[]) => void;
}

/** Distinguished names with a row for one more, and how many there may be. */
export function NameList({ id, who, domain, names, adding, error, type, left, keep, drop }: NameListProps) {
  const { t } = useWords();
  const styles = useStyles();
  const add = () => {
    if (nameFault(adding, who, names, domain)) left();
    else keep([...names, adding.trim()]);
    document.getElementById(id)?.focus();
  };
  const remove = (name: string) => {
    drop(names.filter((other) => other !== name));
    document.getElementById(id)?.focus();
  };
  return (
    <div>
      <div className={styles.box}>
        {names.length > 0 && (
          <ul className={styles.list} aria-label={t("cloudSync:who.list")}>
            {names.map((name) => (
              <li key={name} className={styles.name}>
                <code className={styles.code}>{name}</code>
                <Button
                  appearance="subtle"
                  size="small"
                  icon={<DismissRegular />}
                  aria-label={t("button.remove", { name })}
                  onClick={() => remove(name)}
                />
              </li>
            ))}
          </ul>
        )}
        <div className={styles.add}>
          <Field className={styles.field} label={t(`cloudSync:who.${who}Name`)} validationMessage={error}>
            <Input
              id={id}
              value={adding}
              spellCheck={false}
              onChange={(_, { value }) => type(value)}
              onBlur={() => adding.trim() && left()}
              onKeyDown={(event) => {
                if (event.key === "Enter") add();
              }}
            />
          </Field>
          <Button className={styles.button} icon={<AddRegular />} onClick={add}>
            {t("button.add")}
          </Button>
        </div>
      </div>
      <div className={styles.meter}>{t("cloudSync:who.meter", { count: names.length })}</div>
    </div>
  );
}

const useStyles = makeStyles({
  box: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  name: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
  },
  add: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "flex-start",
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalS,
  },
  field: { flexGrow: 1, flexBasis: "240px" },
  // Beside the input, not beside its label.
  button: { marginTop: "24px" },
  meter: {
    paddingTop: tokens.spacingVerticalXS,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
});
