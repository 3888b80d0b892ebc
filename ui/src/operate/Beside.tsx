import { makeStyles, tokens } from "@fluentui/react-components";

import { StateIcon, type StateName } from "../components/StateIcon";
import type { ConfigurationStatus, Stored, Weight } from "../ipc/bindings";
import { useWords, type Say } from "../locales/i18n";
import { Facts, Group } from "../wizard/Facts";
import { besideLead } from "./besideWords";
import { nameOf } from "./found";

/** What stands around the jobs, the worst first. The line that the page is titled by is told there. */
export function Beside({ found }: { found: ConfigurationStatus }) {
  const { t, language } = useWords();
  const styles = useStyles();
  const lines = found.beside.filter(({ code }) => code !== found.mainBeside);
  if (lines.length === 0) return null;
  return (
    <Group title={t("operate:around.title")}>
      <ul className={styles.list} aria-label={t("operate:around.title")}>
        {lines.map((line) => (
          <li key={line.code} className={styles.line} data-beside={line.code}>
            <StateIcon state={iconOf[line.level]} />
            <span className={styles.words}>{besideLead(t, language, line, nameOf(found))}</span>
          </li>
        ))}
      </ul>
    </Group>
  );
}

const iconOf: Record<Weight, StateName> = {
  urgent: "failed",
  "needs-you": "needs-you",
  "cannot-see": "unknown",
  "worth-knowing": "to-come",
};

/** Who is told, what stops removals, and which parts are set up. */
export function Settings({ found }: { found: ConfigurationStatus }) {
  const { t } = useWords();
  const { mail, guard, tenantGuard, tenantHashes } = found.settings;
  const has = (template: string) => found.jobs.some((job) => job.template === template);
  const hashes = {
    on: t("operate:around.setUp"),
    off: t("operate:around.setUpRefused"),
    unread: t("operate:around.setUpUnread"),
  };
  return (
    <Facts
      title={t("operate:around.settings")}
      facts={[
        [t("operate:around.mail"), said(t, mail, (address) => address, t("operate:around.nobody"))],
        [t("operate:around.guard"), said(t, guard, (count) => t("operate:around.from", { count }))],
        [
          t("operate:around.tenantGuard"),
          said(t, tenantGuard, ({ threshold: count, isPercentage }) => {
            if (count === null) return t("operate:around.fromUnknown");
            return t(isPercentage ? "operate:around.fromPercent" : "operate:around.from", { count });
          }),
        ],
        [
          t("operate:around.hashes"),
          has("AD2AADPasswordHash") ? hashes[tenantHashes.is] : t("operate:around.notSetUp"),
        ],
        [
          t("operate:around.exchange"),
          t(has("AAD2ADExchangeHybridWriteback") ? "operate:around.setUpUnread" : "operate:around.notSetUp"),
        ],
      ]}
    />
  );
}

function said<T>(t: Say, setting: Stored<T>, on: (value: T) => string, off?: string): string {
  switch (setting.is) {
    case "on":
      return on(setting.value);
    case "off":
      return off ?? t("operate:around.off");
    case "unread":
      return t(`operate:around.unread.${setting.value}`);
  }
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  line: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} 0`,
  },
  words: { overflowWrap: "anywhere" },
});
