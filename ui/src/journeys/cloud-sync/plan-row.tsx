import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import {
  AddCircleRegular,
  ChevronDownRegular,
  ChevronUpRegular,
  EditRegular,
  QuestionCircleRegular,
  SubtractCircleRegular,
} from "@fluentui/react-icons";
import { useId, useState } from "react";
import type { RequestPreview, StepView } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { isDone } from "../../wizard/run";
import { noteSentence } from "../../wizard/note";
import type { Plan } from "./plan";

/** One step of the plan: what it does, what else there is to know, and its requests on demand. */
export function PlanRow({ step, group }: { step: StepView; group: keyof Plan }) {
  const { t } = useWords();
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const requests = useId();
  const title = t(`steps:${step.id}.${isDone(step) ? "done" : "toCome"}`);
  const notes = step.notes.map((note) => noteSentence(t, note));
  // What is left as it is has its reason as its sentence: the title would read like an order.
  const [first, ...rest] = group === "stays" && !isDone(step) && notes.length > 0 ? notes : [title, ...notes];
  const Icon = icons[group === "willChange" && step.requests[0]?.method === "POST" ? "creates" : group];

  return (
    <li className={styles.row} data-step={step.id}>
      <Icon aria-hidden fontSize={20} className={styles.icon} />
      <div className={styles.text}>
        <div className={mergeClasses(group === "willChange" && styles.strong)}>{first}</div>
        {rest.map((note) => (
          <div key={note} className={styles.more}>
            {note}
          </div>
        ))}
        {group === "willChange" && step.id === "tenant-sync-flag" && (
          <div className={styles.more}>{t("wizard:review.flag")}</div>
        )}
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
        {step.requests.map((request, at) => (
          // A plan that is complete does not change: its order is its identity.
          <Request key={at} request={request} />
        ))}
      </div>
    </li>
  );
}

function Request({ request }: { request: RequestPreview }) {
  const { t } = useWords();
  const styles = useStyles();
  const { method, path, body } = request;
  const isSchema = path.endsWith("/schema");
  return (
    <div className={styles.request}>
      <div className={styles.line}>
        <strong>{method}</strong> {path}
      </div>
      <div className={styles.body}>
        {body ? <pre className={styles.json}>{body}</pre> : !isSchema && <p>{t("wizard:review.noBody")}</p>}
        {isSchema && <p>{t("wizard:review.bodyLater")}</p>}
        {path.endsWith("/instantiate") && <p>{t("wizard:review.onceMore")}</p>}
      </div>
    </div>
  );
}

const icons = {
  creates: AddCircleRegular,
  willChange: EditRegular,
  stays: SubtractCircleRegular,
  unknown: QuestionCircleRegular,
  blocked: QuestionCircleRegular,
};

const mono = {
  fontFamily: tokens.fontFamilyMonospace,
  fontSize: tokens.fontSizeBase200,
  lineHeight: "18px",
} as const;

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
  strong: { fontWeight: tokens.fontWeightSemibold },
  more: { color: tokens.colorNeutralForeground2 },
  turn: { whiteSpace: "nowrap" },
  requests: { gridColumn: "2 / -1", minWidth: 0 },
  request: {
    marginTop: tokens.spacingVerticalS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: "hidden",
  },
  line: {
    ...mono,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowWrap: "anywhere",
  },
  body: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    "& p": {
      margin: 0,
      fontSize: tokens.fontSizeBase200,
      lineHeight: tokens.lineHeightBase200,
      color: tokens.colorNeutralForeground3,
    },
  },
  json: { ...mono, margin: 0, whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
});
