import { Badge, Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import {
  AddCircleRegular,
  ArrowCircleRightRegular,
  ChevronDownRegular,
  ChevronUpRegular,
  CircleRegular,
  DeleteRegular,
  EditRegular,
  QuestionCircleRegular,
  SubtractCircleRegular,
  WarningRegular,
} from "@fluentui/react-icons";
import { useId, useState } from "react";
import { Icon } from "../components/Icon";
import type { StepView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { notesAside, notesInRow } from "../frame/note";
import { isDone } from "../frame/run";
import { settingDrift } from "../provisioning/driftWords";
import { type Plan, warningOf } from "./plan";
import { PlannedRequest } from "./PlannedRequest";

/** One step of the plan: what it does, what is hard to take back, what else there is to know, and its requests on demand. */
export function PlanRow({ step, group }: { step: StepView; group: keyof Plan }) {
  const { t } = useWords();
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const requests = useId();
  const title = t(`steps:${step.id}.${isDone(step) ? "done" : "toCome"}`);
  const notes = notesInRow(t, step.notes, "will");
  const aside = notesAside(t, step.notes);
  // What is left as it is has its reason as its sentence: the title would read like an order.
  const [first, ...rest] = group === "stays" && !isDone(step) && notes.length > 0 ? notes : [title, ...notes];
  const warning = group === "willChange" ? warningOf(step) : null;
  const icon = group === "willChange" ? iconOf(step) : icons[group];

  return (
    <li className={styles.row} data-step={step.id}>
      <Icon icon={icon} className={styles.icon} />
      <div className={styles.text}>
        <div className={mergeClasses(styles.first, group === "willChange" && styles.strong)}>
          {first}
          {warning && (
            <Badge appearance="tint" color="warning" icon={<WarningRegular />} className={styles.badge}>
              {t(warning === "flag" ? "wizard:review.hardToUndo" : "wizard:review.removes")}
            </Badge>
          )}
        </div>
        {rest.map((note) => (
          <div key={note} className={styles.more}>
            {note}
          </div>
        ))}
        {warning && <div className={styles.more}>{t(`wizard:review.${warning}`)}</div>}
      </div>
      {step.requests.length > 0 && (
        <Button
          appearance="subtle"
          size="small"
          className={styles.turn}
          iconPosition="after"
          icon={open ? <ChevronUpRegular /> : <ChevronDownRegular />}
          aria-expanded={open}
          aria-controls={requests}
          aria-label={`${t("button.request")}: ${title}`}
          onClick={() => setOpen(!open)}
        >
          {t("button.request")}
        </Button>
      )}
      <div id={requests} hidden={!open} className={styles.requests}>
        {aside.map((note) => (
          <div key={note} className={styles.more}>
            {note}
          </div>
        ))}
        {group === "willChange" && step.id === "password-hash-mapping" && (
          <div className={styles.more}>{t("wizard:review.mapping")}</div>
        )}
        {step.differences
          .filter(({ is }) => is !== "")
          .map((difference) => settingDrift(t, difference))
          .map((sentence) => (
            <div key={sentence} className={styles.more}>
              {sentence}
            </div>
          ))}
        {step.requests.map((request, at) => (
          // A plan that is complete does not change: its order is its identity.
          <PlannedRequest key={at} request={request} />
        ))}
      </div>
    </li>
  );
}

interface PlanNoteProps {
  group: "stays" | "later";
  first: string;
  more?: string;
}

/** What the plan says besides its steps, in the same grammar. */
export function PlanNote({ first, more, group }: PlanNoteProps) {
  const styles = useStyles();
  const icon = group === "later" ? CircleRegular : SubtractCircleRegular;
  return (
    <li className={styles.row}>
      <Icon icon={icon} className={styles.icon} />
      <div className={styles.text}>
        {first}
        {more && <div className={styles.more}>{more}</div>}
      </div>
    </li>
  );
}

function iconOf({ part, requests }: StepView) {
  if (part === "removal") return DeleteRegular;
  if (part === "act") return ArrowCircleRightRegular;
  return requests[0]?.method === "POST" ? AddCircleRegular : EditRegular;
}

const icons = {
  stays: SubtractCircleRegular,
  unknown: QuestionCircleRegular,
  blocked: QuestionCircleRegular,
};

const useStyles = makeStyles({
  row: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr) auto",
    alignItems: "start",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalMNudge} 0`,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  icon: { color: tokens.colorNeutralForeground3 },
  text: { minWidth: 0, overflowWrap: "anywhere" },
  first: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalS },
  strong: { fontWeight: tokens.fontWeightSemibold },
  // Its words wrap in a narrow window instead of being cut off.
  badge: { height: "auto", minHeight: "20px", fontWeight: tokens.fontWeightRegular },
  more: { color: tokens.colorNeutralForeground2 },
  turn: { whiteSpace: "nowrap" },
  requests: { gridColumn: "2 / -1", minWidth: 0 },
});
