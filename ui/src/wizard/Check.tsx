import { Button, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons";
import { type ReactNode, useId } from "react";
import { begunRuns, changedSoFar } from "../frame/begun";
import type { AppView, Checked, Problem, Verdict } from "../ipc/bindings";
import { type Say, useWords } from "../locales/i18n";
import { Notices } from "../frame/Notices";
import { Page } from "../frame/Page";
import { AskedForMore } from "../sign-in/AskedForMore";
import { AllowAgents } from "./AllowAgents";
import { CheckCard } from "./CheckCard";
import { CheckLine, CheckRow } from "./CheckRow";
import { OutsideLink } from "./OutsideLink";
import { instructions, wordsOf } from "./checkWords";
import type { PageProps } from "./definition";
import { BrokenSendings } from "./BrokenSendings";
import { Unfinished } from "./Unfinished";
import { useAllowAgents } from "./useAllowAgents";
import { useLook } from "./useLook";

/** What must be so before anything is set up: what needs the person first, each with its cure. */
export function Check({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { settled, look, refused } = useLook(journey.definition.id, view, ipc);
  const check = view?.check ?? null;
  const problem = check?.problem ?? null;
  const begun = begunRuns(view).filter(({ elsewhere }) => elsewhere === null);
  const needing = settled?.filter(({ verdict }) => verdict === "needs-you") ?? [];
  const shutBecause = reasonShut(t, settled, problem, view);
  const { allow: allowAgents, declined } = useAllowAgents(ipc, look);
  const outside = (checked: Checked) => {
    const { definition } = journey;
    const cure = view?.tenant ? definition.cureOutside(t, checked, view.tenant.cloud) : null;
    return cure && <OutsideLink ipc={ipc} {...cure} />;
  };

  return (
    <Page
      visit={journey.visit}
      {...news(t, settled, problem, view)}
      beside={
        (settled !== null || problem !== null) && (
          <Button icon={<ArrowClockwiseRegular />} disabledFocusable={check?.looking ?? false} onClick={look}>
            {t("button.checkAgain")}
          </Button>
        )
      }
      changed={{ ...changedSoFar(t, view), more: shutBecause }}
      back={() => journey.back()}
      action={{
        label: t("button.next"),
        act: () => journey.next(),
        // Where something was begun, going on with it is what the page is for.
        isPrimary: begun.length === 0,
        shut: shutBecause !== undefined,
      }}
    >
      <Notices view={view} problem={declined ?? refused ?? problem ?? journey.refused ?? outOfTouch} />
      <AskedForMore view={view} ipc={ipc} />
      <BrokenSendings
        feeds={view?.feeds.filter(({ tenant }) => tenant === view.tenant?.id) ?? []}
        here={view?.tenant?.id}
        open={journey.openFeed}
      />
      <Unfinished runs={begun} resume={journey.resume} />
      {settled ? (
        <div className={styles.groups}>
          {needing.map((checked) => (
            <CheckCard
              key={checked.id}
              checked={checked}
              words={wordsOf(t, checked, view)}
              instructions={() => instructions(t, language, checked, view)}
              signIn={() => journey.back()}
            >
              {outside(checked)}
            </CheckCard>
          ))}
          {groups.map((verdict) => (
            <Group
              key={verdict}
              verdict={verdict}
              found={settled.filter((one) => one.verdict === verdict)}
              view={view}
              outside={outside}
              allowAgents={allowAgents}
            />
          ))}
        </div>
      ) : (
        <Growing view={view} />
      )}
    </Page>
  );
}

const groups = ["worth-knowing", "not-checked", "will-do", "ready"] as const satisfies Verdict[];

/** The names at once, in the order of the page; what is found lands in its place. */
function Growing({ view }: { view: AppView | null }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label={t("check:list")}>
      {view?.check?.asked.map((id) => {
        const checked = view.check?.found.find((one) => one.id === id);
        const short = checked ? wordsOf(t, checked, view).short : "";
        return <CheckLine key={id} id={id} checked={checked} short={short} />;
      })}
    </ul>
  );
}

interface GroupProps {
  verdict: (typeof groups)[number];
  found: readonly Checked[];
  view: AppView | null;
  /** Leads to the page of Microsoft on which it is put right. */
  outside: (checked: Checked) => ReactNode;
  allowAgents: () => Promise<void>;
}

function Group({ verdict, found, view, outside, allowAgents }: GroupProps) {
  const { t } = useWords();
  const styles = useStyles();
  const heading = useId();
  if (found.length === 0) return null;
  return (
    <section aria-labelledby={heading}>
      <Subtitle2 as="h2" id={heading} className={styles.heading}>
        {t(`check:groups.${verdict}`)}
      </Subtitle2>
      <ul className={styles.list}>
        {found.map((checked) => {
          const words = wordsOf(t, checked, view);
          return verdict === "ready" ? (
            <CheckLine key={checked.id} id={checked.id} checked={checked} short={words.short} />
          ) : (
            <CheckRow key={checked.id} checked={checked} words={words}>
              {outside(checked)}
              {checked.code === "agents-not-readable" && view?.account?.grows && (
                <AllowAgents allow={allowAgents} />
              )}
            </CheckRow>
          );
        })}
      </ul>
    </section>
  );
}

function news(t: Say, settled: readonly Checked[] | null, problem: Problem | null, view: AppView | null) {
  const tenant = view?.tenant?.name ?? "";
  if (problem) return { title: t("check:broken.title", { tenant }), lead: t("check:broken.lead") };
  if (!settled) return { title: t("check:looking.title", { tenant }), lead: t("check:looking.lead") };
  const count = countOf(settled, "needs-you");
  if (count > 0) return { title: t("check:needsYou.title", { count }), lead: t("check:needsYou.lead") };
  const lead = countOf(settled, "not-checked") > 0 ? "check:ready.leadNotChecked" : "check:ready.lead";
  return { title: t("check:ready.title", { tenant }), lead: t(lead) };
}

/** What opens the way on; undefined when it is open. */
function reasonShut(
  t: Say,
  settled: readonly Checked[] | null,
  problem: Problem | null,
  view: AppView | null,
): string | undefined {
  if (problem) return t("check:opens.broken");
  if (!settled) return t("check:opens.looking");
  const needing = settled.filter(({ verdict }) => verdict === "needs-you");
  const [first] = needing;
  if (!first) return undefined;
  const { opens } = wordsOf(t, first, view);
  return needing.length === 1 && opens ? opens : t("check:opens.several");
}

function countOf(found: readonly Checked[], verdict: Verdict): number {
  return found.filter((one) => one.verdict === verdict).length;
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  groups: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXXL },
  heading: { display: "block", margin: `0 0 ${tokens.spacingVerticalXS}` },
});
