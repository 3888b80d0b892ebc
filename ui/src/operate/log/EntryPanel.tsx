import { makeStyles, tokens } from "@fluentui/react-components";

import { Disclosure } from "../../components/Disclosure";
import type { Panel } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";

/** One of the four parts of the way of an object, with what Microsoft wrote of each step. */
export function EntryPanel({ panel }: { panel: Panel }) {
  const { t } = useWords();
  const styles = useStyles();
  const isReached = panel.steps.length > 0;
  return (
    <div className={styles.panel}>
      <Disclosure label={t(isReached ? `logPage:part.${panel.part}` : `logPage:partNot.${panel.part}`)}>
        {!isReached && <p className={styles.text}>{t("logPage:entry.notReached")}</p>}
        {panel.steps.map((step, at) => (
          <div key={`${at} ${step.name ?? ""}`} className={styles.step}>
            <p className={styles.text}>
              {[step.name, step.status].filter(Boolean).join(" · ")}
              {step.description && <span className={styles.description}>{step.description}</span>}
            </p>
            <dl className={styles.details}>
              {step.details.map(({ name, value }) => (
                <div key={name} className={styles.detail}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </Disclosure>
    </div>
  );
}

const useStyles = makeStyles({
  panel: {
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  step: { padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalM}` },
  text: { margin: `${tokens.spacingVerticalXS} 0`, overflowWrap: "anywhere" },
  description: { display: "block", color: tokens.colorNeutralForeground2 },
  details: { margin: 0 },
  detail: {
    display: "grid",
    gridTemplateColumns: "minmax(100px, 220px) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    overflowWrap: "anywhere",
    fontSize: tokens.fontSizeBase200,
    "& dt": { color: tokens.colorNeutralForeground3 },
    "& dd": { margin: 0, fontFamily: tokens.fontFamilyMonospace },
  },
});
