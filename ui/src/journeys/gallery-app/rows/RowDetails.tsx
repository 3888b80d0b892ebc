import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons";
import { useEffect, useState } from "react";

import { StepList } from "../../../frame/StepList";
import { stepsOf } from "../../../frame/run";
import type { AppTableView, RowsView, RunView, ShownRow } from "../../../ipc/bindings";
import type { Ipc } from "../../../ipc/client";
import { useWords } from "../../../locales/i18n";
import { planOf } from "../../../wizard/plan";
import { PlanRow } from "../../../wizard/PlanRow";
import { RowValues } from "./RowValues";

interface RowDetailsProps {
  ipc: Ipc;
  row: ShownRow;
  rows: RowsView;
  /** The table that the rows stand in. */
  table: AppTableView | null;
  retry: () => void;
}

/** What will be or was done in one row; where it needs somebody, what to do, its values, and the way to try it again. */
export function RowDetails({ ipc, row, rows, table, retry }: RowDetailsProps) {
  const { t } = useWords();
  const styles = useStyles();
  const run = useRowRun(ipc, row);
  const { problem } = row;
  const isPlan = rows.work === "plan";
  const mayRetry = !isPlan && (row.standing === "needs-you" || row.standing === "stopped");
  const values = { replace: problem?.facts ?? {} };
  return (
    <div className={styles.parts}>
      {problem && (
        <>
          <p className={styles.text}>{t(`problems:${problem.code}.happened`, values)}</p>
          <ul className={styles.todo}>
            {t(`problems:${problem.code}.todo`, { ...values, returnObjects: true }).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      {mayRetry && (
        <>
          {table && <RowValues ipc={ipc} table={table} row={row.number} isShut={rows.working} />}
          <Button
            className={styles.retry}
            icon={<ArrowClockwiseRegular />}
            disabledFocusable={rows.working || !row.ready}
            onClick={retry}
          >
            {t("galleryApp:rows.retry")}
          </Button>
          {rows.working && <p className={styles.text}>{t("galleryApp:rows.retryLater")}</p>}
        </>
      )}
      {run && isPlan && <Planned run={run} />}
      {run && !isPlan && <StepList steps={stepsOf(run).filter(({ state }) => state.is !== "failed")} />}
    </div>
  );
}

function Planned({ run }: { run: RunView }) {
  const styles = useStyles();
  const plan = planOf(run);
  return (
    <ul className={styles.list}>
      {(["willChange", "stays", "unknown"] as const).map((group) =>
        plan[group].map((step) => <PlanRow key={step.id} step={step} group={group} />),
      )}
    </ul>
  );
}

/** Every step of the row, read again when it stands elsewhere. */
function useRowRun(ipc: Ipc, { number, standing, changes }: ShownRow): RunView | null {
  const [run, setRun] = useState<RunView | null>(null);
  useEffect(() => {
    let wanted = true;
    ipc.rowRun(number).then(
      (run) => {
        if (wanted) setRun(run);
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [ipc, number, standing, changes]);
  return run;
}

const useStyles = makeStyles({
  parts: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
  text: { margin: 0, overflowWrap: "anywhere" },
  todo: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  retry: { alignSelf: "start" },
  list: { margin: 0, padding: 0, listStyleType: "none" },
});
