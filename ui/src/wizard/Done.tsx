import { makeStyles, tokens } from "@fluentui/react-components";
import { useNow } from "../components/useNow";
import { useWords } from "../locales/i18n";
import { reportHtml } from "../report";
import { afterRemoval, doneBy } from "../report/facts";
import { Page } from "../frame/Page";
import { isGone, isSynchronizing, stageOf, isAtWork, changedSteps } from "../frame/run";
import { Created } from "./Created";
import { Changed, Facts } from "./Facts";
import { HandOver } from "./HandOver";
import { Saved } from "./Saved";
import { useSaving } from "./useSaving";
import { WhatNext } from "./WhatNext";
import type { PageProps } from "./definition";
import { Notices } from "../frame/Notices";
import { SaveAsCode } from "./SaveAsCode";
import { StatusCard } from "../provisioning/StatusCard";
import { type Standing, statusFacts } from "../provisioning/statusFacts";
import { useWatch } from "../provisioning/watch";
import { StuckCard } from "../provisioning/StatusStuck";

/** How it stands now, what was set up and by whom, what to keep in mind, and the hand-over. */
export function Done({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { definition } = journey;
  const saving = useSaving();
  const now = useNow(false);
  const tenant = view?.tenant?.name ?? "";
  const run = view?.run ?? null;
  const setup = run?.setup ?? journey.setup;
  const facts = statusFacts(view?.status ?? null, setup);
  const { look, refused } = useWatch(ipc, isAtWork(stageOf(view)) ? null : setup);
  const gone = isGone(view);
  const standing = gone ? "Removed" : standingOf(facts.standing, run !== null && isSynchronizing(run));
  const changed = changedSteps(run);
  const made = changed.length;

  return (
    <Page
      visit={journey.visit}
      title={t(`wizard:done.title${standing}`, { tenant, journey: t(`journeys:${definition.id}.name`) })}
      lead={t(`wizard:done.lead${standing}`)}
      changed={{
        anything: made > 0,
        sentence: gone
          ? t("footer.removed", { tenant })
          : made > 0
            ? t("footer.changes", { count: made })
            : t("footer.nothing"),
        more: saving.saved === null ? undefined : <Saved ipc={ipc} saving={saving} />,
      }}
      back={() => journey.back()}
      action={{
        label: t("wizard:done.saveReport"),
        act: () => {
          if (view) void saving.save(() => ipc.savePage("report", reportHtml(t, language, view, definition)));
        },
        isPrimary: true,
        shut: !run,
      }}
    >
      <Notices view={view} problem={saving.problem ?? journey.refused ?? outOfTouch} />
      {!gone && (
        <>
          {facts.stuck.map((job) => (
            <StuckCard key={job.template} job={job} />
          ))}
          <StatusCard status={view?.status ?? null} facts={facts} look={look} refused={refused} />
        </>
      )}
      {view && run && setup && (
        <>
          <Facts
            title={t("wizard:done.mind")}
            facts={
              gone
                ? afterRemoval(t)
                : definition.reminders(t, language, view, setup, standing !== "NotStarted", now)
            }
          />
          <HandOver
            saveJson={() => void saving.save(() => ipc.saveReport())}
            saveAnswers={() => void saving.save(() => ipc.saveSetup(journey.setup ?? setup))}
            code={<SaveAsCode ipc={ipc} setup={journey.setup ?? setup} saving={saving} />}
          />
          <WhatNext
            ipc={ipc}
            documentation={definition.documentation}
            anotherLabel={t(`journeys:${definition.id}.another`, { tenant })}
            another={() => journey.go(definition.subjectPage ?? definition.answersPage)}
            anotherTenant={() => journey.goHome()}
          />
          <div className={styles.details}>
            <Facts
              title={t("wizard:done.setUp")}
              isFolded
              facts={[...definition.summary(t, run.setup), ...doneBy(t, language, view.account, run)]}
            />
            <Changed steps={changed} />
            <Created ipc={ipc} view={view} run={run} remove={() => void journey.lookAtCreated()} />
          </div>
        </>
      )}
    </Page>
  );
}

/** Which title fits; before the first look the run tells whether anything was started. */
function standingOf(standing: Standing, started: boolean): "" | "NotStarted" | "InStep" | "Stuck" {
  switch (standing) {
    case "stuck":
    case "switched-off":
      return "Stuck";
    case "in-step":
      return "InStep";
    case "first-round":
      return "";
    case "off":
      return "NotStarted";
    case "unknown":
      return started ? "" : "NotStarted";
  }
}

const useStyles = makeStyles({
  details: { marginTop: tokens.spacingVerticalXXL },
});
