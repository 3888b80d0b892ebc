import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { ArrowSortRegular, SearchRegular } from "@fluentui/react-icons";

import { ago, day } from "../../components/dates";
import { useNow } from "../../components/useNow";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import { causeSentence } from "../../frame/Wait";
import type { AppsView, Level } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import { iconOfLevel } from "../../provisioning/StatusJobs";
import { useWatch } from "../../provisioning/watch";
import type { PageProps } from "../../wizard/definition";
import { appPage, isHeld, lookPage } from "../../wizard/pages";
import { isApp, nameOf, wordsOf } from "../found";
import { LevelLine, useLevelList } from "../LevelLine";
import { useCalmOrder } from "../useCalmOrder";
import { useApps } from "./useApps";

/** Everything in the tenant that provisions: configurations of Cloud Sync, apps, sources of people. Changes nothing. */
export function Apps({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t, language } = useWords();
  const { list } = useLevelList();
  const now = useNow(true);
  const { refused: unwatched } = useWatch(ipc, view?.tenant ? "tenant" : null);
  const { ask, refused } = useApps(ipc, view?.tenant?.id ?? null);
  const apps = view?.apps ?? null;
  const tenant = view?.tenant?.name ?? "";
  const { rail, sorted, moved, sortAgain } = useCalmOrder(apps?.found ?? []);
  const problem = journey.refused ?? refused ?? unwatched ?? apps?.problem ?? outOfTouch;
  return (
    <Page
      visit={journey.visit}
      title={titleOf(t, apps, tenant)}
      lead={leadOf(t, language, apps)}
      changed={{
        anything: false,
        sentence: t("operate:page.footer"),
        more: apps?.at ? t("operate:all.looked", { when: ago(language, apps.at, now) }) : undefined,
      }}
      back={() => journey.go(lookPage)}
      action={{
        label: t("enable:lookAgain"),
        act: () => ask("watch"),
        isPrimary: false,
        shut: apps === null || apps.looking || apps.finding,
      }}
    >
      <Notices view={view} problem={problem} />
      <Search apps={apps} ask={ask} />
      {apps?.unseenProblem && (
        <p>{t("apps:unseen", { count: apps.unseen, why: t(`problems:${apps.unseenProblem.code}.title`) })}</p>
      )}
      {moved > 0 && (
        <Button size="small" icon={<ArrowSortRegular />} onClick={sortAgain}>
          {t("operate:page.moved", { count: moved })}
        </Button>
      )}
      <section ref={rail}>
        {sorted.length > 0 && (
          <ol className={list} aria-label={t("apps:list")}>
            {sorted.map((found) => (
              <li key={found.id} data-app={found.name} data-level={found.level} data-standing={found.state}>
                <LevelLine
                  icon={iconOfLevel[found.level]}
                  name={nameOf(found)}
                  words={wordsOf(t, language, found, now).short}
                  open={isHeld(view) ? null : () => journey.go(isApp(found) ? appPage : lookPage, found.id)}
                />
              </li>
            ))}
          </ol>
        )}
      </section>
    </Page>
  );
}

/** The way to find all of it, and how far that has come. */
function Search({ apps, ask }: { apps: AppsView | null; ask: (asked: "find" | "stop") => void }) {
  const { t, language } = useWords();
  const styles = useStyles();
  const isFinding = apps?.finding ?? false;
  const listed = apps?.listed ?? null;
  const looked = apps?.looked ?? 0;
  const isPart = !isFinding && listed !== null && looked < listed;
  const number = (count: number) => new Intl.NumberFormat(language).format(count);
  const progress =
    listed === null
      ? t("apps:listing")
      : t("apps:progress", { looked: number(looked), listed: number(listed) });
  return (
    <div>
      <div className={styles.search}>
        {isFinding ? (
          <Button onClick={() => ask("stop")}>{t("button.stop")}</Button>
        ) : (
          <Button icon={<SearchRegular />} onClick={() => ask("find")} disabled={apps === null}>
            {t(isPart ? "apps:goOn" : "apps:find")}
          </Button>
        )}
        {(isFinding || isPart) && <span>{progress}</span>}
      </div>
      {isFinding && (
        <ProgressBar
          aria-label={progress}
          thickness="medium"
          {...(listed === null ? {} : { max: listed, value: looked })}
        />
      )}
      {apps?.wait && <p role="status">{causeSentence(t, apps.wait.cause)}</p>}
    </div>
  );
}

const worstFirst = ["urgent", "needs-you", "moving"] as const satisfies Level[];

function titleOf(t: Say, apps: AppsView | null, tenant: string): string {
  if (apps?.finding) return t("apps:title.finding", { tenant });
  // What is found before anybody asked is Cloud Sync alone.
  if (!apps || (apps.searched === null && !apps.found.some(isApp))) return t("apps:title.none", { tenant });
  if (apps.found.length === 0) return t("apps:title.nothing", { tenant });
  const worst = worstFirst.find((level) => apps.found.some((found) => found.level === level));
  if (!worst) return t("apps:title.fine");
  const count = apps.found.filter(({ level }) => level === worst).length;
  return t(`apps:title.${worst}`, { count });
}

/** What was asked, and so how much the list says. */
function leadOf(t: Say, language: string, apps: AppsView | null): string {
  const wasSearched = apps?.searched ?? null;
  if (apps?.listed != null && apps.looked < apps.listed) return t("apps:lead.partly");
  return wasSearched ? t("apps:lead.searched", { day: day(language, wasSearched) }) : t("apps:lead.none");
}

const useStyles = makeStyles({
  search: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalS,
    fontVariantNumeric: "tabular-nums",
  },
});
