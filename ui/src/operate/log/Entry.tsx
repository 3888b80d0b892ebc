import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";

import { dayAndTime } from "../../components/dates";
import { useTable } from "../../components/table";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { LogEntry, Problem } from "../../ipc/bindings";
import { asProblem } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import type { PageProps } from "../../wizard/definition";
import { Facts, Group } from "../../wizard/Facts";
import { logPage, whyPage } from "../../wizard/pages";
import { type SupportLine, SupportIds } from "../SupportIds";
import { EntryPanel } from "./EntryPanel";
import { nameOfRow, whatHappened, whyOf } from "./logWords";

/** One line of the log: what it comes to, what to do, what changed, and what Microsoft wrote of it. */
export function Entry({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const look = useTable();
  const [entry, setEntry] = useState<LogEntry | null | undefined>(undefined);
  const [refused, setRefused] = useState<Problem | null>(null);
  const id = journey.at;
  useEffect(() => {
    if (id === null) return;
    ipc.logEntry(id).then(setEntry, (thrown: unknown) => setRefused(asProblem(thrown)));
  }, [ipc, id]);
  const back = () => journey.go(logPage, view?.log?.target.servicePrincipal);
  const row = entry?.row;
  const ids = row
    ? [
        [t("logPage:id.entry"), row.id],
        [t("logPage:id.change"), row.changeId],
        [t("logPage:id.job"), row.job],
        [t("logPage:id.round"), entry.cycleId],
        [t("logPage:id.source"), row.sourceId],
        [t("logPage:id.target"), row.targetId],
      ].flatMap(([name, text]): SupportLine[] => (name && text ? [[name, text]] : []))
    : [];

  return (
    <Page
      visit={journey.visit}
      title={row ? `${nameOfRow(t, row)}: ${lower(whatHappened(t, row))}` : t("logPage:entry.looking")}
      lead={row ? whyOf(t, row) || undefined : undefined}
      changed={{ anything: false, sentence: t("operate:page.footer") }}
      back={back}
      action={{ label: t("logPage:entry.back"), act: back, isPrimary: false }}
    >
      <Notices view={view} problem={refused ?? outOfTouch} />
      {entry && row && (
        <>
          {row.cause && <p>{t(`log:do.${row.cause}`)}</p>}
          {entry.createdOrUpdated && <p>{t("logPage:entry.createdOrUpdated")}</p>}
          <Facts
            title={t("logPage:entry.who")}
            facts={[
              ...(row.at ? [[t("logPage:entry.when"), dayAndTime(language, row.at)] as const] : []),
              [t("logPage:entry.kind"), t(`logPage:kind.${row.kind}`)],
              ...(row.address ? [[t("logPage:entry.address"), row.address] as const] : []),
              ...(row.dn ? [[t("logPage:entry.dn"), row.dn] as const] : []),
              ...(row.targetName ? [[t("logPage:entry.target"), row.targetName] as const] : []),
            ]}
          />
          {row.name && (
            <Button
              className={styles.why}
              onClick={() => journey.go(whyPage, row.sourceId ?? row.name ?? undefined)}
            >
              {t("logPage:entry.why", { name: row.name })}
            </Button>
          )}
          {entry.changes.length > 0 && (
            <Group title={t("logPage:entry.changes")}>
              <table className={look.table}>
                <thead>
                  <tr>
                    <th scope="col">{t("logPage:entry.field")}</th>
                    <th scope="col">{t("logPage:entry.old")}</th>
                    <th scope="col">{t("logPage:entry.new")}</th>
                  </tr>
                </thead>
                <tbody>
                  {entry.changes.map((change, at) => (
                    <tr key={`${at} ${change.name}`}>
                      <th scope="row">{change.name}</th>
                      <td>{change.old ?? "–"}</td>
                      <td>{change.new ?? "–"}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Group>
          )}
          {(entry.reason ?? entry.details ?? entry.recommended) !== null && (
            <Group title={t("logPage:entry.microsoft")}>
              {[entry.reason, entry.details, entry.recommended].map(
                (text) =>
                  text !== null && (
                    <p key={text} className={styles.text}>
                      {text}
                    </p>
                  ),
              )}
            </Group>
          )}
          <Group title={t("logPage:entry.steps")}>
            {entry.panels.map((panel) => (
              <EntryPanel key={panel.part} panel={panel} />
            ))}
          </Group>
          <SupportIds lines={ids} />
        </>
      )}
      {entry === undefined && refused === null && <p>{t("logPage:entry.reading")}</p>}
      {entry === null && <p>{t("logPage:entry.gone")}</p>}
    </Page>
  );
}

/** Inside of a sentence. */
function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

const useStyles = makeStyles({
  why: { marginTop: tokens.spacingVerticalM },
  text: { margin: `0 0 ${tokens.spacingVerticalS}`, overflowWrap: "anywhere" },
});
