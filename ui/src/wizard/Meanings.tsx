import { Link, makeStyles, tokens } from "@fluentui/react-components";

import { Icon } from "../components/Icon";
import { useWords } from "../locales/i18n";
import type { Meaning } from "./definition";

interface MeaningsProps {
  meanings: readonly Meaning[];
  /** Goes to the answer with this name. */
  change: (at: string) => void;
}

/** What starting means for the people of this tenant, before it is done. */
export function Meanings({ meanings, change }: MeaningsProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label={t("enable:meaning.label")}>
      {meanings.map(({ icon, text, change: answer }) => (
        <li key={text} className={styles.row}>
          <Icon icon={icon} className={styles.icon} />
          <span className={styles.text}>
            {text}{" "}
            {answer && (
              <Link
                inline
                as="button"
                aria-label={`${t("button.change")}: ${answer.label}`}
                onClick={() => change(answer.at)}
              >
                {t("button.change")}
              </Link>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  row: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalMNudge} 0`,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  icon: { color: tokens.colorNeutralForeground3 },
  text: { overflowWrap: "anywhere" },
});
