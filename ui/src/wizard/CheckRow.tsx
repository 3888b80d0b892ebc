import { makeStyles, mergeClasses, Skeleton, SkeletonItem, tokens } from "@fluentui/react-components";
import {
  ArrowCircleRightRegular,
  CheckmarkCircleFilled,
  CircleRegular,
  ErrorCircleFilled,
  type FluentIcon,
  QuestionCircleRegular,
  WarningFilled,
} from "@fluentui/react-icons";
import type { ReactNode } from "react";

import { Icon } from "../components/Icon";
import { Disclosure } from "../components/Disclosure";
import type { Checked, CheckId, Verdict } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import type { CheckWords } from "./checkWords";

type Tone = "quiet" | "good" | "warning" | "bad";

/** Each verdict has its own shape, so that it survives without its colour. */
const looks: Record<Verdict | "to-come", [FluentIcon, Tone]> = {
  "needs-you": [ErrorCircleFilled, "bad"],
  "worth-knowing": [WarningFilled, "warning"],
  "not-checked": [QuestionCircleRegular, "quiet"],
  "will-do": [ArrowCircleRightRegular, "quiet"],
  ready: [CheckmarkCircleFilled, "good"],
  "to-come": [CircleRegular, "quiet"],
};

/** The picture of a verdict, with its word for those who do not see it. */
export function VerdictIcon({ verdict }: { verdict: Verdict | "to-come" }) {
  const { t } = useWords();
  const styles = useStyles();
  const [icon, tone] = looks[verdict];
  return <Icon icon={icon} label={t(`check:states.${verdict}`)} className={styles[tone]} />;
}

/** A check in one line: its name and what it came to, or a still bar while that is not known. */
export function CheckLine({
  id,
  checked,
  short,
}: {
  id: CheckId;
  checked?: Checked | undefined;
  short: string;
}) {
  const { t } = useWords();
  const styles = useStyles();
  const verdict = checked?.verdict ?? "to-come";
  return (
    <li className={styles.row} data-check={id} data-verdict={verdict}>
      <VerdictIcon verdict={verdict} />
      <div className={mergeClasses(styles.words, styles.line)}>
        <span>{t(`check:names.${id}`)}</span>
        {checked ? (
          <span className={styles.short}>{short}</span>
        ) : (
          <Skeleton aria-hidden className={styles.bar}>
            <SkeletonItem animation="pulse" size={8} className={styles.still} />
          </Skeleton>
        )}
      </div>
    </li>
  );
}

interface CheckRowProps {
  checked: Checked;
  words: CheckWords;
  /** What the person can do about it here. */
  children?: ReactNode;
}

/** A check in sentences: what it is, what it means, and unfolded what the person can do. */
export function CheckRow({ checked, words, children }: CheckRowProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <li className={styles.row} data-check={checked.id} data-verdict={checked.verdict}>
      <VerdictIcon verdict={checked.verdict} />
      <div className={styles.words}>
        <div>{words.title}</div>
        {words.text && <div className={styles.text}>{words.text}</div>}
        {words.cure.length > 0 && (
          <div className={styles.more}>
            <Disclosure label={t("check:howTo")}>
              <Cure steps={words.cure} />
            </Disclosure>
          </div>
        )}
        {children}
      </div>
    </li>
  );
}

/** What to do, numbered. */
export function Cure({ steps }: { steps: readonly string[] }) {
  const styles = useStyles();
  return (
    <ol className={styles.cure}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

const useStyles = makeStyles({
  row: {
    display: "flex",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalMNudge} 0`,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  words: { flexGrow: 1, minWidth: 0, overflowWrap: "anywhere" },
  line: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalS },
  short: {
    minWidth: 0,
    color: tokens.colorNeutralForeground3,
    "::before": { content: "'·'", marginInlineEnd: tokens.spacingHorizontalS },
  },
  bar: {
    display: "flex",
    alignItems: "center",
    flexBasis: "160px",
    // Who answers within 300 ms needs no bar.
    animationName: { from: { opacity: 0 }, to: { opacity: 0 } },
    animationDuration: "300ms",
  },
  still: { "::after": { animationName: "none" } },
  text: { color: tokens.colorNeutralForeground2 },
  // The small button keeps its distance inside itself.
  more: {
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
    paddingTop: tokens.spacingVerticalXXS,
  },
  cure: {
    margin: `${tokens.spacingVerticalS} 0`,
    paddingInlineStart: tokens.spacingHorizontalXXL,
    "& li:not(:last-child)": { paddingBottom: tokens.spacingVerticalXS },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  good: { color: tokens.colorStatusSuccessForeground3 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  bad: { color: tokens.colorStatusDangerForeground3 },
});
