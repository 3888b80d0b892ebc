import { makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { StateIcon } from "../../components/StateIcon";
import type { RunView } from "../../ipc/bindings";
import type { SetupFile } from "../../ipc/setup";
import { type Say, useWords } from "../../locales/i18n";
import { narrow } from "../../wizard/layout";
import { noteSentence } from "../../wizard/note";
import { Page } from "../../wizard/Page";
import { isSynchronizing, stageOf } from "../../wizard/run";
import { answersOf } from "./answers";
import { changedSentence } from "./apply-words";
import type { PageProps } from "./journey";
import { Notices } from "./notices";
import { summaryOf } from "./summary";

/** How it stands now, what was set up, and what to keep in mind. */
export function Done({ view, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const tenant = view?.tenant?.name ?? "";
  const run = view?.run ?? null;
  const started = run !== null && isSynchronizing(run);
  return (
    <Page
      visit={journey.visit}
      title={t(started ? "wizard:done.title" : "wizard:done.titleNotStarted", { tenant })}
      lead={t(started ? "wizard:done.lead" : "wizard:done.leadNotStarted")}
      changed={changedSentence(t, stageOf(view), run)}
      back={() => journey.go("apply")}
      action={{ label: t("button.checkAgain"), act: () => void journey.apply(), isPrimary: false }}
    >
      <Notices view={view} problem={journey.refused ?? outOfTouch} />
      {run && (
        <>
          <StateNow run={run} />
          <Facts title={t("wizard:done.setUp")} facts={setUpFacts(t, run.setup)} />
          <Facts title={t("wizard:done.mind")} facts={reminders(t, run.setup, started)} />
        </>
      )}
    </Page>
  );
}

/** What the last look at the jobs found. */
function StateNow({ run }: { run: RunView }) {
  const { t } = useWords();
  const styles = useStyles();
  const notes = run.steps.find(({ id }) => id === "first-status")?.notes ?? [];
  if (notes.length === 0) return null;
  return (
    <section className={styles.card} aria-label={t("wizard:done.now")}>
      <StateIcon state="done" />
      <ul className={styles.notes}>
        {notes.map((note) => (
          <li key={JSON.stringify(note)}>{noteSentence(t, note)}</li>
        ))}
      </ul>
    </section>
  );
}

type Fact = [label: string, value: string];

function setUpFacts(t: Say, setup: SetupFile): Fact[] {
  const answers = answersOf(setup);
  const value = (section: Parameters<typeof summaryOf>[1]) => summaryOf(t, section, answers).value;
  const missing = [
    !setup.passwordHashSync && t("wizard:passwords.switch"),
    !setup.exchangeHybridWriteback && t("wizard:exchange.switch"),
  ].filter((name) => name !== false);
  return [
    [t("wizard:done.configuration"), setup.name],
    [t("wizard:domain.label"), setup.domain],
    [t("wizard:who.label"), value("who")],
    ...(setup.passwordHashSync ? [[t("wizard:passwords.label"), value("passwords")] as Fact] : []),
    ...(setup.exchangeHybridWriteback ? [[t("wizard:exchange.label"), value("exchange")] as Fact] : []),
    [t("wizard:mail.label"), value("mail")],
    [t("wizard:guard.label"), value("guard")],
    [t("wizard:done.notSetUp"), missing.join(", ") || t("wizard:done.nothing")],
  ];
}

function reminders(t: Say, setup: SetupFile, started: boolean): Fact[] {
  const guard = setup.accidentalDeletes;
  const anyTime = [
    "everyone" in setup.scope ? undefined : t("wizard:done.renames"),
    "groups" in setup.scope ? t("wizard:done.groups") : undefined,
    guard.enabled ? t("wizard:done.guard", { count: guard.threshold }) : undefined,
    setup.notify.length === 0 ? t("wizard:done.noMail") : undefined,
  ].filter((text) => text !== undefined);
  return [
    ...(started ? [[t("wizard:done.soon"), t("wizard:done.soonText")] as Fact] : []),
    ...anyTime.map((text): Fact => [t("wizard:done.anyTime"), text]),
  ];
}

function Facts({ title, facts }: { title: string; facts: readonly Fact[] }): ReactNode {
  const styles = useStyles();
  if (facts.length === 0) return null;
  return (
    <section className={styles.group} aria-label={title}>
      <Subtitle2 as="h2" className={styles.heading}>
        {title}
      </Subtitle2>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label + value} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const useStyles = makeStyles({
  card: {
    display: "flex",
    columnGap: tokens.spacingHorizontalL,
    padding: tokens.spacingHorizontalXL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  notes: {
    margin: 0,
    padding: 0,
    listStyleType: "none",
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
  },
  group: { marginTop: tokens.spacingVerticalXXL },
  heading: { display: "block", margin: `0 0 ${tokens.spacingVerticalXS}` },
  facts: { margin: 0 },
  fact: {
    display: "grid",
    gridTemplateColumns: "minmax(100px, 152px) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
    overflowWrap: "anywhere",
    "& dt": { color: tokens.colorNeutralForeground3 },
    "& dd": { margin: 0 },
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
});
