import { Badge, Button, makeStyles, tokens } from "@fluentui/react-components";
import { CodeRegular, DocumentRegular, type FluentIcon, SaveRegular } from "@fluentui/react-icons";
import { useState } from "react";

import { Icon } from "../components/Icon";
import { CopyButton } from "../components/CopyButton";
import { Disclosure } from "../components/Disclosure";
import { asProblem, type CodeForm, type Ipc } from "../ipc/client";
import type { SetupFile } from "../ipc/setup";
import { useWords } from "../locales/i18n";
import { narrow } from "../frame/layout";
import type { Saving } from "./useSaving";

/** Every form, with whether it was run in our tests. */
const forms: readonly { form: CodeForm; icon: FluentIcon; isTried: boolean }[] = [
  { form: "setup", icon: DocumentRegular, isTried: true },
  { form: "curl", icon: CodeRegular, isTried: true },
  { form: "powershell", icon: CodeRegular, isTried: false },
  { form: "terraform", icon: CodeRegular, isTried: false },
];

interface SaveAsCodeProps {
  ipc: Ipc;
  setup: SetupFile;
  saving: Saving;
}

/** The same set-up without the window, in each form that it can be written down in. */
export function SaveAsCode({ ipc, setup, saving }: SaveAsCodeProps) {
  const { t } = useWords();
  const styles = useStyles();
  // Asked for before anything is pressed: web views may refuse to copy what comes only after the press.
  const [code, setCode] = useState<Partial<Record<CodeForm, string>>>({});

  const write = async () => {
    saving.refused(null);
    try {
      const written = forms.map(async ({ form }) => [form, await ipc.exportSetup(setup, form)] as const);
      setCode(Object.fromEntries(await Promise.all(written)));
    } catch (thrown) {
      saving.refused(asProblem(thrown));
    }
  };
  const save = (form: CodeForm) => saving.save(() => ipc.saveExport(setup, form));
  return (
    <div className={styles.section} data-code>
      <Disclosure label={t("wizard:code.title")} onOpen={() => void write()}>
        <p className={styles.lead}>{t("wizard:code.lead")}</p>
        <ul className={styles.list}>
          {forms.map(({ form, icon, isTried }) => {
            const name = t(`wizard:code.${form}.name`);
            const text = code[form];
            return (
              <li key={form} className={styles.row} data-form={form}>
                <Icon icon={icon} className={styles.icon} />
                <div className={styles.words}>
                  <div className={styles.line}>
                    <span className={styles.name}>{name}</span>
                    {!isTried && <Badge appearance="tint">{t("wizard:code.preview")}</Badge>}
                  </div>
                  <div className={styles.more}>{t(`wizard:code.${form}.hint`)}</div>
                </div>
                <div className={styles.actions}>
                  {text !== undefined && (
                    <CopyButton
                      label={t("wizard:code.copy")}
                      copied={t("button.copied")}
                      of={name}
                      text={() => text}
                    />
                  )}
                  <Button
                    size="small"
                    icon={<SaveRegular />}
                    aria-label={`${t("wizard:code.save")}: ${name}`}
                    onClick={() => void save(form)}
                  >
                    {t("wizard:code.save")}
                  </Button>
                </div>
              </li>
            );
          })}
        </ul>
      </Disclosure>
    </div>
  );
}

const useStyles = makeStyles({
  // The small button keeps its distance inside itself.
  section: {
    marginTop: tokens.spacingVerticalL,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
  },
  lead: { margin: `${tokens.spacingVerticalXS} 0`, color: tokens.colorNeutralForeground2 },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  row: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr) auto",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalMNudge} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { gridTemplateColumns: "20px minmax(0, 1fr)" },
  },
  icon: { color: tokens.colorNeutralForeground2 },
  words: { minWidth: 0 },
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalS },
  name: { fontWeight: tokens.fontWeightSemibold },
  more: { color: tokens.colorNeutralForeground2 },
  actions: {
    display: "flex",
    alignItems: "flex-start",
    columnGap: tokens.spacingHorizontalXS,
    [narrow]: { gridColumn: "2", marginTop: tokens.spacingVerticalXS },
  },
});
