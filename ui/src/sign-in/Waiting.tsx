import { Button, makeStyles, mergeClasses, Subtitle2, tokens } from "@fluentui/react-components";
import { HourglassRegular } from "@fluentui/react-icons";
import { useId } from "react";

import { Icon } from "../components/Icon";
import { useCard } from "../components/card";
import { moment } from "../components/clock";
import { CopyButton } from "../components/CopyButton";
import { useCopy } from "../components/useCopy";
import { useNow } from "../components/useNow";
import type { SignInView } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";

/** So long a browser that answers may take before another way is offered. */
const SLOW = 60_000;

interface WaitingProps {
  signIn: SignInView;
  ipc: Ipc;
  /** Asks the shell, and shows why it refuses. */
  ask: (command: () => Promise<void>) => Promise<void>;
  /** Signs in with a code instead; absent where a browser must do it. */
  byCode?: (() => void) | undefined;
}

/** Somebody is waited for: in the browser, or with a code. */
export function Waiting({ signIn, ipc, ask, byCode }: WaitingProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { card } = useCard();
  const title = useId();
  const { state } = signIn;
  const now = useNow(state.is === "browser");
  const [copied, copy] = useCopy(t("button.copied"));
  if (state.is === "refused") return null;
  const isSlow = state.is === "browser" && now - Date.parse(state.since) >= SLOW;
  const copyPage = () => ask(async () => copy(await ipc.signInPage()));
  return (
    <section className={mergeClasses(card, styles.card)} aria-labelledby={title}>
      <Icon icon={HourglassRegular} className={styles.icon} />
      <div className={styles.words}>
        <Subtitle2 as="h2" id={title} className={styles.title}>
          {state.is === "preparing" && t("signIn:wait.preparing")}
          {state.is === "browser" && t(signIn.more ? "signIn:wait.more" : "signIn:wait.browser")}
          {state.is === "code" && t(signIn.more ? "signIn:wait.more" : "signIn:wait.code")}
        </Subtitle2>
        {state.is === "browser" && (
          <p className={styles.text}>{t(signIn.more ? "signIn:wait.moreText" : "signIn:wait.browserText")}</p>
        )}
        {state.is === "code" && (
          <>
            <code className={styles.code}>{state.userCode}</code>
            <p className={styles.text}>{t("signIn:wait.codeText", { page: state.page })}</p>
            <p className={styles.text}>
              {t("signIn:wait.expires", {
                time: moment(language, state.expires, { hour: "2-digit", minute: "2-digit" }),
              })}
            </p>
          </>
        )}
        {isSlow && <p className={styles.text}>{t("signIn:wait.slow")}</p>}
        <div className={styles.actions}>
          {state.is === "code" && (
            <CopyButton
              appearance="secondary"
              label={t("signIn:wait.copyCode")}
              copied={t("button.copied")}
              text={() => state.userCode}
            />
          )}
          {state.is !== "preparing" && (
            <>
              <Button size="small" onClick={() => void ask(() => ipc.openSignInPage())}>
                {t(state.is === "code" ? "signIn:wait.openHere" : "signIn:wait.open")}
              </Button>
              <Button size="small" onClick={() => void copyPage()}>
                {copied ? t("button.copied") : t("signIn:wait.copy")}
              </Button>
            </>
          )}
          {isSlow && byCode && (
            <Button size="small" onClick={byCode}>
              {t("signIn:real.code")}
            </Button>
          )}
          <Button size="small" appearance="subtle" onClick={() => void ask(() => ipc.cancelSignIn())}>
            {t("signIn:wait.cancel")}
          </Button>
        </div>
      </div>
    </section>
  );
}

const useStyles = makeStyles({
  card: {
    display: "flex",
    columnGap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalXL,
    overflowWrap: "anywhere",
  },
  icon: { color: tokens.colorBrandForeground1 },
  words: { minWidth: 0 },
  title: { margin: 0 },
  text: { margin: `${tokens.spacingVerticalXS} 0 0` },
  code: {
    display: "block",
    margin: `${tokens.spacingVerticalS} 0`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    letterSpacing: "0.1em",
    userSelect: "text",
  },
  actions: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalM,
  },
});
