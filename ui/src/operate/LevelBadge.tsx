import { Badge } from "@fluentui/react-components";

import type { Level } from "../ipc/bindings";
import { useWords } from "../locales/i18n";

const colours = {
  urgent: "danger",
  "needs-you": "warning",
  "cannot-see": "subtle",
  moving: "brand",
  fine: "success",
} as const satisfies Record<Level, string>;

/** How much something asks of a person, in a word. */
export function LevelBadge({ level }: { level: Level }) {
  const { t } = useWords();
  return (
    <Badge appearance="tint" size="large" color={colours[level]}>
      {t(`operate:badge.${level}`)}
    </Badge>
  );
}
