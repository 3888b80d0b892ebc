import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";

import { Hint } from "../../components/Hint";
import type { FeedFinding, FeedReviewView } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import { PeopleBehind } from "./PeopleBehind";
import { rowsOf, sentenceOf } from "./problems";
import { Row, Rows } from "./Rows";
import { countOf, stopsOf } from "./stops";

/** These go on once somebody types how many leave. */
const typedFor = ["leaving", "shrunk", "renumbered"];

interface FindingsProps {
  review: FeedReviewView;
  /** Looks again, with the number of people who may leave. */
  agree: (leavers: number) => void;
}

/** What must be settled before anything is sent: in the file, in the tenant, and by typing how many leave. */
export function MustSettle({ review, agree }: FindingsProps) {
  const { t } = useWords();
  const { problems, findings, rows: unfit } = stopsOf(review);
  if (countOf(review) === 0) return null;
  const headings = new Map(review.headings);
  const leave = leaveOf(findings);
  return (
    <>
      <Rows title={t("feedSend:look.must")} hint={t("feedSend:look.mustHint")}>
        {problems.map((problem) => {
          const rows = rowsOf(t, problem);
          const heading = problem.column === undefined ? "" : (headings.get(problem.column) ?? "");
          return (
            <Row key={`${problem.code} ${problem.column ?? ""}`} state="failed" code={problem.code}>
              <div>{sentenceOf(t, problem, heading)}</div>
              {rows && <Hint>{rows}</Hint>}
            </Row>
          );
        })}
        {findings.map((finding) => (
          <Row key={finding.code} state="failed" code={finding.code}>
            <FindingSentence finding={finding} />
          </Row>
        ))}
        {unfit.map(({ row, why }) => (
          <Row key={row} state="failed" code="unfit-row">
            {t("feedSend:look.unfitRow", { row, why: t(`feedSend:look.unfitWhy.${why}`) })}
          </Row>
        ))}
      </Rows>
      {leave !== null && <HowManyLeave count={leave} agree={agree} />}
    </>
  );
}

/** How many the guard asks about: also those who are not sent now, because of who is in the tenant. */
function leaveOf(findings: readonly FeedFinding[]): number | null {
  const values = findings.find(({ code }) => typedFor.includes(code))?.values;
  const leave = values?.leaving ?? values?.people;
  return leave === undefined ? null : Number(leave);
}

export function FindingSentence({ finding: { code, values } }: { finding: FeedFinding }) {
  const { t } = useWords();
  return <>{t(`feedSend:finding.${code}`, { replace: values ?? {} })}</>;
}

function HowManyLeave({ count, agree }: { count: number; agree: (leavers: number) => void }) {
  const { t } = useWords();
  const styles = useStyles();
  const [typed, setTyped] = useState("");
  const isRight = typed.trim() === String(count);
  return (
    <div className={styles.typed}>
      <Field label={t("feedSend:look.typed", { count })} hint={t("feedSend:look.typedHint")}>
        <Input value={typed} inputMode="numeric" onChange={(_, { value }) => setTyped(value)} />
      </Field>
      <Button disabledFocusable={!isRight} onClick={() => agree(count)}>
        {t("feedSend:look.typedButton")}
      </Button>
    </div>
  );
}

/** What should be known and stops nothing. */
export function WorthKnowing({ review }: { review: FeedReviewView }) {
  const { t } = useWords();
  const hints = review.findings.filter(({ blocks }) => !blocks);
  if (hints.length === 0) return null;
  return (
    <Rows title={t("feedSend:look.know")}>
      {hints.map((finding) => (
        <Row key={finding.code} state="needs-you" code={finding.code}>
          <FindingSentence finding={finding} />
        </Row>
      ))}
    </Rows>
  );
}

/** Where somebody changed the feed in the tenant since it was set up. */
export function ChangedThere({ review, tenant }: { review: FeedReviewView; tenant: string }) {
  const { t } = useWords();
  if (review.mapping.length === 0) return null;
  const nothing = t("feedSend:mapping.nothing");
  return (
    <Rows title={t("feedSend:mapping.title", { tenant })} hint={t("feedSend:mapping.hint")}>
      {review.mapping.map(({ what, name, found, wanted }) => (
        <Row key={`${what} ${name}`} state="needs-you" code={`mapping-${what}`}>
          <div>{t(`feedSend:mapping.${what}`, { name })}</div>
          <Hint>{t("feedSend:mapping.line", { is: found || nothing, should: wanted || nothing })}</Hint>
        </Row>
      ))}
    </Rows>
  );
}

interface WhoIsWhoProps {
  ipc: Ipc;
  review: FeedReviewView;
  revision: number;
  tenant: string;
}

/** Those who cannot be sent yet because of who is in the tenant already. */
export function WhoIsWho({ ipc, review, revision, tenant }: WhoIsWhoProps) {
  const { t } = useWords();
  if (review.aside.length === 0) return null;
  return (
    <Rows title={t("feedSend:look.whoIsWho")} hint={t("feedSend:look.whoIsWhoHint")}>
      {review.aside.map(({ why, count, settled }) => {
        const what = t(`feedSend:aside.${why as "own"}.what`, { tenant });
        return (
          <Row key={why} state={settled ? "not-wanted" : "needs-you"} code={why}>
            <div>
              {t("peopleFile:people", { count })} {what}.
            </div>
            <Hint>{t(`feedSend:aside.${why as "own"}.do`, { tenant })}</Hint>
            <PeopleBehind
              key={revision}
              ipc={ipc}
              group="aside"
              why={why}
              name={t("feedSend:look.whoIsWho")}
              count={count}
            />
          </Row>
        );
      })}
    </Rows>
  );
}

const useStyles = makeStyles({
  typed: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: tokens.spacingVerticalS,
    maxWidth: "480px",
    marginTop: tokens.spacingVerticalS,
  },
});
