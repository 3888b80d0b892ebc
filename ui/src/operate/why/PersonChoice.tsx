import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";

import { useCardButton } from "../../components/cardButton";
import type { FoundPerson, PeopleFound } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { Group } from "../../wizard/Facts";

/** Several fit: one is chosen. */
export function PersonChoice({
  found,
  choose,
}: {
  found: PeopleFound;
  choose: (person: FoundPerson) => void;
}) {
  const { t } = useWords();
  const styles = useStyles();
  const button = useCardButton();
  if (found.people.length === 0) return null;
  return (
    <Group title={t("whyPage:which", { count: found.people.length })}>
      <ul className={styles.list}>
        {found.people.map((person) => (
          <li
            key={`${person.sourceId ?? ""} ${person.targetId ?? ""} ${person.distinguishedName ?? person.name}`}
          >
            <button
              type="button"
              className={mergeClasses(button.card, styles.card)}
              onClick={() => choose(person)}
            >
              <span className={styles.words}>
                <strong>{person.name}</strong>
                <span className={styles.more}>
                  {[person.address, person.distinguishedName].filter(Boolean).join(" · ")}
                </span>
              </span>
              <ChevronRightRegular aria-hidden className={button.chevron} />
            </button>
          </li>
        ))}
      </ul>
      {found.more && <p>{t("whyPage:more")}</p>}
    </Group>
  );
}

const useStyles = makeStyles({
  list: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: "none",
  },
  card: {
    gap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  words: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: 0, overflowWrap: "anywhere" },
  more: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});
