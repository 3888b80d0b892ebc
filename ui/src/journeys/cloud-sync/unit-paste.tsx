import { Field, makeStyles, Textarea, tokens } from "@fluentui/react-components";

import { CopyButton } from "../../components/CopyButton";
import { Disclosure } from "../../components/Disclosure";
import { useWords } from "../../locales/i18n";

/** Microsoft Graph does not know the organizational units, but the person's own PowerShell does. */
const command = "Get-ADOrganizationalUnit -Filter * | Select-Object -ExpandProperty DistinguishedName";

interface UnitPasteProps {
  pasted: string;
  domain: string;
  /** How many organizational units of the domain were found in it. */
  found: number;
  change: (pasted: string) => void;
}

/** A command to copy, and a place for what it answers. */
export function UnitPaste({ pasted, domain, found, change }: UnitPasteProps) {
  const { t } = useWords();
  const styles = useStyles();
  const isInVain = pasted.trim() !== "" && found === 0;
  return (
    <div>
      <Disclosure label={t("cloudSync:who.paste")}>
        <div className={styles.steps}>
          <div>{t("cloudSync:who.pasteRun")}</div>
          <div className={styles.line}>
            <code className={styles.command}>{command}</code>
            <CopyButton label={t("button.copyCommand")} copied={t("button.copied")} text={() => command} />
          </div>
          <Field
            label={t("cloudSync:who.pasteHere")}
            {...(isInVain
              ? { validationMessage: t("cloudSync:fault.noUnits", { domain }) }
              : {
                  hint:
                    found > 0
                      ? t("cloudSync:who.pasteFound", { count: found })
                      : t("cloudSync:who.pasteHint"),
                })}
          >
            <Textarea
              value={pasted}
              spellCheck={false}
              rows={3}
              textarea={{ className: styles.text }}
              onChange={(_, { value }) => change(value)}
            />
          </Field>
        </div>
      </Disclosure>
    </div>
  );
}

const mono = { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } as const;

const useStyles = makeStyles({
  steps: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXS} 0 0 ${tokens.spacingHorizontalS}`,
  },
  line: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  command: { ...mono, overflowWrap: "anywhere" },
  text: mono,
});
