import { Button, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { SaveRegular } from "@fluentui/react-icons";

import { CopyButton } from "../../components/CopyButton";
import { Hint } from "../../components/Hint";
import { changedSoFar } from "../../frame/begun";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { PeopleFeedSetup } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import type { PageProps } from "../../wizard/definition";
import { useSaving } from "../../wizard/useSaving";
import type { Answers } from "./answers";
import { lineOf } from "./commandLine";
import { toMend } from "./problems";

/** The window sends nobody: the answers as a file, and the line that sends with them. */
export function Send({ view, ipc, journey, outOfTouch }: PageProps<PeopleFeedSetup, Answers>) {
  const { t } = useWords();
  const styles = useStyles();
  const saving = useSaving();
  const { setup } = journey;
  const mend = toMend(view?.people ?? null).length;
  const file = saving.saved ?? (setup ? `${setup.name}.setup.json` : "people.setup.json");
  const lines = [
    [t("peopleFeed:send.look"), t("peopleFeed:send.copyLook"), lineOf(file, ["--look"])],
    [t("peopleFeed:send.now"), t("peopleFeed:send.copySend"), lineOf(file, [])],
  ] as const;
  return (
    <Page
      visit={journey.visit}
      title={t("peopleFeed:send.title")}
      lead={t("peopleFeed:send.lead", { tenant: view?.tenant?.name ?? "" })}
      changed={{ ...changedSoFar(t, view), more: t("peopleFeed:send.notYet") }}
      back={() => journey.back()}
      action={{ label: t("button.next"), act: () => journey.next(), isPrimary: true }}
    >
      <Notices view={view} problem={saving.problem ?? journey.refused ?? outOfTouch} />
      {view?.tenant?.cloud === "demo" && <p className={styles.settle}>{t("peopleFeed:send.demo")}</p>}
      {mend > 0 && <p className={styles.settle}>{t("peopleFeed:send.settle")}</p>}
      <section>
        <Subtitle2 as="h2" block className={styles.title}>
          {t("peopleFeed:send.save")}
        </Subtitle2>
        <Hint>{t("peopleFeed:send.saveHint")}</Hint>
        <div className={styles.save}>
          <Button
            icon={<SaveRegular />}
            disabledFocusable={setup === null}
            onClick={() => {
              if (setup) void saving.save(() => ipc.saveSetup(setup));
            }}
          >
            {t("button.saveSetup")}
          </Button>
          {saving.saved !== null && <span>{t("peopleFeed:send.saved", { path: saving.saved })}</span>}
        </div>
      </section>
      <section className={styles.run}>
        <Subtitle2 as="h2" block className={styles.title}>
          {t("peopleFeed:send.run")}
        </Subtitle2>
        {lines.map(([what, copy, line]) => (
          <div key={line} className={styles.line}>
            <div>{what}</div>
            <code className={styles.code}>{line}</code>
            <div>
              <CopyButton label={copy} copied={t("button.copied")} text={() => line} appearance="secondary" />
            </div>
          </div>
        ))}
        <Hint>{t("peopleFeed:send.later")}</Hint>
      </section>
    </Page>
  );
}

const useStyles = makeStyles({
  settle: { margin: `0 0 ${tokens.spacingVerticalL}`, fontWeight: tokens.fontWeightSemibold },
  title: { margin: 0 },
  save: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalS,
    overflowWrap: "anywhere",
  },
  run: { marginTop: tokens.spacingVerticalXXL },
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
