import { makeStyles, tokens } from "@fluentui/react-components";

import { dayAndTime } from "../components/dates";
import { StateIcon } from "../components/StateIcon";
import type { AgentList } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { AllowAgents } from "../wizard/AllowAgents";
import { Group } from "../wizard/Facts";

interface AgentsProps {
  list: AgentList;
  /** Asks whoever is signed in for the permission; null where nobody can be asked. */
  allow: (() => Promise<void>) | null;
}

/** The agents of the tenant: machine, whether Microsoft calls it active, and where it comes from. */
export function Agents({ list, allow }: AgentsProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { unread, agents, domains, gone } = list;
  const stateOf = ({ active, since }: AgentList["agents"][number]) => {
    if (since === null) return t(active ? "operate:agents.active" : "operate:agents.inactive");
    const when = dayAndTime(language, since);
    return t(active ? "operate:agents.activeSince" : "operate:agents.inactiveSince", { when });
  };
  const active = agents.filter((agent) => agent.active).length;
  return (
    <Group title={t("operate:agents.title")}>
      {unread !== null && (
        <div className={styles.line}>
          <StateIcon state="unknown" />
          <div>
            {t(`operate:agents.unread.${unread}`)}
            {unread === "not-allowed" && allow && <AllowAgents allow={allow} />}
          </div>
        </div>
      )}
      {unread === null && agents.length === 0 && <p className={styles.more}>{t("operate:agents.none")}</p>}
      {agents.length > 0 && (
        <>
          <p className={styles.counted}>{t("operate:agents.counted", { active, of: agents.length })}</p>
          <ul className={styles.list} aria-label={t("operate:agents.title")}>
            {agents.map((agent) => (
              <li key={agent.id} className={styles.line} data-agent={agent.machine}>
                <StateIcon state={agent.active ? "done" : "needs-you"} />
                <div className={styles.words}>
                  {agent.machine}
                  <span className={styles.more}>
                    {[
                      stateOf(agent),
                      agent.address && t("operate:agents.address", { address: agent.address }),
                    ]
                      .filter(Boolean)
                      .join(", ")}
                  </span>
                </div>
              </li>
            ))}
          </ul>
          <p className={styles.more}>{t("operate:agents.serve", { domains: domains.join(", ") || "–" })}</p>
          {active < agents.length && <p className={styles.more}>{t("operate:agents.cure")}</p>}
        </>
      )}
      {gone.map(({ machine, since }) => (
        <p key={`${machine} ${since}`} className={styles.more}>
          {t("operate:agents.gone", { machine, when: dayAndTime(language, since) })}
        </p>
      ))}
    </Group>
  );
}

const useStyles = makeStyles({
  counted: { margin: 0 },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  line: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} 0`,
  },
  words: {
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalM,
    overflowWrap: "anywhere",
    minWidth: 0,
  },
  more: { margin: 0, color: tokens.colorNeutralForeground2 },
});
