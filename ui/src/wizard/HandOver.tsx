import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { DocumentArrowDownRegular } from "@fluentui/react-icons";
import { type ReactNode, useState } from "react";

import { useAnnounce } from "../components/Announcer";
import { StateIcon } from "../components/StateIcon";
import type { Problem } from "../ipc/bindings";
import { asProblem } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { Group } from "./Facts";

interface Saving {
  /** Where the last file is. */
  saved: string | null;
  problem: Problem | null;
  refused: (problem: Problem | null) => void;
  /** Asks where to save and saves; a dialog that was closed changes nothing. */
  save: (ask: () => Promise<string | null>) => Promise<void>;
}

export function useSaving(): Saving {
  const { t } = useWords();
  const announce = useAnnounce();
  const [saved, setSaved] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    saved,
    problem,
    refused: setProblem,
    save: async (ask) => {
      setProblem(null);
      try {
        const path = await ask();
        if (path === null) return;
        setSaved(path);
        announce(t("wizard:done.saved", { path }));
      } catch (thrown) {
        setProblem(asProblem(thrown));
      }
    },
  };
}

interface HandOverProps {
  saved: string | null;
  saveJson: () => void;
  saveAnswers: () => void;
  /** The answers in other forms. */
  code: ReactNode;
}

/** What else can be kept, and where the last file went. */
export function HandOver({ saved, saveJson, saveAnswers, code }: HandOverProps) {
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
      {saved !== null && (
        <div className={styles.saved}>
          <StateIcon state="done" />
          <span className={styles.path}>{t("wizard:done.saved", { path: saved })}</span>
        </div>
      )}
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
  saved: { display: "flex", columnGap: tokens.spacingHorizontalM, marginTop: tokens.spacingVerticalM },
  path: { minWidth: 0, overflowWrap: "anywhere" },
});
