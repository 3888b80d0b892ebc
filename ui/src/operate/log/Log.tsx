import { Button, ProgressBar, makeStyles, tokens } from "@fluentui/react-components";

import { useState } from "react";

import { day } from "../../components/dates";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { LogView, Problem } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import type { PageProps } from "../../wizard/definition";
import { entryPage, lookPage } from "../../wizard/pages";
import { targetOf } from "../act";
import { foundIn, nameOf } from "../found";
import { LogFilters } from "./LogFilters";
import { LogGroups } from "./LogGroups";
import { LogList } from "./LogList";
import { LogTimes } from "./LogTimes";
import { SaveLog } from "./SaveLog";
import { useLog } from "./useLog";

/** The provisioning log of one configuration: the causes behind what failed, then every line. Changes nothing. */
export function Log({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const found = journey.at === null ? null : foundIn(view?.status ?? null, journey.at);
  // A window that was reloaded knows the log before it has looked at what runs.
  const target = found ? targetOf(found, "pause") : (view?.log?.target ?? null);
  const { log, period, choosePeriod, filter, refused } = useLog(ipc, view, target);
  const id = target?.servicePrincipal;
  const domain = found ? nameOf(found) : (target?.domain ?? target?.name ?? "");
  const [unsaved, setUnsaved] = useState<Problem | null>(null);
  const problem = unsaved ?? refused ?? log?.problem ?? outOfTouch;

  return (
    <Page
      isWide
      visit={journey.visit}
      title={titleOf(t, log, domain, problem !== null)}
      lead={leadOf(t, log)}
      changed={{
        anything: false,
        sentence: t("operate:page.footer"),
        more: log?.oldest ? t("logPage:oldest", { day: day(language, log.oldest) }) : undefined,
      }}
      back={() => journey.go(lookPage, id)}
      action={{
        label: t(log?.reading ? "enable:looking" : "enable:lookAgain"),
        act: () => choosePeriod(period),
        isPrimary: false,
        shut: log?.reading ?? false,
      }}
    >
      <Notices view={view} problem={problem} />
      {log && (log.read > 0 || problem === null) && (
        <>
          <LogTimes ipc={ipc} log={log} />
          <LogGroups
            groups={log.groups}
            tally={log.tally}
            choose={(code) => filter({ ...log.filter, is: { ...log.filter.is, codes: [code] } })}
          />
          <LogFilters log={log} period={period} choosePeriod={choosePeriod} filter={filter} />
          <div className={styles.state}>
            <span role="status">{t("logPage:matched", { count: log.matched, read: log.read })}</span>
            {log.reading && (
              <Button size="small" onClick={() => void ipc.stopLog()}>
                {t("button.stop")}
              </Button>
            )}
            {!log.reading && !log.complete && (
              <Button size="small" onClick={() => choosePeriod(period)}>
                {t("logPage:readOn")}
              </Button>
            )}
            <SaveLog ipc={ipc} log={log} refused={setUnsaved} />
          </div>
          {log.reading && (
            <ProgressBar aria-label={t("logPage:reading.title", { domain })} thickness="medium" />
          )}
          {log.letGo > 0 && <p>{t("logPage:letGo", { count: log.letGo })}</p>}
          <LogList ipc={ipc} log={log} open={(entry) => journey.go(entryPage, entry)} />
        </>
      )}
    </Page>
  );
}

function titleOf(t: Say, log: LogView | null, domain: string, failed: boolean): string {
  if (log === null || (log.read === 0 && log.reading)) return t("logPage:reading.title", { domain });
  if (log.read === 0) return t(failed ? "logPage:closed.title" : `logPage:empty.${log.period}`, { domain });
  const { failed: fail, held } = log.tally;
  if (held > 0) return t("logPage:news.held", { count: held });
  if (fail > 0) return t(`logPage:news.failed.${log.period}`, { count: fail });
  if (log.complete) return t(`logPage:news.fine.${log.period}`);
  return log.reading ? t("logPage:reading.title", { domain }) : t("logPage:news.fineSoFar");
}

function leadOf(t: Say, log: LogView | null): string | undefined {
  if (log === null || log.read === 0) return t("logPage:late");
  const { changed, skipped } = log.tally;
  const counted = `${t("logPage:tally.changed", { count: changed })}, ${t("logPage:tally.skipped", { count: skipped })}.`;
  return [counted, !log.complete && t("logPage:soFar"), t("logPage:late")].filter(Boolean).join(" ");
}

const useStyles = makeStyles({
  state: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
  },
});
