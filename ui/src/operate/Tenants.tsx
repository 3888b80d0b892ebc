import { Button } from "@fluentui/react-components";
import { ArrowSortRegular } from "@fluentui/react-icons";
import { useState } from "react";

import { ago, day, until } from "../components/dates";
import { useNow } from "../components/useNow";
import { Notices } from "../frame/Notices";
import { Page } from "../frame/Page";
import type { Level, Problem, TenantGlance } from "../ipc/bindings";
import { asProblem } from "../ipc/client";
import { type Say, useWords } from "../locales/i18n";
import { iconOfLevel } from "../provisioning/StatusJobs";
import { useWatch } from "../provisioning/watch";
import { AskedForMore } from "../sign-in/AskedForMore";
import type { PageProps } from "../wizard/definition";
import { isHeld, lookPage } from "../wizard/pages";
import { wordsOf } from "./found";
import { LevelLine, useLevelList } from "./LevelLine";
import { useCalmOrder } from "./useCalmOrder";
import { useWatchTenants } from "./watchTenants";

/** Every tenant at a glance, the worst first. Choosing one connects to it. Changes nothing. */
export function Tenants({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const { list } = useLevelList();
  const now = useNow(true);
  const connected = view?.tenant?.id ?? null;
  const { look, refused } = useWatch(ipc, connected === null ? null : "tenant");
  useWatchTenants(ipc, connected);
  const [failed, setFailed] = useState<Problem | null>(null);
  const tenants = view?.operate.tenants ?? [];
  const { rail, sorted, moved, sortAgain } = useCalmOrder(tenants.map((one) => ({ ...one, id: one.tenant })));
  const open = async (tenant: string) => {
    setFailed(null);
    try {
      if (tenant !== connected) await ipc.openTenant(tenant);
      journey.go(lookPage);
    } catch (thrown) {
      setFailed(asProblem(thrown));
    }
  };
  const fine = tenants.filter(({ level }) => level === "fine").length;
  return (
    <Page
      visit={journey.visit}
      title={titleOf(t, tenants)}
      lead={t("operate:all.lead", { fine, total: tenants.length })}
      changed={{ anything: false, sentence: t("operate:page.footer") }}
      back={() => journey.go(lookPage)}
      action={{ label: t("enable:lookAgain"), act: look, isPrimary: false }}
    >
      <Notices view={view} problem={failed ?? journey.refused ?? refused ?? outOfTouch} />
      <AskedForMore view={view} ipc={ipc} />
      {moved > 0 && (
        <Button size="small" icon={<ArrowSortRegular />} onClick={sortAgain}>
          {t("operate:page.moved", { count: moved })}
        </Button>
      )}
      <section ref={rail}>
        <ol className={list} aria-label={t("operate:all.list")}>
          {sorted.map((glance) => (
            <li
              key={glance.tenant}
              data-tenant={glance.tenant}
              data-level={glance.level}
              data-looked={wasLookedAt(glance)}
            >
              <Line glance={glance} now={now} open={isHeld(view) ? null : () => void open(glance.tenant)} />
            </li>
          ))}
        </ol>
      </section>
    </Page>
  );
}

/** What stands around its jobs was not asked for yet. */
function isPart({ worst }: TenantGlance): boolean {
  return worst?.beside.some(({ code }) => code === "tenant-not-asked") ?? false;
}

/** With or without success. */
function wasLookedAt({ at, problem }: TenantGlance): boolean {
  return at !== null || problem !== null;
}

const worstFirst = ["urgent", "needs-you", "cannot-see", "moving"] as const satisfies Level[];

function titleOf(t: Say, tenants: readonly TenantGlance[]): string {
  if (!tenants.some(wasLookedAt)) return t("operate:all.title.looking");
  const worst = worstFirst.find((level) => tenants.some((one) => one.level === level));
  if (!worst) return t("operate:all.title.fine");
  const count = tenants.filter(({ level }) => level === worst).length;
  return t(`operate:all.title.${worst}`, { count });
}

function Line({ glance, now, open }: { glance: TenantGlance; now: number; open: (() => void) | null }) {
  const { t, language } = useWords();
  const dates = [
    dateOf(t, language, glance, now),
    glance.at && t("operate:all.looked", { when: ago(language, glance.at, now) }),
    isPart(glance) && t("operate:all.partly"),
  ];
  return (
    <LevelLine
      icon={wasLookedAt(glance) ? iconOfLevel[glance.level] : "to-come"}
      name={glance.name}
      words={sentenceOf(t, language, glance, now)}
      dates={dates.filter(Boolean).join(" · ")}
      open={open}
    />
  );
}

function sentenceOf(t: Say, language: string, glance: TenantGlance, now: number): string {
  const { worst, configurations, level, problem, at } = glance;
  const short = worst && wordsOf(t, language, worst, now).short;
  const sentence =
    short && configurations > 1
      ? t("operate:all.more", { sentence: short, count: configurations - 1 })
      : (short ?? (at === null ? t("operate:all.unseen") : t("operate:all.nothing")));
  if (level !== "cannot-see" || !problem) return sentence;
  const why = problem.retryable
    ? t("operate:all.noAnswer", { why: t(`problems:${problem.code}.title`) })
    : t("operate:all.signIn");
  return short ? `${why}. ${t("operate:all.last", { sentence })}` : why;
}

/** Until when, or else since when. */
function dateOf(t: Say, language: string, { worst }: TenantGlance, now: number): string | null {
  if (worst?.deadline && Date.parse(worst.deadline) > now) {
    return t("operate:all.until", { when: until(language, worst.deadline, now) });
  }
  const since = worst?.since ?? worst?.seenSince ?? null;
  return since && t("operate:all.since", { when: day(language, since) });
}
