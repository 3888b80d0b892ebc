import { makeStyles, tokens } from "@fluentui/react-components";

import { CopyButton } from "../components/CopyButton";
import type { RequestPreview } from "../ipc/bindings";
import { useWords } from "../locales/i18n";

/** One write of the plan, as it will be sent. */
export function PlannedRequest({ request }: { request: RequestPreview }) {
  const { t } = useWords();
  const styles = useStyles();
  const { method, path, body } = request;
  const isSchema = path.endsWith("/schema");
  return (
    <div className={styles.request}>
      <div className={styles.line}>
        <span className={styles.address}>
          <strong>{method}</strong> {path}
        </span>
        <CopyButton
          label={t("button.copyRequest")}
          copied={t("button.copied")}
          text={() => [`${method} ${path}`, body].filter(Boolean).join("\n\n")}
        />
      </div>
      <div className={styles.body}>
        {body ? <pre className={styles.json}>{body}</pre> : !isSchema && <p>{t("wizard:review.noBody")}</p>}
        {isSchema && <p>{t("wizard:review.bodyLater")}</p>}
        {path.endsWith("/instantiate") && <p>{t("wizard:review.onceMore")}</p>}
      </div>
    </div>
  );
}

const mono = {
  fontFamily: tokens.fontFamilyMonospace,
  fontSize: tokens.fontSizeBase200,
  lineHeight: "18px",
} as const;

const useStyles = makeStyles({
  request: {
    marginTop: tokens.spacingVerticalS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: "hidden",
  },
  line: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  address: { ...mono, flexBasis: "240px", flexGrow: 1, minWidth: 0, overflowWrap: "anywhere" },
  body: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    "& p": {
      margin: 0,
      fontSize: tokens.fontSizeBase200,
      lineHeight: tokens.lineHeightBase200,
      color: tokens.colorNeutralForeground3,
    },
  },
  json: { ...mono, margin: 0, whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
});
