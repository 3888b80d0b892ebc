import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronUpRegular, ErrorCircleFilled } from "@fluentui/react-icons";
import { type ReactNode, useId } from "react";
import { useWords } from "../locales/i18n";

import { narrow } from "../frame/layout";

export function AnswerList({ children }: { children: ReactNode }) {
  return <div className={useStyles().list}>{children}</div>;
}

interface AnswerRowProps {
  /** Names the row for tests; absent for what cannot be changed. */
  id?: string;
  label: string;
  value: string;
  hints: readonly string[];
  isWrong?: boolean;
  isOpen?: boolean;
  turn?: () => void;
  children?: ReactNode;
}

/** Label, value, Change. Open, the fields lie beneath the value. */
export function AnswerRow({ id, label, value, hints, isWrong, isOpen, turn, children }: AnswerRowProps) {
  const { t } = useWords();
  const styles = useStyles();
  const heading = useId();
  return (
    <section className={styles.row} aria-labelledby={heading} data-answer={id}>
      <h2 id={heading} className={styles.label}>
        {label}
      </h2>
      <div className={styles.answer}>
        <div className={styles.value}>
          {isWrong && <ErrorCircleFilled aria-hidden className={styles.wrong} />}
          {value}
        </div>
        {hints.map((hint) => (
          <div key={hint} className={styles.hint}>
            {hint}
          </div>
        ))}
      </div>
      {turn && (
        <Button
          className={styles.turn}
          appearance="subtle"
          size="small"
          iconPosition="after"
          icon={isOpen ? <ChevronUpRegular /> : <ChevronDownRegular />}
          aria-expanded={isOpen ?? false}
          aria-label={`${isOpen ? t("button.close") : t("button.change")}: ${label}`}
          onClick={turn}
        >
          {isOpen ? t("button.close") : t("button.change")}
        </Button>
      )}
      {isOpen && <div className={styles.fields}>{children}</div>}
    </section>
  );
}

const useStyles = makeStyles({
  list: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  row: {
    display: "grid",
    gridTemplateColumns: "minmax(100px, 172px) minmax(0, 1fr) auto",
    alignItems: "start",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
    overflowWrap: "anywhere",
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr) auto", padding: tokens.spacingHorizontalM },
  },
  label: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightRegular,
    [narrow]: { gridColumn: "1 / -1", color: tokens.colorNeutralForeground3 },
  },
  answer: { minWidth: 0 },
  value: { fontWeight: tokens.fontWeightSemibold },
  wrong: {
    marginInlineEnd: tokens.spacingHorizontalXS,
    verticalAlign: "text-bottom",
    width: "16px",
    height: "16px",
    color: tokens.colorStatusDangerForeground3,
  },
  hint: { color: tokens.colorNeutralForeground2 },
  turn: { whiteSpace: "nowrap" },
  fields: {
    gridColumn: "2 / -1",
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalM,
    maxWidth: "530px",
    [narrow]: { gridColumn: "1 / -1" },
  },
});
