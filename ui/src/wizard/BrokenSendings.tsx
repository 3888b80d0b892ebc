import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from "@fluentui/react-components";

import type { KnownFeed } from "../ipc/bindings";
import { useWords } from "../locales/i18n";

interface BrokenSendingsProps {
  feeds: readonly KnownFeed[];
  /** Id of the tenant that is signed in to. */
  here: string | undefined;
  open: (feed: KnownFeed) => void;
}

/** Sendings of people that broke off, each with the way to go on. */
export function BrokenSendings({ feeds, here, open }: BrokenSendingsProps) {
  const { t } = useWords();
  const styles = useStyles();
  return feeds
    .filter(({ unfinished }) => unfinished)
    .map((feed) => (
      <MessageBar
        key={`${feed.tenant} ${feed.name}`}
        intent="info"
        layout="multiline"
        className={styles.bar}
        data-sending={feed.name}
      >
        <MessageBarBody className={styles.words}>
          <MessageBarTitle>{t("feedSend:unfinished.title", { file: feed.file })}.</MessageBarTitle>{" "}
          {t("feedSend:unfinished.goesOn")}
          {feed.tenant !== here &&
            ` ${t("feedSend:unfinished.in", { tenant: feed.tenantName ?? feed.tenant })}`}
        </MessageBarBody>
        <MessageBarActions>
          <Button appearance="primary" onClick={() => open(feed)}>
            {t("feedSend:unfinished.open")}
          </Button>
        </MessageBarActions>
      </MessageBar>
    ));
}

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalM },
  words: { overflowWrap: "anywhere", whiteSpace: "normal" },
});
