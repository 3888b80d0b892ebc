import { makeStyles, tokens } from "@fluentui/react-components";

import { StateIcon } from "../components/StateIcon";
import type { JobStatus } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import type { Words } from "../locales/words";
import { Group } from "../wizard/Facts";

type Known = `works.${keyof Words["operate"]["works"]}`;

/** What still works while a job stands, and what does not. */
export function Works({ job }: { job: JobStatus }) {
  const { t } = useWords();
  const styles = useStyles();
  const path = (job.ofApp ? "app.works" : `works.${job.template}`) as Known;
  const goesOn = t(`operate:${path}.goes-on`, { defaultValue: "" });
  const stands = t(`operate:${path}.stands`, { defaultValue: "" });
  if (!goesOn || !stands) return null;
  return (
    <div className={styles.columns}>
      <Group title={t("operate:page.goesOn")}>
        <div className={styles.line}>
          <StateIcon state="done" />
          {goesOn}
        </div>
      </Group>
      <Group title={t("operate:page.stands")}>
        <div className={styles.line}>
          <StateIcon state={job.level === "urgent" ? "failed" : "needs-you"} />
          {stands}
        </div>
      </Group>
    </div>
  );
}

const useStyles = makeStyles({
  columns: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(240px, 1fr))",
    columnGap: tokens.spacingHorizontalXXL,
  },
  line: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    paddingTop: tokens.spacingVerticalXS,
  },
});
