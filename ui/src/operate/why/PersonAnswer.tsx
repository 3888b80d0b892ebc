import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";

import type { AnswerTodo, NotRead, PersonView } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import type { Fact } from "../../report/facts";
import { Facts, Group } from "../../wizard/Facts";
import { LogText } from "../log/LogLine";

interface PersonAnswerProps {
  told: PersonView;
  /** To the pages that an answer leads to. */
  go: { held: () => void; look: () => void; pair: () => void };
}

/** What to do, what is known, and everything the log has of one person. */
export function PersonAnswer({ told, go }: PersonAnswerProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { person, configuration, tie, user } = told;
  const facts = [
    [t("logPage:entry.address"), person.address],
    [t("logPage:entry.dn"), person.distinguishedName],
    [t("whyPage:account"), user && [user.name, user.address].filter(Boolean).join(" · ")],
    [t("whyPage:tie"), tie && (tie.name ?? tie.target)],
    [t("whyPage:configuration"), configuration && (configuration.domain ?? configuration.name)],
  ].flatMap(([name, text]): Fact[] => (name && text ? [[name, text]] : []));
  const unread = Object.entries(told.unread) as [keyof PersonView["unread"], NotRead | null][];
  const hidden = unread.flatMap(([part, why]) =>
    // That nothing is known to ask by follows from what stands above.
    why === null || why === "nothing-to-ask-by"
      ? []
      : [t(`person:unread.${why}`, { part: t(`person:part.${part}`) })],
  );
  const isElsewhere = told.unread.tie === "not-here";
  const canForget = !isElsewhere && person.sourceId !== null && configuration?.job != null;
  const leads: Partial<Record<AnswerTodo, [label: string, go: () => void]>> = {
    "open-held-deletes": [t("operate:page.who"), go.held],
    "open-configuration": [t("operate:page.name"), go.look],
    ...(canForget && { "forget-pair": [t("whyPage:pair.open"), go.pair] }),
  };
  const isToForget = told.answer.todo.includes("forget-pair");
  return (
    <>
      {told.answer.values.state !== null && told.answer.code !== "job-not-well" && <p>{t("person:also")}</p>}
      {told.answer.todo.length > 0 && (
        <Group title={t("whyPage:todo")}>
          <ol className={styles.list}>
            {told.answer.todo.map((todo) => (
              <li key={todo} className={styles.line}>
                <span>{t(`person:todo.${todo}`)}</span>
                {leads[todo] && (
                  <Button icon={<ChevronRightRegular />} iconPosition="after" onClick={leads[todo][1]}>
                    {leads[todo][0]}
                  </Button>
                )}
              </li>
            ))}
          </ol>
        </Group>
      )}
      {isToForget && isElsewhere && <p>{t("whyPage:pair.elsewhere")}</p>}
      {facts.length > 0 && <Facts title={t("whyPage:facts")} facts={facts} />}
      {tie && canForget && !isToForget && (
        <div className={styles.line}>
          <span>{t("whyPage:pair.wrong")}</span>
          <Button data-to="pair" icon={<ChevronRightRegular />} iconPosition="after" onClick={go.pair}>
            {t("whyPage:pair.open")}
          </Button>
        </div>
      )}
      {told.rows.length > 0 && (
        <Group title={t("whyPage:rows")}>
          <ul className={styles.rows}>
            {told.rows.map(({ row }) => (
              <li key={row.id} className={styles.row}>
                <LogText row={row} t={t} language={language} />
              </li>
            ))}
          </ul>
          {told.moreRows && <p>{t("whyPage:moreRows")}</p>}
        </Group>
      )}
      {hidden.length > 0 && (
        <Group title={t("whyPage:unread")}>
          <ul className={styles.rows}>
            {hidden.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Group>
      )}
    </>
  );
}

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  line: {
    padding: `${tokens.spacingVerticalXS} 0`,
    "& > button": { marginInlineStart: tokens.spacingHorizontalM },
  },
  rows: { margin: 0, padding: 0, listStyleType: "none" },
  row: {
    minHeight: "56px",
    paddingBlock: tokens.spacingVerticalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});
