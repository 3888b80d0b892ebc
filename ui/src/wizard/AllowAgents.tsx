import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";

import { useWords } from "../locales/i18n";

/** Asks for the permission to read agents, and says why it is so large. `allow` ends when it is granted or refused. */
export function AllowAgents({ allow }: { allow: () => Promise<void> }) {
  const { t } = useWords();
  const styles = useStyles();
  const [isAsked, setAsked] = useState(false);
  const ask = async () => {
    setAsked(true);
    await allow();
    setAsked(false);
  };
  return (
    <div className={styles.ask}>
      <p className={styles.why}>{t("check:agents.why")}</p>
      <Button size="small" disabledFocusable={isAsked} onClick={() => void ask()}>
        {t("check:agents.allow")}
      </Button>
    </div>
  );
}

const useStyles = makeStyles({
  ask: {
    display: "flex",
    flexDirection: "column",
    alignItems: "start",
    rowGap: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalXS,
  },
  why: { margin: 0, color: tokens.colorNeutralForeground2 },
});
