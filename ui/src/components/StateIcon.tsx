import { makeStyles, tokens } from "@fluentui/react-components";
import {
  CheckmarkCircleFilled,
  CheckmarkCircleRegular,
  CircleRegular,
  EditRegular,
  ErrorCircleFilled,
  EyeRegular,
  type FluentIcon,
  HourglassRegular,
  PauseCircleRegular,
  QuestionCircleRegular,
  SubtractCircleRegular,
  WarningFilled,
} from "@fluentui/react-icons";

import { Icon } from "./Icon";

export type StateName =
  | "to-come"
  | "looking"
  | "will-change"
  | "changing"
  | "waiting"
  | "overdue"
  | "confirming"
  | "done"
  | "not-wanted"
  | "stopped"
  | "unknown"
  | "failed"
  | "needs-you";

type Tone = "quiet" | "busy" | "good" | "warning" | "bad";

/** Each state has its own shape, so that it survives without its colour. */
const looks: Record<StateName, [FluentIcon, Tone]> = {
  "to-come": [CircleRegular, "quiet"],
  looking: [EyeRegular, "busy"],
  "will-change": [EditRegular, "quiet"],
  changing: [EditRegular, "busy"],
  waiting: [HourglassRegular, "busy"],
  overdue: [HourglassRegular, "warning"],
  confirming: [CheckmarkCircleRegular, "busy"],
  done: [CheckmarkCircleFilled, "good"],
  "not-wanted": [SubtractCircleRegular, "quiet"],
  stopped: [PauseCircleRegular, "quiet"],
  unknown: [QuestionCircleRegular, "warning"],
  failed: [ErrorCircleFilled, "bad"],
  "needs-you": [WarningFilled, "warning"],
};

/** The picture of a state. Its word stands beside it. */
export function StateIcon({ state }: { state: StateName }) {
  const styles = useStyles();
  const [icon, tone] = looks[state];
  return <Icon icon={icon} className={styles[tone]} />;
}

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  busy: { color: tokens.colorBrandForeground1 },
  good: { color: tokens.colorStatusSuccessForeground3 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  bad: { color: tokens.colorStatusDangerForeground3 },
});
