import { Button, MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import { useEffect, useRef } from "react";

import { useAnnounce } from "../components/Announcer";
import { useNow } from "../components/useNow";
import { Notices } from "../frame/Notices";
import { Page } from "../frame/Page";
import type { ConfigurationStatus, StatusView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { ageSentence } from "../provisioning/statusWords";
import { useWatch } from "../provisioning/watch";
import type { PageProps } from "../wizard/definition";
import { AskedForMore } from "../sign-in/AskedForMore";
import { Owed } from "../wizard/Owed";
import { whyPage } from "../wizard/pages";
import { useAllowAgents } from "../wizard/useAllowAgents";
import { Configuration } from "./Configuration";
import { openOf, wordsOf } from "./found";
import { LevelBadge } from "./LevelBadge";
import { News } from "./News";
import { useWatchTenants } from "./watchTenants";

/** One configuration, the worst unless another was chosen: how it is doing, and what to do about it. Changes nothing. */
export function Look({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t, language } = useWords();
  const now = useNow(true);
  const status = view?.status?.wholeTenant ? view.status : null;
  const { look, refused } = useWatch(ipc, view?.tenant ? "tenant" : null);
  useWatchTenants(ipc, view?.tenant?.id ?? null);
  const open = openOf(status, journey.at);
  const tenant = view?.tenant?.name ?? "";
  const { allow, declined } = useAllowAgents(ipc, look);
  const problem = declined ?? journey.refused ?? refused ?? status?.problem ?? outOfTouch;
  const owed = view?.owed.filter(({ tenant }) => tenant === view.tenant?.id) ?? [];
  const moment = open ? null : momentOf(status, problem !== null);
  const told = open && wordsOf(t, language, open, now);
  const title = told?.title ?? t(`operate:page.${moment ?? "looking"}.title`, { tenant });
  useNews(open, title);

  return (
    <Page
      visit={journey.visit}
      title={title}
      lead={told?.lead ?? t(`operate:page.${moment ?? "looking"}.lead`, { tenant })}
      beside={open && open.level !== "fine" && <LevelBadge level={open.level} />}
      changed={{
        anything: false,
        sentence: t("operate:page.footer"),
        more: ageSentence(t, language, status, now),
      }}
      back={() => journey.goHome()}
      action={{
        label: t(status?.looking ? "enable:looking" : "enable:lookAgain"),
        act: look,
        isPrimary: false,
        shut: status?.looking ?? true,
      }}
    >
      <Owed acts={owed} here={view?.tenant?.id} goOn={journey.goOnWith} />
      <Notices view={view} problem={problem} />
      <AskedForMore view={view} ipc={ipc} />
      <News news={status?.news ?? null} />
      {status?.unseen.map(({ id, name, domain, problem: why }) => (
        <MessageBar key={id} intent="warning" layout="multiline">
          <MessageBarBody>
            {t("operate:page.unseen", { name: domain ?? name, why: t(`problems:${why.code}.title`) })}
          </MessageBarBody>
        </MessageBar>
      ))}
      {moment === "looking" && <Spinner size="small" label={t("enable:looking")} labelPosition="after" />}
      {moment === "nothing" && (
        <Button onClick={() => journey.begin(journey.definition.id)}>{t("operate:page.setUp")}</Button>
      )}
      {open && told && status && (
        <Configuration
          key={open.id}
          found={open}
          agents={status.agents}
          allowAgents={view?.account?.grows ? allow : null}
          words={told}
          now={now}
          acknowledge={(until) => void ipc.acknowledge(open.id, until).then(look, look)}
          // Who is asked about is typed there.
          go={(page) => journey.go(page, page === whyPage ? undefined : open.id)}
        />
      )}
    </Page>
  );
}

/** Why no configuration is to be seen. */
function momentOf(status: StatusView | null, failed: boolean) {
  if (failed) return "blind";
  return status?.at ? "nothing" : "looking";
}

/** Says that a configuration has come to stand otherwise. Its age is never said. */
function useNews(open: ConfigurationStatus | null, title: string) {
  const announce = useAnnounce();
  const before = useRef<{ id: string; state: string } | null>(null);
  const [id, state] = [open?.id, open?.state];
  useEffect(() => {
    if (id === undefined || state === undefined) return;
    if (before.current?.id === id && before.current.state !== state) announce(title);
    before.current = { id, state };
    // The title tells the time too, and that alone is no news.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, state]);
}
