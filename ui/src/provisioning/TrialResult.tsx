import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { QuestionCircleRegular } from "@fluentui/react-icons";

import { Icon } from "../components/Icon";
import { useCard } from "../components/card";
import { Disclosure } from "../components/Disclosure";
import { StateIcon, type StateName } from "../components/StateIcon";
import type { TrialResult, TrialState, TrialStep } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { narrow } from "../frame/layout";
import { Caution } from "./TrialCaution";
import { TrialChanges } from "./TrialChanges";
import type { Into } from "./trialPerson";
import { needsReason, reasonWords, stepSentence } from "./trialWords";

interface ResultProps {
  result: TrialResult;
  into: Into;
  /** Of the tenant. */
  initialDomain: string;
}

/** What came of the try: why not, if it failed; the four parts; and what is different now. */
export function Result({ result, into, initialDomain }: ResultProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <>
      {needsReason(result) && <Reason result={result} into={into} />}
      {into === "tenant" && hasInitialDomain(result, initialDomain) && (
        <div className={styles.notice}>
          <Caution>{t("trial:initialDomain", { domain: initialDomain })}</Caution>
        </div>
      )}
      <ol className={styles.parts} aria-label={t("trial:parts")}>
        {result.steps.map((step) => (
          <Part key={step.part} step={step} sentence={stepSentence(t, into, step, result)} />
        ))}
      </ol>
      <TrialChanges changes={result.changes} into={into} />
    </>
  );
}

/** What the code means and what to do; Microsoft's own words stay beside ours. */
function Reason({ result, into }: { result: TrialResult; into: Into }) {
  const { t } = useWords();
  const styles = useStyles();
  const { card } = useCard();
  const { code, message } = result;
  const known = reasonWords(t, into, result);
  return (
    <section className={mergeClasses(card, styles.card)} aria-label={t("problem.happened")}>
      <dl className={styles.answers}>
        {known && (
          <>
            <dt>{t("problem.happened")}</dt>
            <dd>{known.means}</dd>
            <dt>{t("problem.todo")}</dt>
            <dd>{known.todo}</dd>
          </>
        )}
        <dt>{t("trial:microsoft")}</dt>
        <dd lang="en">
          {message} {code && <code className={styles.code}>{code}</code>}
        </dd>
        {!known && (
          <>
            <dt>{t("problem.todo")}</dt>
            <dd>{t("trial:unknownTodo")}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Part({ step, sentence }: { step: TrialStep; sentence: string }) {
  const { t } = useWords();
  const styles = useStyles();
  const details = step.details.filter(([, value]) => value !== "");
  return (
    <li className={styles.part} data-part={step.part} data-state={step.state}>
      {step.state === "not-told" ? (
        <Icon icon={QuestionCircleRegular} className={styles.quiet} />
      ) : (
        <StateIcon state={looks[step.state]} />
      )}
      <div className={styles.words}>
        <div className={styles.name}>{t(`trial:part.${step.part}.name`)}</div>
        <div>{sentence}</div>
        {details.length > 0 && (
          <Disclosure label={t("trial:details", { count: details.length })}>
            <dl className={styles.details}>
              {details.map(([name, value], at) => (
                // Microsoft may tell a name twice; what it told does not change.
                <div key={at} className={styles.detail}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </Disclosure>
        )}
      </div>
      <div className={styles.state}>{t(`trial:state.${step.state}`)}</div>
    </li>
  );
}

/** A sign-in name whose ending is not verified in the tenant gets the tenant's own (contract 15, F24). */
function hasInitialDomain({ changes }: TrialResult, initialDomain: string): boolean {
  const name = changes.find(({ attribute }) => attribute.toLowerCase() === "userprincipalname")?.after;
  return name?.toLowerCase().endsWith(`@${initialDomain.toLowerCase()}`) ?? false;
}

const looks: Record<Exclude<TrialState, "not-told">, StateName> = {
  success: "done",
  skipped: "not-wanted",
  failure: "failed",
};

const mono = {
  fontFamily: tokens.fontFamilyMonospace,
  fontSize: tokens.fontSizeBase200,
  lineHeight: "18px",
} as const;

const useStyles = makeStyles({
  notice: { marginBottom: tokens.spacingVerticalM },
  card: {
    marginBottom: tokens.spacingVerticalM,
    overflowWrap: "anywhere",
  },
  answers: {
    display: "grid",
    gridTemplateColumns: "minmax(90px, 132px) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalM,
    margin: 0,
    "& dt": { color: tokens.colorNeutralForeground3 },
    "& dd": { margin: 0 },
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)", rowGap: tokens.spacingVerticalXS },
  },
  code: {
    ...mono,
    padding: `1px ${tokens.spacingHorizontalXS}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  parts: { margin: 0, padding: 0, listStyleType: "none" },
  part: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr) auto",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalMNudge} 0`,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  words: { minWidth: 0, overflowWrap: "anywhere" },
  name: { fontWeight: tokens.fontWeightSemibold },
  state: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForeground3,
    textAlign: "end",
  },
  details: { ...mono, margin: `${tokens.spacingVerticalXS} 0 0 ${tokens.spacingHorizontalS}` },
  detail: {
    display: "grid",
    gridTemplateColumns: "minmax(80px, 220px) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    "& dt": { color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
    "& dd": { margin: 0, overflowWrap: "anywhere" },
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
});
