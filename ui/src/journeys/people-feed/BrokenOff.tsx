import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";

import { Disclosure } from "../../components/Disclosure";
import type { FeedUnfinishedView } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";

interface BrokenOffProps {
  unfinished: FeedUnfinishedView;
  /** Of the feed; it is typed to give the sending up. */
  name: string;
  giveUp: (typed: string) => void;
}

/** A sending that broke off goes on before anything else is looked at, or is given up. */
export function BrokenOff({ unfinished, name, giveUp }: BrokenOffProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [typed, setTyped] = useState("");
  const isTyped = typed.trim() === name;
  return (
    <section data-broken-off>
      <p className={styles.text}>
        {t("feedSend:unfinished.text", { count: unfinished.people })} {t("feedSend:unfinished.goesOn")}
      </p>
      <Disclosure label={t("feedSend:unfinished.giveUp")}>
        <div className={styles.giveUp}>
          <div>{t("feedSend:unfinished.giveUpHint")}</div>
          <Field label={t("feedSend:unfinished.typed", { name })}>
            <Input value={typed} onChange={(_, { value }) => setTyped(value)} />
          </Field>
          <Button disabledFocusable={!isTyped} onClick={() => giveUp(typed.trim())}>
            {t("feedSend:unfinished.giveUp")}
          </Button>
        </div>
      </Disclosure>
    </section>
  );
}

const useStyles = makeStyles({
  text: { margin: `0 0 ${tokens.spacingVerticalM}` },
  giveUp: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: tokens.spacingVerticalS,
    maxWidth: "560px",
    marginBlock: tokens.spacingVerticalS,
  },
});
