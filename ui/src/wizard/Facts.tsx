import { makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { type ReactNode, useId } from "react";

import { Disclosure } from "../components/Disclosure";
import { StateIcon } from "../components/StateIcon";
import type { StepView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import type { Fact } from "../report/facts";
import { narrow } from "../frame/layout";
import { noteSentence, notesOfChange } from "../frame/note";

interface GroupProps {
  title: string;
  /** What only some people need: the heading unfolds it. */
  isFolded?: boolean;
  /** A small action that concerns the whole group. */
  beside?: ReactNode;
  children: ReactNode;
}

/** A heading with what belongs under it. */
export function Group({ title, isFolded = false, beside, children }: GroupProps) {
  const styles = useStyles();
  const heading = useId();
  if (isFolded) {
    return (
      <div className={styles.folded}>
        <Disclosure label={title}>
          <div className={styles.unfolded}>{children}</div>
        </Disclosure>
      </div>
    );
  }
  return (
    <section className={styles.group} aria-labelledby={heading}>
      <div className={styles.head}>
        <Subtitle2 as="h2" id={heading} className={styles.heading}>
          {title}
        </Subtitle2>
        {beside}
      </div>
      {children}
    </section>
  );
}

interface FactsProps extends Omit<GroupProps, "children"> {
  facts: readonly Fact[];
}

export function Facts({ facts, ...group }: FactsProps) {
  const styles = useStyles();
  return (
    <Group {...group}>
      <dl className={styles.list}>
        {facts.map(([label, text]) => (
          <div key={label + text} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Group>
  );
}

/** The steps in which Causeway changed something. */
export function Changed({ steps }: { steps: readonly StepView[] }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <Group title={t("wizard:done.changed")} isFolded>
      {steps.length === 0 && <div className={styles.more}>{t("wizard:done.changedNothing")}</div>}
      <ul className={styles.list}>
        {steps.map((step) => (
          <li key={step.id} className={styles.change} data-step={step.id}>
            <StateIcon state="done" />
            <div className={styles.words}>
              <div>{t(`steps:${step.id}.did`)}</div>
              {notesOfChange(step).map((note) => (
                <div key={note.code + JSON.stringify(note.values)} className={styles.more}>
                  {noteSentence(t, note, "did")}
                </div>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Group>
  );
}

const useStyles = makeStyles({
  group: { marginTop: tokens.spacingVerticalXXL },
  // The small button keeps its distance inside itself.
  folded: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  unfolded: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalM}`,
  },
  head: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalM,
  },
  heading: { display: "block", margin: `0 0 ${tokens.spacingVerticalXS}` },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  fact: {
    display: "grid",
    gridTemplateColumns: "minmax(100px, 152px) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
    overflowWrap: "anywhere",
    "& dt": { color: tokens.colorNeutralForeground3 },
    "& dd": { margin: 0 },
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  change: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} 0`,
  },
  words: { overflowWrap: "anywhere" },
  more: { color: tokens.colorNeutralForeground2 },
});
