import { makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { useEffect } from "react";

import { useAnnounce } from "../../../components/Announcer";
import type { RowsView } from "../../../ipc/bindings";
import { useWords } from "../../../locales/i18n";

/** How often it is said how far the work is: whoever listens wants to hear that it goes on, and not every row. */
const said = 10;

/** How many rows have ended, for eyes and ears. */
export function RowsProgress({ rows }: { rows: RowsView }) {
  const { t } = useWords();
  const styles = useStyles();
  const announce = useAnnounce();
  const { counts, working } = rows;
  const ended = counts.total - counts.toCome - counts.working - counts.waiting;
  const sentence = t("galleryApp:rows.progress", {
    ended,
    total: counts.total,
    needs: t("galleryApp:rows.needs", { count: counts.needsYou }),
  });
  const share = Math.floor((ended * said) / Math.max(1, counts.total));
  useEffect(() => {
    announce(sentence);
    // Its sentence changes more often than it is said.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [announce, share, working]);
  return (
    <div className={styles.progress}>
      <span>{sentence}</span>
      {working && (
        <ProgressBar
          aria-label={t("progress.label")}
          thickness="large"
          value={ended}
          max={Math.max(1, counts.total)}
        />
      )}
    </div>
  );
}

const useStyles = makeStyles({
  progress: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    marginBottom: tokens.spacingVerticalM,
    fontVariantNumeric: "tabular-nums",
  },
});
