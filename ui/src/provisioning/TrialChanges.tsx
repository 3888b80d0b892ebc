import { Button, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronUpRegular } from "@fluentui/react-icons";
import { useId, useState } from "react";

import type { TrialChange } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { narrow } from "../frame/layout";
import type { Into } from "./trialPerson";

/** As many as a glance takes in. */
const shown = 8;

/** Attribute, before, now; the long rest on demand. */
export function TrialChanges({ changes, into }: { changes: readonly TrialChange[]; into: Into }) {
  const { t } = useWords();
  const styles = useStyles();
  const [all, setAll] = useState(false);
  const heading = useId();
  const list = useId();
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby={heading} className={styles.group}>
      <Subtitle2 as="h2" id={heading} className={styles.heading}>
        {t(`trial:${into}.changes`, { count: changes.length })}
      </Subtitle2>
      <ul id={list} className={styles.list}>
        {changes.slice(0, all ? undefined : shown).map(({ attribute, before, after }, at) => (
          // What has changed once does not change again: its order is its identity.
          <li key={at} className={styles.change}>
            <span className={styles.attribute}>{attribute}</span>
            <span className={styles.values}>
              {before === null ? null : (
                <span className={styles.before}>{t("trial:before", { value: before })}</span>
              )}
              <span>{after ?? t("trial:emptied")}</span>
            </span>
          </li>
        ))}
      </ul>
      {changes.length > shown && (
        <Button
          appearance="subtle"
          size="small"
          iconPosition="after"
          icon={all ? <ChevronUpRegular /> : <ChevronDownRegular />}
          aria-expanded={all}
          aria-controls={list}
          onClick={() => setAll(!all)}
        >
          {all ? t("trial:fewer") : t("trial:more", { count: changes.length - shown })}
        </Button>
      )}
    </section>
  );
}

const useStyles = makeStyles({
  group: { marginTop: tokens.spacingVerticalXXL },
  heading: { display: "block", margin: `0 0 ${tokens.spacingVerticalXS}` },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  change: {
    display: "grid",
    gridTemplateColumns: "minmax(100px, 220px) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
    overflowWrap: "anywhere",
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  attribute: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForeground3,
  },
  values: { display: "flex", flexDirection: "column", minWidth: 0 },
  before: { color: tokens.colorNeutralForeground3 },
});
