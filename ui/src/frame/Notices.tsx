import { makeStyles, MessageBar, MessageBarBody, tokens } from "@fluentui/react-components";

import type { AppView, Problem } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { noteSentence } from "./note";
import { ProblemCard } from "./ProblemCard";

/** What the person should know on whatever page: notices of the application, and why the last press was refused. */
export function Notices({ view, problem }: { view: AppView | null; problem: Problem | null }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <>
      {view?.notices.map((notice) => (
        <MessageBar key={notice.code} intent="warning" className={styles.notice}>
          <MessageBarBody>{noteSentence(t, notice)}</MessageBarBody>
        </MessageBar>
      ))}
      {problem && (
        <div className={styles.problem}>
          <ProblemCard key={problem.details} title={t(`problems:${problem.code}.title`)} problem={problem} />
        </div>
      )}
    </>
  );
}

const useStyles = makeStyles({
  notice: { marginBottom: tokens.spacingVerticalM },
  problem: { marginBottom: tokens.spacingVerticalL },
});
