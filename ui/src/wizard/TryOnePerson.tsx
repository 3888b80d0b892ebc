import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";

import type { Person, Problem, TrialView } from "../ipc/bindings";
import { asProblem } from "../ipc/client";
import { type Say, useWords } from "../locales/i18n";
import { Page } from "../frame/Page";
import { changedSteps } from "../frame/run";
import { ProblemCard } from "../frame/ProblemCard";
import { nameIn } from "../provisioning/distinguishedName";
import type { PageProps } from "./definition";
import { AskedForMore } from "../sign-in/AskedForMore";
import { Notices } from "../frame/Notices";
import { ProblemAction } from "./ProblemAction";
import { TrialForm } from "../provisioning/TrialForm";
import { useTrialNews } from "../provisioning/trialNews";
import { Result } from "../provisioning/TrialResult";
import { trialNews } from "../provisioning/trialWords";
import { Working } from "../provisioning/TrialWorking";

/** Longer names stand above the button, not on it. */
const fitsOnButton = 40;

/** Microsoft takes one person through the whole way before everybody follows. This writes. */
export function TryOnePerson({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [person, setPerson] = useState<Person | null>(null);
  const [another, setAnother] = useState(false);
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const tenant = view?.tenant ?? null;
  const { setup } = journey;
  const trial = another ? null : (view?.trial ?? null);
  const tried = trial && (person?.distinguishedName === trial.person ? person : personOf(trial));
  const news = trial && tried && trialNews(t, trial, tried.name, tenant?.name ?? "");
  // Without a result the same person can be tried again.
  const next = person ?? tried;
  const held = asking || view?.trial?.working === true;
  const picks = !trial?.working && !trial?.result;
  useTrialNews(view?.trial ?? null, news?.title ?? "");

  const tryNow = async () => {
    if (!setup || !next) return;
    setAsking(true);
    setRefused(null);
    try {
      await ipc.tryPerson(setup, next.distinguishedName);
      setAnother(false);
    } catch (thrown) {
      setRefused(asProblem(thrown));
    }
    setAsking(false);
  };
  const goOn = { label: t("button.next"), act: () => journey.next() };
  const skip = { label: t("trial:skip"), act: journey.skip };
  const stop = { label: t("button.stop"), act: () => void journey.stop() };
  const tryIt = { label: tryLabel(t, next), act: () => void tryNow() };

  return (
    <Page
      visit={journey.visit}
      title={news?.title ?? t("trial:title")}
      lead={news ? news.lead : t("trial:lead")}
      changed={{
        ...changedSentence(t, changedSteps(view?.run ?? null).length, view?.trial ?? null),
        more: held ? t("trial:footer.held") : next ? undefined : t("trial:footer.choose"),
      }}
      back={held ? undefined : () => journey.back()}
      second={held || !picks ? undefined : view?.trial?.result ? goOn : skip}
      action={{
        ...(trial?.working ? stop : picks ? tryIt : goOn),
        isPrimary: !trial?.working,
        shut: asking || (picks && (!next || !setup)),
      }}
    >
      <AskedForMore view={view} ipc={ipc} />
      <Notices view={view} problem={refused ?? journey.refused ?? outOfTouch} />
      {trial && <code className={styles.dn}>{trial.person}</code>}
      {trial?.working && <Working trial={trial} />}
      {trial?.problem && (
        <ProblemCard
          title={t(`problems:${trial.problem.code}.title`)}
          problem={trial.problem}
          action={<ProblemAction problem={trial.problem} view={view} journey={journey} ipc={ipc} />}
        />
      )}
      {trial?.result && <Result result={trial.result} initialDomain={tenant?.domain ?? ""} />}
      {picks && tenant && setup && (
        <TrialForm
          ipc={ipc}
          tenant={tenant}
          domain={journey.definition.about(setup)}
          name={next?.name ?? null}
          choose={setPerson}
          takesFocus={another}
        />
      )}
      {trial?.result && (
        <Button
          className={styles.another}
          onClick={() => {
            setPerson(null);
            setAnother(true);
          }}
        >
          {t("trial:another")}
        </Button>
      )}
    </Page>
  );
}

/** After a reload only the distinguished name is left. */
function personOf(trial: TrialView): Person {
  return { name: nameIn(trial.person), distinguishedName: trial.person };
}

function tryLabel(t: Say, person: Person | null): string {
  return person && person.name.length <= fitsOnButton
    ? t("trial:try", { name: person.name })
    : t("trial:tryThis");
}

function changedSentence(t: Say, made: number, trial: TrialView | null) {
  const wrote = trial?.result?.verdict === "success";
  const changes = made > 0 ? t("footer.changes", { count: made }) : t("footer.nothing");
  return { anything: made > 0 || wrote, sentence: wrote ? t("trial:footer.wrote", { changes }) : changes };
}

const useStyles = makeStyles({
  dn: {
    display: "block",
    margin: `0 0 ${tokens.spacingVerticalM}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
  another: { marginTop: tokens.spacingVerticalXL },
});
