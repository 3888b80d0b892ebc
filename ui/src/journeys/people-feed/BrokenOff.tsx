import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";

import { Disclosure } from "../../components/Disclosure";
import { useWords } from "../../locales/i18n";

interface BrokenOffProps {
  /** Of the feed; it is typed to give the sending up. */
  name: string;
  giveUp: (typed: string) => void;
}

/** The other way out of a sending that broke off: to give it up. */
export function BrokenOff({ name, giveUp }: BrokenOffProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [typed, setTyped] = useState("");
  const isTyped = typed.trim() === name;
  return (
    <section data-broken-off>
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
  giveUp: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: tokens.spacingVerticalS,
    maxWidth: "560px",
    marginBlock: tokens.spacingVerticalS,
  },
});
