import { Button, Field, Input, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronUpRegular } from "@fluentui/react-icons";
import { useState } from "react";

import { useAnnounce } from "../../components/Announcer";
import { Disclosure } from "../../components/Disclosure";
import { narrow } from "../../frame/layout";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { PeopleColumn, PeopleFeedSetup, PeopleTarget } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import type { PageProps } from "../../wizard/definition";
import { type Answers, columnsOf } from "./answers";
import { ColumnList } from "./ColumnList";
import { headingOf } from "./headings";
import { lookedSoFar } from "./looked";
import { PersonCard } from "./PersonCard";
import { useAsking, usePeopleTable } from "./usePeople";

/** Among more columns than these one is looked for by its name. */
const many = 20;

/** Every column of the file, where it goes, and one person as they will look. */
export function Columns({ view, ipc, journey, outOfTouch }: PageProps<PeopleFeedSetup, Answers>) {
  const { t } = useWords();
  const styles = useStyles();
  const announce = useAnnounce();
  const { refused, ask } = useAsking();
  /** A list that is folded has no height, and would draw all of its lines. */
  const [isRestOpen, setRestOpen] = useState(false);
  const [wanted, setWanted] = useState("");
  const people = view?.people ?? null;
  const table = usePeopleTable(ipc, people);
  const columns = table?.columns ?? [];
  const all = columns.map((_, place) => place);
  const sent = all.filter((place) => columns[place]?.target);
  const rest = all.filter((place) => !columns[place]?.target);
  const targets = columns.flatMap(({ target }) => (target ? [target] : []));
  const headings = sent.map((place) => columns[place]?.heading);
  const isGood = targets.includes("number") && new Set(headings).size === headings.length;

  const choose = (place: number, target: PeopleTarget | null) => {
    const before = columns.findIndex((column) => column.target === target);
    const named = columns[before];
    if (target && named && before !== place) {
      const values = { target: t(`peopleFile:target.${target}`), column: headingOf(t, named, before) };
      announce(t("peopleFeed:columns.taken", values));
    }
    const told = columns.map((column, at) => ({
      heading: column.heading,
      target: at === place ? target : column.target === target ? null : column.target,
    }));
    if (people) ask(ipc.readPeopleFile({ ...people.told, columns: told }));
  };
  const next = () => {
    if (table) {
      const found = columnsOf(table);
      const isNameless = found.nameColumn === null && journey.answers?.rule === "column";
      journey.change({ ...found, everybody: false, ...(isNameless ? { rule: "first.last" } : {}) });
    }
    journey.next();
  };

  return (
    <Page
      visit={journey.visit}
      isWide
      title={
        table && !targets.includes("number")
          ? t("peopleFeed:columns.titleNumber")
          : t("peopleFeed:columns.titleGood", { count: sent.length })
      }
      lead={t("peopleFeed:columns.lead", { file: people?.file ?? "" })}
      changed={lookedSoFar(t, view, table && !isGood ? t("peopleFeed:footer.number") : undefined)}
      back={() => journey.back()}
      action={{ label: t("button.next"), act: next, isPrimary: true, shut: !isGood }}
    >
      <Notices view={view} problem={refused ?? journey.refused ?? outOfTouch} />
      {table && people && (
        <div className={styles.halves}>
          <div className={styles.lists}>
            <Subtitle2 as="h2" block className={styles.title}>
              {t("peopleFeed:columns.sent")}
            </Subtitle2>
            <ColumnList label={t("peopleFeed:columns.sent")} table={table} places={sent} choose={choose} />
            {rest.length > 0 && (
              <>
                <Button
                  appearance="subtle"
                  size="small"
                  iconPosition="after"
                  icon={isRestOpen ? <ChevronUpRegular /> : <ChevronDownRegular />}
                  aria-expanded={isRestOpen}
                  onClick={() => setRestOpen(!isRestOpen)}
                >
                  {t("peopleFeed:columns.notSent", { count: rest.length })}
                </Button>
                {isRestOpen && rest.length > many && (
                  <Field className={styles.find} label={t("peopleFeed:columns.find")}>
                    <Input value={wanted} onChange={(_, { value }) => setWanted(value)} />
                  </Field>
                )}
                {isRestOpen && (
                  <ColumnList
                    label={t("peopleFeed:columns.nowhere")}
                    table={table}
                    places={
                      rest.length > many ? rest.filter((place) => isLike(columns[place], wanted)) : rest
                    }
                    choose={choose}
                  />
                )}
              </>
            )}
            <Disclosure label={t("peopleFeed:columns.details")}>
              <dl className={styles.paths} aria-label={t("peopleFeed:columns.detailsHint")}>
                {targets.map((target) => (
                  <div key={target}>
                    <dt>{t(`peopleFile:target.${target}`)}</dt>
                    <dd>{table.paths[target]}</dd>
                  </div>
                ))}
              </dl>
            </Disclosure>
          </div>
          <PersonCard ipc={ipc} people={people} sent={targets} />
        </div>
      )}
    </Page>
  );
}

/** Its heading or one of its first values holds the text. */
function isLike(column: PeopleColumn | undefined, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [column?.heading ?? "", ...(column?.values ?? [])].some((one) => one.toLowerCase().includes(wanted));
}

const useStyles = makeStyles({
  halves: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, min(300px, 40%))",
    alignItems: "start",
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalL,
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  lists: { minWidth: 0 },
  find: { maxWidth: "420px", marginBlock: tokens.spacingVerticalS },
  title: { margin: 0 },
  paths: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    "& div": { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalM },
    "& dd": { margin: 0, color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
  },
});
