import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { CheckmarkRegular, HourglassRegular } from "@fluentui/react-icons";

import { Icon } from "../components/Icon";
import { moment } from "../components/clock";
import type { FaultsView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { shortPath } from "../frame/requests";
import { faultWords } from "./faults";

interface ScriptProps {
  /** Absent until the demo tenant has told. */
  told: FaultsView | null;
  clear: () => void;
}

/** What is still to go wrong, and what did, newest first. */
export function Script({ told, clear }: ScriptProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  if (!told) return <div className={styles.script} />;
  const { armed, happened } = told;
  return (
    <div className={styles.script}>
      {armed.length === 0 && happened.length === 0 && <p className={styles.none}>{t("presenter:none")}</p>}
      <ul className={styles.list} aria-label={t("presenter:script")}>
        {armed.map((fault, at) => (
          <li key={`${at}${fault.script}`} className={styles.row} data-fault="armed">
            <Icon icon={HourglassRegular} size={16} className={styles.icon} />
            <div>
              {faultWords(t, fault)} <span className={styles.more}>{t("presenter:toCome")}</span>
            </div>
          </li>
        ))}
        {happened.map(({ at, method, path, what }) => (
          <li key={`${at}${method}${path}`} className={styles.row} data-fault="happened">
            <Icon icon={CheckmarkRegular} size={16} className={styles.icon} />
            <div>
              {faultWords(t, what)}{" "}
              <span className={styles.more}>
                {t("presenter:happened", { time: moment(language, at, { timeStyle: "medium" }) })}
              </span>
              <div className={styles.request}>
                {method} {shortPath(path)}
              </div>
            </div>
          </li>
        ))}
      </ul>
      {armed.length > 0 && (
        <Button size="small" appearance="subtle" className={styles.clear} onClick={clear}>
          {t("presenter:clear")}
        </Button>
      )}
    </div>
  );
}

const useStyles = makeStyles({
  script: {
    minWidth: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  none: { margin: 0, color: tokens.colorNeutralForeground3 },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  row: {
    display: "grid",
    gridTemplateColumns: "16px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalS,
    padding: "2px 0",
    overflowWrap: "anywhere",
  },
  icon: { color: tokens.colorNeutralForeground3 },
  more: { color: tokens.colorNeutralForeground3 },
  request: { fontFamily: tokens.fontFamilyMonospace, color: tokens.colorNeutralForeground3 },
  clear: { marginTop: tokens.spacingVerticalXS, marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})` },
});
