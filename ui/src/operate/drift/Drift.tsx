import { Button, makeStyles, MessageBar, MessageBarBody, Spinner, tokens } from "@fluentui/react-components";
import { useEffect, useEffectEvent, useState } from "react";

import { dayAndTime } from "../../components/dates";
import { Notices } from "../../frame/Notices";
import { noteSentence } from "../../frame/note";
import { Page } from "../../frame/Page";
import type { DriftView, Problem } from "../../ipc/bindings";
import { asProblem } from "../../ipc/client";
import type { SetupFile } from "../../ipc/setup";
import { type Say, useWords } from "../../locales/i18n";
import { settingChange, settingDrift } from "../../provisioning/driftWords";
import type { PageProps } from "../../wizard/definition";
import { Group } from "../../wizard/Facts";
import { lookPage } from "../../wizard/pages";
import { foundIn, nameOf, openOf } from "../found";
import { Mappings } from "./Mappings";

/** Where a configuration is not as a set-up file and Microsoft's defaults have it. Changes nothing. */
export function Drift({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const [drift, setDrift] = useState<DriftView | null>(null);
  const [setup, setSetup] = useState<SetupFile | null>(null);
  const [isLooking, setLooking] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const status = view?.status?.wholeTenant ? view.status : null;
  const open = journey.at === null ? openOf(status, null) : foundIn(status, journey.at);
  const id = open?.id ?? journey.at;
  const domain = open ? nameOf(open) : (drift?.configuration.domain ?? drift?.configuration.name ?? "");

  const look = async (file: SetupFile | null) => {
    if (id === null) return;
    setLooking(true);
    setRefused(null);
    try {
      setDrift(await ipc.drift(id, file));
    } catch (thrown) {
      setRefused(asProblem(thrown));
    }
    setLooking(false);
  };
  const begin = useEffectEvent(() => void look(null));
  useEffect(() => {
    if (id !== null) void Promise.resolve().then(begin);
  }, [id]);
  const choose = async () => {
    try {
      const file = await ipc.openSetup("choose");
      if (file === null) return;
      setSetup(file);
      await look(file);
    } catch (thrown) {
      setRefused(asProblem(thrown));
    }
  };
  const toLook = () => journey.go(lookPage, id ?? undefined);

  return (
    <Page
      visit={journey.visit}
      title={titleOf(t, drift, domain)}
      lead={t("drift:page.lead")}
      changed={{ anything: false, sentence: t("operate:page.footer") }}
      back={toLook}
      second={{ label: t("drift:page.file"), act: () => void choose() }}
      action={{
        label: t(isLooking ? "enable:looking" : "enable:lookAgain"),
        act: () => void look(setup),
        isPrimary: false,
        shut: isLooking,
      }}
    >
      <Notices view={view} problem={refused ?? outOfTouch} />
      {isLooking && <Spinner size="small" label={t("enable:looking")} labelPosition="after" />}
      {drift?.note && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{noteSentence(t, drift.note)}</MessageBarBody>
        </MessageBar>
      )}
      {drift?.since && drift.since.changes.length > 0 && (
        <Group title={t("drift:since.title", { when: dayAndTime(language, drift.since.since) })}>
          <ul className={styles.list}>
            {drift.since.changes.map((change) => (
              <li key={`${change.setting} ${change.which ?? ""}`}>{settingChange(t, language, change)}</li>
            ))}
          </ul>
        </Group>
      )}
      {drift?.settings && drift.settings.length > 0 && (
        <Group title={t("drift:page.settings")}>
          <ul className={styles.list}>
            {drift.settings.map((setting) => (
              <li key={`${setting.setting} ${setting.which ?? ""}`}>{settingDrift(t, setting)}</li>
            ))}
          </ul>
          <p className={styles.more}>{t("drift:page.review")}</p>
          <Button onClick={() => journey.begin(journey.definition.id)}>{t("operate:page.setUp")}</Button>
        </Group>
      )}
      {drift && drift.mappings.length > 0 && <Mappings mappings={drift.mappings} />}
      {drift && (drift.unseen.length > 0 || drift.mappingsProblem) && (
        <Group title={t("drift:page.unseen")}>
          <ul className={styles.list}>
            {drift.unseen.map(({ step, problem }) => (
              <li key={step}>
                {t("drift:unseen", {
                  what: t(`steps:${step}.name`),
                  problem: t(`problems:${problem.code}.title`),
                })}
              </li>
            ))}
            {drift.mappingsProblem && (
              <li>
                {t("drift:unseen", {
                  what: t("drift:mappings"),
                  problem: t(`problems:${drift.mappingsProblem.code}.title`),
                })}
              </li>
            )}
          </ul>
        </Group>
      )}
    </Page>
  );
}

function titleOf(t: Say, drift: DriftView | null, domain: string): string {
  if (drift === null) return t("drift:page.looking", { domain });
  const count = (drift.settings?.length ?? 0) + drift.mappings.length;
  if (count > 0) return t("drift:page.differs", { count, domain });
  return t(drift.settings ? "drift:page.sameFile" : "drift:page.same", { domain });
}

const useStyles = makeStyles({
  list: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalL,
    "& > li": { padding: `${tokens.spacingVerticalXS} 0`, overflowWrap: "anywhere" },
  },
  more: { color: tokens.colorNeutralForeground2 },
});
