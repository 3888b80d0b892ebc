import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { SaveRegular } from "@fluentui/react-icons";

import { CopyButton } from "../../components/CopyButton";
import { Disclosure } from "../../components/Disclosure";
import { Hint } from "../../components/Hint";
import type { PeopleFeedSetup } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import type { Saving } from "../../wizard/useSaving";
import { lineOf } from "./commandLine";

interface NightlyProps {
  ipc: Ipc;
  setup: PeopleFeedSetup;
  saving: Saving;
  isDemo: boolean;
}

/** What a scheduler needs: the answers as a file, and the lines that look and send with them. */
export function Nightly({ ipc, setup, saving, isDemo }: NightlyProps) {
  const { t } = useWords();
  const styles = useStyles();
  const file = saving.saved ?? `${setup.name}.setup.json`;
  const lines = [
    [t("peopleFeed:send.look"), t("peopleFeed:send.copyLook"), lineOf(file, ["--look"])],
    [t("peopleFeed:send.now"), t("peopleFeed:send.copySend"), lineOf(file, ["--yes"])],
  ] as const;
  return (
    <section className={styles.section}>
      <Disclosure label={t("feedSend:follow.night")}>
        <div className={styles.inside}>
          {isDemo && <p className={styles.demo}>{t("peopleFeed:send.demo")}</p>}
          <Hint>{t("peopleFeed:send.saveHint")}</Hint>
          <div className={styles.save}>
            <Button icon={<SaveRegular />} onClick={() => void saving.save(() => ipc.saveSetup(setup))}>
              {t("button.saveSetup")}
            </Button>
            {saving.saved !== null && <span>{t("peopleFeed:send.saved", { path: saving.saved })}</span>}
          </div>
          {lines.map(([what, copy, line]) => (
            <div key={line} className={styles.line}>
              <div>{`${what} `}</div>
              <code className={styles.code}>{line}</code>
              <div>
                <CopyButton
                  label={copy}
                  copied={t("button.copied")}
                  text={() => line}
                  appearance="secondary"
                />
              </div>
            </div>
          ))}
        </div>
      </Disclosure>
    </section>
  );
}

const useStyles = makeStyles({
  section: { marginTop: tokens.spacingVerticalXXL },
  inside: { paddingBlock: tokens.spacingVerticalS },
  demo: { margin: `0 0 ${tokens.spacingVerticalS}` },
  save: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    marginBlock: tokens.spacingVerticalS,
    overflowWrap: "anywhere",
  },
  line: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS, paddingBlock: "6px" },
  code: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: "anywhere",
  },
});
