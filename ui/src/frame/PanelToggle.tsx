import { makeStyles, ToggleButton } from "@fluentui/react-components";
import { ArrowSwapRegular } from "@fluentui/react-icons";
import type { Ref, RefObject } from "react";

import { useWords } from "../locales/i18n";
import { narrow } from "./layout";

interface PanelToggleProps {
  open: boolean;
  turn: () => void;
  /** To give the focus back. */
  toggle: RefObject<HTMLButtonElement | null>;
}

/** Opens and closes the panel with what happens. */
export function PanelToggle({ open, turn, toggle }: PanelToggleProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <ToggleButton
      className={styles.toggle}
      // Fluent types this ref as the overlap of button and link, which nothing is.
      ref={toggle as Ref<never>}
      appearance="subtle"
      icon={<ArrowSwapRegular />}
      checked={open}
      onClick={turn}
      aria-label={t("button.whatHappens")}
      aria-keyshortcuts="F9"
    >
      <span className={styles.toggleText}>{t("button.whatHappens")}</span>
    </ToggleButton>
  );
}

const useStyles = makeStyles({
  toggle: { flexShrink: 0, [narrow]: { minWidth: 0 } },
  toggleText: { [narrow]: { display: "none" } },
});
