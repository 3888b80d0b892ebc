import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { CodeRegular, DocumentRegular, type FluentIcon, SaveRegular } from "@fluentui/react-icons";
import { useState } from "react";

import { Icon } from "../components/Icon";
import { useAnnounce } from "../components/Announcer";
import { CopyButton } from "../components/CopyButton";
import { Disclosure } from "../components/Disclosure";
import { StateIcon } from "../components/StateIcon";
import type { Problem } from "../ipc/bindings";
import { asProblem, type CodeForm, type Ipc } from "../ipc/client";
import type { SetupFile } from "../ipc/setup";
import { useWords } from "../locales/i18n";
import { narrow } from "../frame/layout";

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
  refused: (problem: Problem | null) => void;
}

/** The same set-up without the window, in each form that it can be written down in. */
export function SaveAsCode({ ipc, setup, refused }: SaveAsCodeProps) {
  const { t } = useWords();
  const styles = useStyles();
  const announce = useAnnounce();
  // Asked for before anything is pressed: web views may refuse to copy what comes only after the press.
  const [code, setCode] = useState<Partial<Record<CodeForm, string>>>({});
  const [saved, setSaved] = useState<string | null>(null);

  const attempt = async (work: () => Promise<void>) => {
    refused(null);
    try {
      await work();
    } catch (thrown) {
      refused(asProblem(thrown));
    }
  };
  const write = () =>
    attempt(async () => {
      const written = forms.map(async ({ form }) => [form, await ipc.exportSetup(setup, form)] as const);
      setCode(Object.fromEntries(await Promise.all(written)));
    });
  const save = (form: CodeForm) =>
    attempt(async () => {
      const path = await ipc.saveExport(setup, form);
      if (path === null) return;
      setSaved(path);
      announce(t("wizard:file.saved", { path }));
    });
  return (
    <div className={styles.section} data-code>
      <Disclosure
        label={t("wizard:code.title")}
        beside={<span className={styles.forms}>{t("wizard:code.forms")}</span>}
        onOpen={() => void write()}
      >
        <p className={styles.lead}>{t("wizard:code.lead")}</p>
        <ul className={styles.list}>
          {forms.map(({ form, icon, isTried }) => {
            const name = t(`wizard:code.${form}.name`);
            const text = code[form];
            return (
              <li key={form} className={styles.row} data-form={form}>
                <Icon icon={icon} className={styles.icon} />
                <div className={styles.words}>
                  <div className={styles.name}>{name}</div>
                  <div className={styles.more}>
                    {t(`wizard:code.${form}.hint`)} {!isTried && t("wizard:code.untried")}
                  </div>
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
        {saved !== null && (
          <div className={styles.saved}>
            <StateIcon state="done" />
            <span className={styles.path}>{t("wizard:file.saved", { path: saved })}</span>
          </div>
        )}
      </Disclosure>
    </div>
  );
}

const useStyles = makeStyles({
  section: { marginTop: tokens.spacingVerticalL },
  forms: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
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
  name: { fontWeight: tokens.fontWeightSemibold },
  more: { color: tokens.colorNeutralForeground2 },
  actions: {
    display: "flex",
    alignItems: "flex-start",
    columnGap: tokens.spacingHorizontalXS,
    [narrow]: { gridColumn: "2", marginTop: tokens.spacingVerticalXS },
  },
  saved: { display: "flex", columnGap: tokens.spacingHorizontalM, marginTop: tokens.spacingVerticalM },
  path: { minWidth: 0, overflowWrap: "anywhere" },
});
