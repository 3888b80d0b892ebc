import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";

import { CopyButton } from "../components/CopyButton";
import type { AgentList, ConfigurationStatus, JobStatus } from "../ipc/bindings";
import { type Say, useWords } from "../locales/i18n";
import type { StateWords } from "../provisioning/stateWords";
import { Jobs } from "../provisioning/StatusJobs";
import { isQuarantine } from "../provisioning/states";
import { Group } from "../wizard/Facts";
import { actPage, driftPage, heldPage, logPage, whyPage } from "../wizard/pages";
import { Agents } from "./Agents";
import { Beside, Settings } from "./Beside";
import { Dates } from "./Dates";
import { worstOf } from "./found";
import { Held } from "./Held";
import { Know } from "./Know";
import { SupportIds, type SupportLine } from "./SupportIds";
import { TakenIn } from "./TakenIn";
import { Works } from "./Works";

interface ConfigurationProps {
  found: ConfigurationStatus;
  agents: AgentList;
  /** Asks for the permission to read agents; null where nobody can be asked. */
  allowAgents: (() => Promise<void>) | null;
  words: StateWords;
  now: number;
  /** Keeps until when somebody knows of it. */
  acknowledge: (until: string | null) => void;
  /** To a page about it. */
  go: (page: string) => void;
}

/** Everything below the title: since when, until when, who is affected, what to do, and each job. */
export function Configuration(props: ConfigurationProps) {
  const { found, agents, allowAgents, words, now, acknowledge, go } = props;
  const { t } = useWords();
  const styles = useStyles();
  const worst = worstOf(found);
  const act = () => go(actPage);
  return (
    <>
      {worst &&
        (isHeld(worst) ? (
          <Held job={worst} now={now} />
        ) : (
          <Dates jobs={found.jobs} seenSince={found.seenSince} now={now} />
        ))}
      {found.choice === "decide" && (
        <Button
          className={styles.names}
          data-to={heldPage}
          icon={<ChevronRightRegular />}
          iconPosition="after"
          onClick={() => go(heldPage)}
        >
          {t("operate:page.who")}
        </Button>
      )}
      {worst && stands(worst) && <Works job={worst} />}
      {words.todo.length > 0 && <ToDo words={words} act={found.jobs.length > 0 ? act : null} />}
      <Know found={found} now={now} acknowledge={acknowledge} />
      {found.jobs.length > 0 && (
        <Group title={t("operate:page.more")}>
          <div className={styles.links}>
            {links.map(([page, label]) => (
              <Button
                key={page}
                data-to={page}
                icon={<ChevronRightRegular />}
                iconPosition="after"
                onClick={() => go(page)}
              >
                {t(label)}
              </Button>
            ))}
          </div>
        </Group>
      )}
      <TakenIn seen={found.takenIn} now={now} />
      <Beside found={found} />
      <Group title={t("enable:jobs")}>
        <Jobs jobs={found.jobs} />
        {words.todo.length === 0 && found.jobs.length > 0 && (
          <Button onClick={act} icon={<ChevronRightRegular />} iconPosition="after">
            {t("operate:page.ways")}
          </Button>
        )}
      </Group>
      <Agents list={agents} allow={allowAgents} />
      <Settings found={found} />
      <SupportIds lines={idsOf(t, found)} />
    </>
  );
}

interface AppFactsProps {
  found: ConfigurationStatus;
  words: StateWords;
  now: number;
}

/** The same of an app: what its jobs tell, and nothing that stands around Cloud Sync. */
export function AppFacts({ found, words, now }: AppFactsProps) {
  const { t } = useWords();
  const worst = worstOf(found);
  if (!worst) return null;
  return (
    <>
      {isHeld(worst) ? (
        <Held job={worst} now={now} />
      ) : (
        <Dates jobs={found.jobs} seenSince={found.seenSince} now={now} />
      )}
      {stands(worst) && <Works job={worst} />}
      {words.todo.length > 0 && <ToDo words={words} act={null} />}
      <Group title={t("enable:jobs")}>
        <Jobs jobs={found.jobs} />
      </Group>
      <SupportIds lines={idsOf(t, found)} />
    </>
  );
}

const links = [
  [logPage, "operate:page.log"],
  [whyPage, "whyPage:name"],
  [driftPage, "drift:page.name"],
] as const;

/** It has a day on which Microsoft gives up, or gave up. */
function isHeld({ state, since, deadline }: JobStatus): boolean {
  return since !== null && deadline !== null && (isQuarantine(state) || state === "switched-off");
}

/** Something does not come through. */
function stands({ state, level }: JobStatus): boolean {
  return (
    level === "urgent" || state === "paused" || state === "paused/was-in-quarantine" || isQuarantine(state)
  );
}

function ToDo({ words, act }: { words: StateWords; act: (() => void) | null }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <Group
      title={t("operate:page.todo")}
      beside={
        <CopyButton
          appearance="secondary"
          label={t("operate:page.copy")}
          copied={t("button.copied")}
          text={() =>
            [words.title, words.lead, ...words.todo.map((step, at) => `${at + 1}. ${step}`)].join("\n")
          }
        />
      }
    >
      <ol className={styles.list}>
        {words.todo.map((step, at) => (
          <li key={step} className={styles.step}>
            <span className={styles.number} aria-hidden>
              {at + 1}
            </span>
            <span className={styles.words}>{step}</span>
            {act && at === words.todo.length - 1 && (
              <Button onClick={act} icon={<ChevronRightRegular />} iconPosition="after">
                {t("operate:page.ways")}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Group>
  );
}

/** What Microsoft's support asks for. */
function idsOf(t: Say, found: ConfigurationStatus): SupportLine[] {
  const worst = worstOf(found);
  const codes = worst && [worst.code, worst.reason, worst.error].filter(Boolean).join(" · ");
  return [
    [t("operate:page.configuration"), `${found.name} (${found.id})`],
    ...found.jobs.map(({ id }): SupportLine => [t("operate:page.job"), id]),
    ...(codes ? [[t("operate:page.codes"), codes] satisfies SupportLine] : []),
  ];
}

const useStyles = makeStyles({
  names: { marginTop: tokens.spacingVerticalL },
  links: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  step: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "baseline",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalM} 0`,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  number: {
    flexShrink: 0,
    width: "20px",
    textAlign: "center",
    fontWeight: tokens.fontWeightSemibold,
  },
  words: { flexGrow: 1, flexBasis: "260px", minWidth: 0, overflowWrap: "anywhere" },
});
