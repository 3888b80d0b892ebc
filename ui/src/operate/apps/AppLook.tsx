import { useNow } from "../../components/useNow";
import { ago } from "../../components/dates";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import { useWords } from "../../locales/i18n";
import type { PageProps } from "../../wizard/definition";
import { appsPage } from "../../wizard/pages";
import { AppFacts } from "../Configuration";
import { LevelBadge } from "../LevelBadge";
import { wordsOf } from "../found";
import { useApps } from "./useApps";

/** One app that provisions: how it is doing, and what to do about it. Only what is true of apps. Changes nothing. */
export function AppLook({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t, language } = useWords();
  const now = useNow(true);
  const { ask, refused } = useApps(ipc, view?.tenant?.id ?? null);
  const apps = view?.apps ?? null;
  const open = apps?.found.find(({ id }) => id === journey.at) ?? null;
  const told = open && wordsOf(t, language, open, now);
  return (
    <Page
      visit={journey.visit}
      title={told?.title ?? t("apps:gone.title")}
      lead={told?.lead ?? t("apps:gone.lead")}
      beside={open && open.level !== "fine" && <LevelBadge level={open.level} />}
      changed={{
        anything: false,
        sentence: t("operate:page.footer"),
        more: apps?.at ? t("operate:all.looked", { when: ago(language, apps.at, now) }) : undefined,
      }}
      back={() => journey.go(appsPage)}
      action={{
        label: t(apps?.looking ? "enable:looking" : "enable:lookAgain"),
        act: () => ask("watch"),
        isPrimary: false,
        shut: apps === null || apps.looking || apps.finding,
      }}
    >
      <Notices view={view} problem={journey.refused ?? refused ?? apps?.problem ?? outOfTouch} />
      {open && told && (
        <>
          <AppFacts found={open} words={told} now={now} />
          <p>{t("apps:elsewhere")}</p>
        </>
      )}
    </Page>
  );
}
