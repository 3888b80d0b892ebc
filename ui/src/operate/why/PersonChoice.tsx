import { mergeClasses } from "@fluentui/react-components";
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
  const button = useCardButton();
  if (found.people.length === 0) return null;
  return (
    <Group title={t("whyPage:which", { count: found.people.length })}>
      <ul className={button.list}>
        {found.people.map((person) => (
          <li
            key={`${person.sourceId ?? ""} ${person.targetId ?? ""} ${person.distinguishedName ?? person.name}`}
          >
            <button
              type="button"
              className={mergeClasses(button.card, button.lines)}
              onClick={() => choose(person)}
            >
              <span className={button.words}>
                <strong>{person.name}</strong>
                <span className={button.more}>
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
