import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { SaveRegular } from "@fluentui/react-icons";
import { useState } from "react";

import { Disclosure } from "../../components/Disclosure";
import { Hint } from "../../components/Hint";
import { useTable } from "../../components/table";
import { ProblemCard } from "../../frame/ProblemCard";
import type { FeedGroup, FeedPerson } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import { Saved } from "../../wizard/Saved";
import { useSaving } from "../../wizard/useSaving";

interface PeopleBehindProps {
  ipc: Ipc;
  group: FeedGroup;
  /** The reason or code that the group is told apart by. */
  why?: string;
  /** What the group is called, and how many are in it. */
  name: string;
  count: number;
}

/** Who is behind a count: twenty at a time, asked for once somebody wants to see them. */
export function PeopleBehind({ ipc, group, why, name, count }: PeopleBehindProps) {
  const { t } = useWords();
  const styles = useStyles();
  const look = useTable();
  const saving = useSaving();
  const [people, setPeople] = useState<readonly FeedPerson[] | null>(null);
  const [total, setTotal] = useState(count);
  const bring = (before: readonly FeedPerson[]) => {
    ipc.peopleBehind(group, why ?? null, before.length).then(
      (found) => {
        setPeople([...before, ...found.people]);
        setTotal(found.total);
      },
      () => setPeople(before),
    );
  };
  if (count === 0) return null;
  const more = total - (people?.length ?? 0);
  const signIn = people?.some((person) => person.signIn) ?? false;
  return (
    <Disclosure
      label={t("feedSend:who.label")}
      spoken={t("feedSend:who.spoken", { group: name, count })}
      onOpen={() => bring([])}
    >
      {people === null ? (
        <Hint>{t("feedSend:who.looking")}</Hint>
      ) : (
        <div className={styles.list} data-who={group}>
          <table className={look.table}>
            <thead>
              <tr>
                <th scope="col" className={styles.narrow}>
                  {t("feedSend:who.number")}
                </th>
                <th scope="col">{t("feedSend:who.name")}</th>
                {signIn && <th scope="col">{t("feedSend:who.signIn")}</th>}
                <th scope="col" className={styles.narrow}>
                  {t("feedSend:who.row")}
                </th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <tr key={`${person.number} ${person.row}`}>
                  <td className={styles.cell}>{person.number}</td>
                  <td className={styles.cell}>{person.name || "–"}</td>
                  {signIn && <td className={styles.cell}>{person.signIn ?? "–"}</td>}
                  <td>{person.row > 0 ? person.row : t("feedSend:who.gone")}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className={styles.buttons}>
            {more > 0 && (
              <Button size="small" onClick={() => bring(people)}>
                {t("feedSend:who.more", { count: Math.min(20, more) })}
              </Button>
            )}
            <Button
              size="small"
              icon={<SaveRegular />}
              onClick={() => void saving.save(() => ipc.savePeople(group, why ?? null))}
            >
              {t("feedSend:who.save")}
            </Button>
            <Saved ipc={ipc} saving={saving} />
          </div>
          {saving.problem && (
            <ProblemCard title={t(`problems:${saving.problem.code}.title`)} problem={saving.problem} />
          )}
        </div>
      )}
    </Disclosure>
  );
}

const useStyles = makeStyles({
  list: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: tokens.spacingVerticalS,
    marginBottom: tokens.spacingVerticalM,
    overflowX: "auto",
  },
  buttons: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  cell: { overflowWrap: "anywhere" },
  narrow: { width: "15%" },
});
