import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import type { KeyboardEvent, ReactNode } from "react";

import { useWords } from "../locales/i18n";
import { low } from "./layout";

interface PresenterTrayProps {
  /** Gives the focus back. */
  close: () => void;
  children: ReactNode;
}

/** A part of the demo strip that opens below it, above the page and never over it. */
export function PresenterTray({ close, children }: PresenterTrayProps) {
  const { t } = useWords();
  const styles = useStyles();
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
  };
  return (
    // The tray only listens for Escape on its way up from what is inside.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={styles.tray}
      aria-label={t("presenter:open")}
      data-region
      data-presenter
      tabIndex={-1}
      onKeyDown={closeOnEscape}
    >
      <div className={styles.content}>{children}</div>
      <Button
        size="small"
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={t("button.close")}
        onClick={close}
      />
    </section>
  );
}

const useStyles = makeStyles({
  tray: {
    display: "flex",
    alignItems: "flex-start",
    flexShrink: 0,
    columnGap: tokens.spacingHorizontalM,
    boxSizing: "border-box",
    maxHeight: "40dvh",
    overflowY: "auto",
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `2px solid ${tokens.colorPaletteLilacBorderActive}`,
    [low]: { maxHeight: "none" },
  },
  content: { flexGrow: 1, minWidth: 0 },
});
