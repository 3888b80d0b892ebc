import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { DocumentArrowDownRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";

import { useWords } from "../locales/i18n";
import { Group } from "./Facts";

interface HandOverProps {
  saveJson: () => void;
  saveAnswers: () => void;
  /** The answers in other forms. */
  code: ReactNode;
}

/** What else can be kept. */
export function HandOver({ saveJson, saveAnswers, code }: HandOverProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <Group title={t("wizard:done.handOver")}>
      <div className={styles.lead}>{t("wizard:done.handOverLead")}</div>
      <div className={styles.actions}>
        <Button icon={<DocumentArrowDownRegular />} onClick={saveJson}>
          {t("wizard:done.saveJson")}
        </Button>
        <Button icon={<DocumentArrowDownRegular />} onClick={saveAnswers}>
          {t("wizard:done.saveAnswers")}
        </Button>
      </div>
      {code}
    </Group>
  );
}

const useStyles = makeStyles({
  lead: { color: tokens.colorNeutralForeground2 },
  actions: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalM,
  },
});
