import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowSyncRegular, DocumentTableRegular, FolderOpenRegular } from "@fluentui/react-icons";

import { Hint } from "../../components/Hint";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { PeopleFeedSetup, PeopleView } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import type { PageProps } from "../../wizard/definition";
import { DropHere } from "../../wizard/DropHere";
import { type Answers, fileOf } from "./answers";
import { FileFacts } from "./FileFacts";
import { refusalOf } from "./fileWords";
import { KnownFeeds } from "./KnownFeeds";
import { Letters } from "./Letters";
import { lookedSoFar } from "./looked";
import { blocking, toMend } from "./problems";
import { Problems } from "./Problems";
import { RepeatedRows } from "./RepeatedRows";
import { useAsking, usePeopleTable } from "./usePeople";

/** Which file it is, what was found out about it, and everything that is wrong in it. */
export function File({ view, ipc, journey, outOfTouch }: PageProps<PeopleFeedSetup, Answers>) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { refused, ask } = useAsking();
  const people = view?.people ?? null;
  const table = usePeopleTable(ipc, people);
  const isRead = people?.examined != null && !people.looking;
  const choose = () => ask(ipc.choosePeopleFile("choose"));
  const next = () => {
    if (people) journey.change({ file: fileOf(people) });
    journey.next();
  };
  const tenant = view?.tenant;

  return (
    <Page
      visit={journey.visit}
      title={titleOf(t, people)}
      lead={people?.kind ? t("peopleFeed:file.leadRead") : t("peopleFeed:file.lead")}
      changed={lookedSoFar(t, view, shutBy(t, people))}
      back={() => journey.back()}
      action={
        people
          ? { label: t("button.next"), act: next, isPrimary: true, shut: !isRead || journey.setup === null }
          : { label: t("peopleFeed:file.choose"), act: choose, isPrimary: true }
      }
    >
      <Notices view={view} problem={refused ?? people?.problem ?? journey.refused ?? outOfTouch} />
      {people?.refused && <p className={styles.refused}>{refusalOf(t, people.refused)}</p>}
      {people?.kind && (
        <FileFacts
          key={people.path}
          people={people}
          read={(told) => ask(ipc.readPeopleFile({ ...people.told, ...told }))}
        />
      )}
      <div className={styles.choices}>
        {people && (
          <>
            <Button icon={<FolderOpenRegular />} onClick={choose}>
              {t("peopleFeed:file.chooseOther")}
            </Button>
            <Button icon={<ArrowSyncRegular />} onClick={() => ask(ipc.readPeopleFile(people.told))}>
              {t("peopleFeed:file.again")}
            </Button>
          </>
        )}
        {tenant?.cloud === "demo" && (
          <Button icon={<DocumentTableRegular />} onClick={() => ask(ipc.samplePeopleFile(language, false))}>
            {t("peopleFeed:file.sample")}
          </Button>
        )}
        {tenant?.cloud === "demo" && toMend(people).length > 0 && (
          <Button icon={<DocumentTableRegular />} onClick={() => ask(ipc.samplePeopleFile(language, true))}>
            {t("feedSend:file.mend")}
          </Button>
        )}
      </div>
      {tenant?.cloud === "demo" && !people && (
        <Hint>{t("peopleFeed:file.sampleHint", { tenant: tenant.name })}</Hint>
      )}
      <DropHere ipc={ipc} says={t("peopleFeed:file.drop")} take={() => ask(ipc.choosePeopleFile("drop"))} />
      {people && people.letters.length > 1 && (
        <Letters
          people={people}
          choose={(encoding) => ask(ipc.readPeopleFile({ ...people.told, encoding }))}
        />
      )}
      {people?.examined && <Problems people={people} table={table} />}
      {journey.answers && blocking(people).some(({ code }) => code === "number-twice") && (
        <RepeatedRows said={journey.answers.repeats} say={(repeats) => journey.change({ repeats })} />
      )}
      <KnownFeeds view={view} journey={journey} />
    </Page>
  );
}

function titleOf(t: Say, people: PeopleView | null): string {
  if (!people) return t("peopleFeed:file.titleNone");
  const { file, examined } = people;
  if (people.refused) return t("peopleFeed:file.titleRefused", { file });
  if (!examined || people.looking) return t("peopleFeed:file.titleReading", { file });
  const must = blocking(people).length;
  if (must > 0) return t("peopleFeed:file.titleSettle", { file, count: must });
  return t("peopleFeed:file.titleGood", { file, count: examined.people });
}

function shutBy(t: Say, people: PeopleView | null): string | undefined {
  if (!people) return t("peopleFeed:footer.choose");
  if (people.looking) return t("peopleFeed:footer.reading");
  return people.examined ? undefined : t("peopleFeed:footer.refused");
}

const useStyles = makeStyles({
  choices: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    marginBlock: `${tokens.spacingVerticalL} ${tokens.spacingVerticalXS}`,
  },
  refused: { margin: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
});
