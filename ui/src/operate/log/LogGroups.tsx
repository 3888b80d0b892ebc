import { mergeClasses } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";

import { useCardButton } from "../../components/cardButton";
import { dayAndTime } from "../../components/dates";
import type { Group as LogGroup } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { Group } from "../../wizard/Facts";
import { whyOf } from "./logWords";

/** Few causes mostly stand behind many failures: each with its number, whom it concerns, and what to do. */
export function LogGroups({
  groups,
  choose,
}: {
  groups: readonly LogGroup[];
  choose: (code: string) => void;
}) {
  const { t, language } = useWords();
  const button = useCardButton();
  if (groups.length === 0) return null;
  return (
    <Group title={t("logPage:causes")}>
      <ul className={button.list}>
        {groups.map((group) => (
          <li key={`${group.code} ${group.kind}`}>
            <button
              type="button"
              className={mergeClasses(button.card, button.lines)}
              onClick={() => choose(group.code ?? "")}
            >
              <span className={button.words}>
                <strong>
                  {t("logPage:group", {
                    count: group.count,
                    kind: t(`logPage:kinds.${group.kind}`, { count: group.count }),
                    why: whyOf(t, { ...group, why: null }) || t("logPage:noCode"),
                  })}
                </strong>
                {group.cause && <span>{t(`log:do.${group.cause}`)}</span>}
                <span className={button.more}>
                  {t("logPage:groupNames", {
                    names: group.names.join(", "),
                    time: group.newest ? dayAndTime(language, group.newest) : "–",
                  })}
                </span>
              </span>
              <ChevronRightRegular aria-hidden className={button.chevron} />
            </button>
          </li>
        ))}
      </ul>
    </Group>
  );
}
