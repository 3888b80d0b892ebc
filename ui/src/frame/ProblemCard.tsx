import { makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { type Say, useWords } from "../locales/i18n";

import { Disclosure } from "../components/Disclosure";
import { StateIcon } from "../components/StateIcon";
import type { Problem, SetupMistake } from "../ipc/bindings";
import { allowedIn, foundIn } from "../locales/mistakes";
import type { Words } from "../locales/words";
import { narrow } from "./layout";

interface ProblemCardProps {
  /** Which step, as a sentence. */
  title: string;
  problem: Problem;
  /** The button for the first thing to do. */
  action?: ReactNode;
}

/** What happened, what it means, what to do; the rest is folded away for support. Takes the focus when it appears. */
export function ProblemCard({ title, problem, action }: ProblemCardProps) {
  const { t } = useWords();
  const styles = useStyles();
  const card = useRef<HTMLElement>(null);
  const heading = useId();
  useEffect(() => {
    card.current?.focus({ preventScroll: true });
    card.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const values = { replace: problem.facts };
  const mistakes = problem.mistakes ?? [];
  const facts = Object.entries(factsOf(t, problem)).filter(([name]) => isLabelled(name, t));

  return (
    <section ref={card} tabIndex={-1} className={styles.card} aria-labelledby={heading}>
      <StateIcon state="failed" />
      <Subtitle2 as="h2" id={heading} className={styles.title}>
        {title}
      </Subtitle2>
      <dl className={styles.answers}>
        <dt>{t("problem.happened")}</dt>
        <dd>{t(`problems:${problem.code}.happened`, values)}</dd>
        <dt>{t("problem.means")}</dt>
        <dd>{t(`problems:${problem.code}.means`, values)}</dd>
        <dt>{t("problem.todo")}</dt>
        <dd>
          <ol className={styles.todo}>
            {t(`problems:${problem.code}.todo`, { ...values, returnObjects: true }).map((sentence, at) => (
              <li key={sentence}>
                {sentence}
                {at === 0 && action && <div className={styles.action}>{action}</div>}
              </li>
            ))}
          </ol>
        </dd>
        {mistakes.length > 1 && (
          <>
            <dt>{t("problem.mistakes")}</dt>
            <dd>
              <ul className={styles.todo}>
                {mistakes.map((mistake) => (
                  <li key={`${mistake.line}:${mistake.column}:${mistake.field}`}>{mistakeIn(t, mistake)}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{t(`fact.${name as FactName}`)}</dt>
            <dd>
              <code className={styles.code}>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.support}>
        <Disclosure
          label={t("problem.details")}
          beside={problem.requestId && <span className={styles.evidence}>{problem.requestId}</span>}
        >
          <dl className={styles.details}>
            <dt>{t("problem.code")}</dt>
            <dd>{problem.code}</dd>
            {problem.requestId && (
              <>
                <dt>{t("problem.request")}</dt>
                <dd>{problem.requestId}</dd>
              </>
            )}
            <dt>{t("problem.cause")}</dt>
            <dd>{problem.details}</dd>
          </dl>
        </Disclosure>
      </div>
    </section>
  );
}

/** What is told beside the sentences: the one mistake of a set-up file in parts, and nothing of several, which the list tells. */
function factsOf(t: Say, { facts, mistakes = [] }: Problem): Record<string, string> {
  const [mistake, another] = mistakes;
  if (!mistake) return facts;
  if (another) return {};
  const { field, suggestion } = mistake;
  const allowed = withMeant(t, allowedIn(t, mistake.allowed), suggestion);
  return { field, found: foundIn(t, mistake.found), allowed };
}

/** A mistake of a set-up file, with its line. */
function mistakeIn(t: Say, mistake: SetupMistake): string {
  const { line, field, suggestion } = mistake;
  const [found, allowed] = [foundIn(t, mistake.found), allowedIn(t, mistake.allowed)];
  return withMeant(t, t("problem.mistake", { line, field, found, allowed }), suggestion);
}

function withMeant(t: Say, said: string, suggestion: string | null): string {
  return suggestion === null ? said : `${said} ${t("problem.meant", { suggestion })}`;
}

type FactName = keyof Words["common"]["fact"];

function isLabelled(name: string, t: Say): boolean {
  return t(`fact.${name as FactName}`, { defaultValue: "" }) !== "";
}

const useStyles = makeStyles({
  card: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalXS} -18px`,
    padding: "16px 20px 12px 18px",
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow4,
    overflowWrap: "anywhere",
    [narrow]: { marginInlineStart: 0 },
  },
  title: { margin: 0 },
  answers: {
    gridColumnStart: "2",
    display: "grid",
    gridTemplateColumns: "minmax(90px, 132px) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalM,
    margin: `${tokens.spacingVerticalM} 0`,
    "& dt": { color: tokens.colorNeutralForeground3 },
    "& dd": { margin: 0 },
    [narrow]: {
      gridTemplateColumns: "minmax(0, 1fr)",
      rowGap: 0,
      "& dd": { marginBottom: tokens.spacingVerticalS },
    },
  },
  todo: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalL,
    // One thing to do is a sentence, not a list.
    "& li:only-child": {
      marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalL})`,
      listStyleType: "none",
    },
  },
  action: { padding: `${tokens.spacingVerticalXS} 0` },
  fact: { display: "contents" },
  code: {
    padding: `1px ${tokens.spacingHorizontalXS}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
  support: {
    gridColumnStart: "2",
    paddingTop: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  evidence: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  details: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    margin: `${tokens.spacingVerticalXS} 0 0 ${tokens.spacingHorizontalS}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    "& dt": { color: tokens.colorNeutralForeground3 },
    "& dd": { margin: 0 },
  },
});
