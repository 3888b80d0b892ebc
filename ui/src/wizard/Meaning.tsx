import { makeStyles, tokens } from "@fluentui/react-components";
import {
  type FluentIcon,
  HourglassRegular,
  KeyRegular,
  MailRegular,
  PauseRegular,
  PeopleRegular,
  ShieldRegular,
} from "@fluentui/react-icons";

import { Icon } from "../components/Icon";
import type { SetupFile } from "../ipc/setup";
import { type Say, useWords } from "../locales/i18n";

/** What starting means for the people of this tenant, before it is done. */
export function Meaning({ setup }: { setup: SetupFile }) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label={t("enable:meaning.label")}>
      {meanings(t, setup).map(([icon, text]) => (
        <li key={text} className={styles.row}>
          <Icon icon={icon} className={styles.icon} />
          <span className={styles.text}>{text}</span>
        </li>
      ))}
    </ul>
  );
}

function meanings(t: Say, setup: SetupFile): [FluentIcon, string][] {
  const { scope, accidentalDeletes: guard, domain, notify } = setup;
  const who = "ous" in scope ? "ous" : "groups" in scope ? "groups" : "everyone";
  const [mail] = notify;
  return [
    [PeopleRegular, t(`enable:meaning.${who}`, { domain })],
    [KeyRegular, t(setup.passwordHashSync ? "enable:meaning.hashes" : "enable:meaning.noHashes")],
    [MailRegular, mail === undefined ? t("enable:meaning.nobodyTold") : t("enable:meaning.told", { mail })],
    [
      ShieldRegular,
      guard.enabled ? t("enable:meaning.guard", { count: guard.threshold }) : t("enable:meaning.noGuard"),
    ],
    [HourglassRegular, t("enable:meaning.time")],
    [PauseRegular, t("enable:meaning.pause")],
  ];
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
