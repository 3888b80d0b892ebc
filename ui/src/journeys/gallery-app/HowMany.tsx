import {
  Button,
  Checkbox,
  makeStyles,
  MessageBar,
  MessageBarBody,
  RadioGroup,
  Switch,
  tokens,
} from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useEffect, useState } from "react";

import { useAnnounce } from "../../components/Announcer";
import { changedSoFar } from "../../frame/begun";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { AppTableView, GalleryAppSetup } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import { Choice } from "../../wizard/Choice";
import type { PageProps } from "../../wizard/definition";
import { Saved } from "../../wizard/Saved";
import { useSaving } from "../../wizard/useSaving";
import type { Answers } from "./answers";
import { TableGrid } from "./table/TableGrid";
import { TableSource } from "./table/TableSource";
import { useTableChanges } from "./table/useTable";
import { useEntry } from "./useGallery";

/** One app, or several in a table. */
export function HowMany({ view, ipc, journey, outOfTouch }: PageProps<GalleryAppSetup, Answers>) {
  const { t } = useWords();
  const styles = useStyles();
  const announce = useAnnounce();
  const saving = useSaving();
  const { answers, setup } = journey;
  const [agreed, setAgreed] = useState(false);
  const [isFiltered, setFiltered] = useState(false);
  const { refused, changing, ask, change } = useTableChanges(ipc);
  const entry = useEntry(ipc, view, setup?.app.template);
  const tenant = view?.tenant?.name ?? "";
  const several = answers?.several ?? false;
  const table = several ? (view?.gallery?.table ?? null) : null;
  const needs = table ? table.rows - table.ready : 0;
  const faulty = isFiltered && needs > 0;
  const namesakes = table?.namesakes ?? 0;
  const said = table && table.rows > 0 ? countsOf(t, table) : "";
  useEffect(() => {
    if (said) announce(said);
  }, [announce, said]);

  const choose = (several: boolean) => {
    journey.change({ several });
    ask(ipc.changeAppTable({ is: several ? "begin" : "drop" }));
  };
  const shut = !answers || !entry ? t("footer.opensSoon") : shutBy(t, several, table, agreed);

  return (
    <Page
      visit={journey.visit}
      isWide={several}
      title={said || t("galleryApp:howMany.title")}
      lead={t(several ? "galleryApp:howMany.leadSeveral" : "galleryApp:howMany.lead")}
      changed={{
        ...changedSoFar(t, view),
        more: saving.saved === null ? shut : <Saved ipc={ipc} saving={saving} />,
      }}
      back={() => journey.back()}
      action={{
        label: t("button.next"),
        act: () => journey.next(),
        isPrimary: true,
        shut: shut !== undefined || changing,
      }}
    >
      <Notices view={view} problem={refused ?? saving.problem ?? journey.refused ?? outOfTouch} />
      {answers && (
        <RadioGroup
          aria-label={t("galleryApp:howMany.title")}
          value={several ? "several" : "one"}
          onChange={(_, { value }) => choose(value === "several")}
        >
          <Choice value="one" label={t("galleryApp:howMany.one")} />
          <Choice
            value="several"
            label={t("galleryApp:howMany.several")}
            hint={t("galleryApp:howMany.severalHint")}
          />
        </RadioGroup>
      )}
      {table && (
        <div className={styles.table}>
          <TableSource ipc={ipc} table={table} ask={ask} saving={saving} />
          {namesakes > 0 && (
            <div>
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody className={styles.words}>
                  {t("galleryApp:table.namesakes", { count: namesakes, tenant })}
                </MessageBarBody>
              </MessageBar>
              <Checkbox
                label={t("galleryApp:table.complete")}
                checked={agreed}
                onChange={(_, { checked }) => setAgreed(checked === true)}
              />
            </div>
          )}
          {needs > 0 && (
            <Switch
              label={t("galleryApp:table.onlyFaulty")}
              checked={isFiltered}
              onChange={(_, { checked }) => setFiltered(checked)}
            />
          )}
          {table.rows > 0 && (
            <TableGrid key={String(faulty)} ipc={ipc} table={table} faulty={faulty} change={change} />
          )}
          <Button className={styles.add} icon={<AddRegular />} onClick={() => change({ is: "add" })}>
            {t("galleryApp:table.add")}
          </Button>
        </div>
      )}
    </Page>
  );
}

/** "297 rows are ready, 3 need you". */
function countsOf(t: Say, { rows, ready }: AppTableView): string {
  const needs = rows - ready;
  if (needs === 0) return t("galleryApp:howMany.allReady", { count: ready });
  return t("galleryApp:howMany.counts", {
    ready: t("galleryApp:howMany.ready", { count: ready }),
    needs: t("galleryApp:howMany.needs", { count: needs }),
  });
}

function shutBy(t: Say, several: boolean, table: AppTableView | null, agreed: boolean): string | undefined {
  if (!several) return undefined;
  if (!table || table.rows === 0) return t("galleryApp:footer.rows");
  if (table.ready < table.rows) return t("galleryApp:footer.cells", { count: table.rows - table.ready });
  return table.namesakes > 0 && !agreed ? t("galleryApp:footer.namesakes") : undefined;
}

const useStyles = makeStyles({
  table: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    marginTop: tokens.spacingVerticalM,
    minWidth: 0,
  },
  words: { overflowWrap: "anywhere", whiteSpace: "normal" },
  add: { alignSelf: "start" },
});
