import type { KnownFeed } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { BegunBar } from "./BegunBar";

interface BrokenSendingsProps {
  feeds: readonly KnownFeed[];
  /** Id of the tenant that is signed in to. */
  here: string | undefined;
  open: (feed: KnownFeed) => void;
}

/** Sendings of people that broke off, each with the way to go on. */
export function BrokenSendings({ feeds, here, open }: BrokenSendingsProps) {
  const { t } = useWords();
  return feeds
    .filter(({ unfinished }) => unfinished)
    .map((feed) => (
      <BegunBar
        key={`${feed.tenant} ${feed.name}`}
        title={t("feedSend:unfinished.title", { file: feed.file })}
        goOn={{ label: t("feedSend:unfinished.open"), act: () => open(feed) }}
        code={feed.name}
      >
        {t("feedSend:unfinished.goesOn")}
        {feed.tenant !== here &&
          ` ${t("feedSend:unfinished.in", { tenant: feed.tenantName ?? feed.tenant })}`}
      </BegunBar>
    ));
}
