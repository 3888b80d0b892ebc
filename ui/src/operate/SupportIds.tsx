import { makeStyles, tokens } from "@fluentui/react-components";

import { CopyButton } from "../components/CopyButton";
import { Disclosure } from "../components/Disclosure";
import { useWords } from "../locales/i18n";

/** What it is, and the id. */
export type SupportLine = [name: string, text: string];

/** What Microsoft's support asks for, folded, to be copied. */
export function SupportIds({ lines }: { lines: readonly SupportLine[] }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <div className={styles.ids}>
      <Disclosure
        label={t("operate:page.support")}
        beside={
          <CopyButton
            label={t("operate:page.copyIds")}
            copied={t("button.copied")}
            text={() => lines.map((line) => line.join(": ")).join("\n")}
          />
        }
      >
        <dl className={styles.lines}>
          {lines.map(([label, text]) => (
            <div key={`${label} ${text}`} className={styles.line}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Disclosure>
    </div>
  );
}

const useStyles = makeStyles({
  // The small button keeps its distance inside itself.
  ids: {
    marginTop: tokens.spacingVerticalXXL,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
  },
  lines: { margin: 0, padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}` },
  line: {
    display: "grid",
    gridTemplateColumns: "minmax(90px, 132px) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    paddingBottom: tokens.spacingVerticalXS,
    overflowWrap: "anywhere",
    "& dt": { color: tokens.colorNeutralForeground3 },
    "& dd": { margin: 0, fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  },
});
