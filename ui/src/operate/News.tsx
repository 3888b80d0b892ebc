import { MessageBar, MessageBarBody } from "@fluentui/react-components";

import { dayAndTime } from "../components/dates";
import type { News as NewsView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";

/** What changed since somebody last came to look. */
export function News({ news }: { news: NewsView | null }) {
  const { t, language } = useWords();
  if (!news || news.changes.length === 0) return null;
  const changes = news.changes.map(({ name, turn }) => t(`operate:news.${turn}`, { name })).join(" · ");
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        {t("operate:news.since", { when: dayAndTime(language, news.since), changes })}
      </MessageBarBody>
    </MessageBar>
  );
}
