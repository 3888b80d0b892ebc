import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useWords } from "../locales/i18n";

import { CopyButton } from "../components/CopyButton";
import type { RequestRow } from "../ipc/bindings";
import { asCurl, asPowerShell } from "./copies";

interface RequestDetailsProps {
  row: RequestRow;
  /** Where the request was sent, for a copy; absent where nobody is signed in anymore. */
  origin: string | undefined;
}

/** What was sent and answered, and the request as a command to send again. */
export function RequestDetails({ row, origin }: RequestDetailsProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t("requests.address")}</dt>
        <dd className={styles.mono}>{row.path}</dd>
        {row.requestId && (
          <>
            <dt>{t("requests.requestId")}</dt>
            <dd className={styles.mono}>{row.requestId}</dd>
          </>
        )}
        {row.body && (
          <>
            <dt>{t("requests.sent")}</dt>
            <dd className={mergeClasses(styles.mono, styles.body)}>{row.body}</dd>
          </>
        )}
        {row.answer && (
          <>
            <dt>{t("requests.answer")}</dt>
            <dd className={mergeClasses(styles.mono, styles.body)}>{row.answer}</dd>
          </>
        )}
      </dl>
      {origin !== undefined && (
        <div className={styles.copies}>
          <CopyButton
            label={t("requests.copyCurl")}
            copied={t("button.copied")}
            text={() => asCurl(row, origin)}
          />
          <CopyButton
            label={t("requests.copyPowerShell")}
            copied={t("button.copied")}
            text={() => asPowerShell(row, origin)}
          />
        </div>
      )}
    </>
  );
}

const useStyles = makeStyles({
  facts: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    "& dt": { color: tokens.colorNeutralForeground3, paddingTop: "1px" },
    "& dd": { margin: 0 },
  },
  mono: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: "18px",
    overflowWrap: "anywhere",
  },
  body: {
    gridColumn: "1 / -1",
    padding: tokens.spacingHorizontalS,
    whiteSpace: "pre-wrap",
    backgroundColor: tokens.colorNeutralBackground4,
    borderRadius: tokens.borderRadiusMedium,
  },
  copies: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalXS,
    marginTop: tokens.spacingVerticalS,
    // The small buttons keep their distance inside themselves.
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
  },
});
