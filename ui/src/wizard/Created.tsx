import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";

import { OutsideLink } from "./OutsideLink";
import type { AppView, CreatedView, RunView, TenantView } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { createdName, isFile } from "../report/created";
import { adminCenter } from "./adminCenter";
import { isGone } from "../frame/run";
import { Group } from "./Facts";

interface CreatedProps {
  ipc: Ipc;
  view: AppView;
  run: RunView;
  /** To the page that removes it; nothing is removed here. */
  remove: () => void;
}

/** What exists because of this set-up, by the notes of its runs, and the way to take it away. */
export function Created({ ipc, view, run, remove }: CreatedProps) {
  const { t } = useWords();
  const styles = useStyles();
  const { tenant } = view;
  const areGone = isGone(view);
  const created = run.created.filter((one) => !isFile(one));
  const before = run.created.filter(isFile);
  return (
    <>
      <Group title={t("remove:created")} isFolded>
        <div className={styles.more}>{t(hintOf(created, areGone))}</div>
        <ul className={styles.list}>
          {created.map((one) => (
            <li key={one.kind + one.id} className={styles.row}>
              <div className={styles.words}>
                {createdName(t, one)}
                <div className={styles.id}>{one.id}</div>
              </div>
              {!areGone && tenant && <Address ipc={ipc} created={one} tenant={tenant} />}
            </li>
          ))}
        </ul>
        <Before files={before} />
        {created.length > 0 && !areGone && tenant?.cloud === "demo" && (
          <div className={styles.more}>{t("remove:pretend")}</div>
        )}
      </Group>
      {created.length > 0 && !areGone && (
        <Button className={styles.way} iconPosition="after" icon={<ChevronRightRegular />} onClick={remove}>
          {t("remove:way")}
        </Button>
      )}
    </>
  );
}

function hintOf(created: readonly CreatedView[], areGone: boolean) {
  if (created.length === 0) return "remove:createdNothing";
  return areGone ? "remove:goneNow" : "remove:createdHint";
}

/** Files that tell how something was before this run changed it. */
function Before({ files }: { files: readonly CreatedView[] }) {
  const { t } = useWords();
  const styles = useStyles();
  return files.map((file) => (
    <div key={file.id} className={styles.file}>
      {createdName(t, file)}
    </div>
  ));
}

function Address({ ipc, created, tenant }: { ipc: Ipc; created: CreatedView; tenant: TenantView }) {
  const { t } = useWords();
  const address = adminCenter(tenant.cloud, created);
  if (!address) return null;
  return <OutsideLink ipc={ipc} label={t("remove:open")} address={address} />;
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  row: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} 0`,
  },
  words: { minWidth: 0, overflowWrap: "anywhere" },
  id: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  file: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  more: { color: tokens.colorNeutralForeground2 },
  way: { marginTop: tokens.spacingVerticalM },
});
