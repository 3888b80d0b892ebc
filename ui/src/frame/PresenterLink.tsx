import { Link, makeStyles } from "@fluentui/react-components";
import type { Ref, RefObject } from "react";

import { useWords } from "../locales/i18n";

interface PresenterLinkProps {
  open: boolean;
  turn: () => void;
  /** To give the focus back. */
  toggle: RefObject<HTMLButtonElement | null>;
}

/** Opens and closes what a presenter has at hand. */
export function PresenterLink({ open, turn, toggle }: PresenterLinkProps) {
  const { t } = useWords();
  return (
    <Link
      as="button"
      // Fluent types this ref as the overlap of button and link, which nothing is.
      ref={toggle as Ref<never>}
      className={useStyles().link}
      aria-expanded={open}
      onClick={turn}
    >
      {t("presenter:open")}
    </Link>
  );
}

const useStyles = makeStyles({
  link: {
    flexShrink: 0,
    maxWidth: "45%",
    fontSize: "inherit",
    lineHeight: "inherit",
    textAlign: "end",
    textDecorationLine: "underline",
    color: "inherit",
    ":hover": { color: "inherit" },
    ":hover:active": { color: "inherit" },
  },
});
