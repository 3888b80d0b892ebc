import { Button, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { type ReactNode, useId } from "react";
import { CopyButton } from "../components/CopyButton";
import type { Checked } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { narrow } from "../frame/layout";
import { Cure, VerdictIcon } from "./CheckRow";
import { type CheckWords, isForAdministrator } from "./checkWords";

interface CheckCardProps {
  checked: Checked;
  words: CheckWords;
  /** For a colleague; asked for only when it is copied. */
  instructions: () => string;
  /** Leads to a new sign-in. */
  signIn: () => void;
  /** What else leads on. */
  children?: ReactNode;
}

/** What needs the person: why, what to do in which order, and the same to hand on. */
export function CheckCard({ checked, words, instructions, signIn, children }: CheckCardProps) {
  const { t } = useWords();
  const styles = useStyles();
  const heading = useId();
  return (
    <section
      className={styles.card}
      aria-labelledby={heading}
      data-check={checked.id}
      data-verdict={checked.verdict}
    >
      <VerdictIcon verdict={checked.verdict} />
      <div className={styles.words}>
        <Subtitle2 as="h2" id={heading} className={styles.title}>
          {words.title}
        </Subtitle2>
        {words.text && <p className={styles.text}>{words.text}</p>}
        {words.cure.length > 0 && (
          <>
            <Cure steps={words.cure} />
            <div className={styles.actions}>
              <CopyButton
                appearance="secondary"
                label={
                  isForAdministrator(checked)
                    ? t("button.copyForAdministrator")
                    : t("button.copyForColleague")
                }
                copied={t("button.copied")}
                text={instructions}
              />
              {isForAdministrator(checked) && (
                <Button size="small" onClick={signIn}>
                  {t("button.signInAgain")}
                </Button>
              )}
              {children}
            </div>
          </>
        )}
      </div>
    </section>
  );
}

const useStyles = makeStyles({
  card: {
    display: "flex",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow4,
    [narrow]: { padding: tokens.spacingHorizontalM },
  },
  words: { flexGrow: 1, minWidth: 0, overflowWrap: "anywhere" },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  title: { margin: 0 },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});
