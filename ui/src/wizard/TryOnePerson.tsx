import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";

import type { Problem, TrialView } from "../ipc/bindings";
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
import type { Candidate } from "../provisioning/trialPerson";
import { Result } from "../provisioning/TrialResult";
import { isUpToDate, trialNews } from "../provisioning/trialWords";
import { Working } from "../provisioning/TrialWorking";
import { useMayTry } from "./useMayTry";

interface FooterButton {
  label: string;
  act: () => void;
}

/** Longer names stand above the button, not on it. */
const fitsOnButton = 40;

/** Microsoft takes one person through the whole way before everybody follows. This writes. */
export function TryOnePerson({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [person, setPerson] = useState<Candidate | null>(null);
  const [another, setAnother] = useState(false);
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [unfound, setUnfound] = useState<Problem | null>(null);
  const tenant = view?.tenant ?? null;
  const { setup, definition } = journey;
  const into = definition.triesInto ?? "tenant";
  const about = setup ? definition.about(setup) : "";
  const place = into === "app" ? about : (tenant?.name ?? "");
  const { may, obstacle: found, look } = useMayTry(ipc, setup, journey.visit);
  const trial = another ? null : (view?.trial ?? null);
  const tried = trial && (person?.id === trial.person ? person : personOf(trial));
  // Without a good result the same person can be tried again.
  const next = person ?? tried;
  const held = asking || view?.trial?.working === true;
  const stage = trial?.working ? "working" : trial?.result ? "told" : found ? "cannot" : "choose";
  const news =
    trial && tried
      ? trialNews(t, trial, tried.name, into, place)
      : stage === "cannot" && { title: t("trial:cannot.title"), lead: t("trial:cannot.lead") };
  const problem = stage === "cannot" ? found : trial?.problem;
  useTrialNews(view?.trial ?? null, into, news ? news.title : "");

  const tryNow = async () => {
    if (!setup || !next) return;
    setAsking(true);
    setRefused(null);
    try {
      await ipc.tryPerson(setup, next.id);
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
  const lookAgain = { label: t("button.tryAgain"), act: look };
  const onward = view?.trial?.result ? goOn : skip;
  const mayGoOtherwise = trial?.result && trial.result.verdict !== "success" && !isUpToDate(trial.result);
  const buttons: { main: FooterButton; second?: FooterButton } = {
    working: { main: stop },
    told: { main: goOn, ...(mayGoOtherwise && { second: { ...tryIt, label: t("button.tryAgain") } }) },
    cannot: { main: onward, second: lookAgain },
    choose: { main: tryIt, second: onward },
  }[stage];

  return (
    <Page
      visit={journey.visit}
      title={news ? news.title : t("trial:title")}
      lead={news ? news.lead : t("trial:lead")}
      changed={{
        ...changedSentence(t, changedSteps(view?.run ?? null).length, view?.trial ?? null),
        more: held ? t("trial:footer.held") : stage === "choose" ? opensWhen(t, next, may) : undefined,
      }}
      back={held ? undefined : () => journey.back()}
      second={held ? undefined : buttons.second}
      action={{
        ...buttons.main,
        isPrimary: stage !== "working",
        shut: asking || (stage === "choose" && (!next || !may)),
      }}
    >
      <AskedForMore view={view} ipc={ipc} />
      <Notices view={view} problem={refused ?? unfound ?? journey.refused ?? outOfTouch} />
      {trial && <code className={styles.dn}>{trial.person}</code>}
      {trial?.working && <Working trial={trial} into={into} />}
      {problem && (
        <ProblemCard
          key={problem.code}
          title={t(`problems:${problem.code}.title`)}
          problem={problem}
          action={<ProblemAction problem={problem} view={view} journey={journey} ipc={ipc} />}
        />
      )}
      {trial?.result && <Result result={trial.result} into={into} initialDomain={tenant?.domain ?? ""} />}
      {stage === "choose" && may && tenant && setup && (
        <TrialForm
          ipc={ipc}
          tenant={tenant}
          into={into}
          place={place}
          domain={about}
          name={next?.name ?? null}
          choose={setPerson}
          refuse={(thrown) => setUnfound(thrown === null ? null : asProblem(thrown))}
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

/** After a reload only that is left by which Microsoft was told who it is. */
function personOf({ person }: TrialView): Candidate {
  return { id: person, name: nameIn(person), place: "" };
}

/** What the button waits for, where it waits. */
function opensWhen(t: Say, person: Candidate | null, may: boolean): string | undefined {
  if (!may) return t("trial:footer.looks");
  return person ? undefined : t("trial:footer.choose");
}

function tryLabel(t: Say, person: Candidate | null): string {
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
