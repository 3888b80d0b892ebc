import { Button, Field, Input, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { type SubmitEvent, useEffect, useEffectEvent, useState } from "react";

import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { FoundPerson, PeopleFound, PersonView } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import type { PageProps } from "../../wizard/definition";
import { heldPage, lookPage, pairPage } from "../../wizard/pages";
import { useAsk } from "../useAsk";
import { PersonAnswer } from "./PersonAnswer";
import { PersonChoice } from "./PersonChoice";
import { answerWords } from "./personWords";

/** Why one person was skipped: who is meant, the answer, what to do, and everything that was read. Changes nothing. */
export function Why({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const [typed, setTyped] = useState(journey.at ?? "");
  const [found, setFound] = useState<PeopleFound | null>(null);
  const [told, setTold] = useState<PersonView | null>(null);
  const { ask: work, isAsking: isLooking, refused } = useAsk();
  const tell = async (person: FoundPerson, ask: boolean) => setTold(await ipc.why(person, ask));
  const find = (ask: boolean) =>
    work(async () => {
      setTold(null);
      const people = await ipc.findPerson(typed.trim(), ask);
      setFound(people);
      const [first, ...others] = people.people;
      if (others.length === 0) await tell(first ?? people.typed, ask);
    });
  const begin = useEffectEvent(() => void find(false));
  const at = journey.at;
  useEffect(() => {
    if (at !== null) void Promise.resolve().then(begin);
  }, [at]);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed.trim() !== "") void find(false);
  };
  const words = told && answerWords(t, language, told.answer);
  const isOpen = found?.users === "not-asked" && (view?.account?.grows ?? false);
  const go = {
    held: () => journey.go(heldPage),
    look: () => journey.go(lookPage, told?.configuration?.id),
    pair: () => journey.go(pairPage, told?.person.sourceId ?? undefined),
  };

  return (
    <Page
      visit={journey.visit}
      title={words?.title ?? t("whyPage:title")}
      lead={words?.lead ?? t("whyPage:lead")}
      changed={{ anything: false, sentence: t("operate:page.footer") }}
      back={go.look}
      action={{
        label: t("whyPage:find"),
        act: () => void find(false),
        isPrimary: told === null,
        shut: isLooking || typed.trim() === "",
      }}
    >
      <Notices view={view} problem={refused ?? outOfTouch} />
      {told && <PersonAnswer told={told} go={go} />}
      <form onSubmit={submit} className={styles.form}>
        <Field label={told ? t("whyPage:again") : t("whyPage:field")}>
          <Input
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, { value }) => setTyped(value)}
          />
        </Field>
      </form>
      {isLooking && <Spinner size="small" label={t("whyPage:looking")} labelPosition="after" />}
      {!isLooking && found && !told && (
        <PersonChoice found={found} choose={(person) => void work(() => tell(person, false))} />
      )}
      {!isLooking && isOpen && (
        <div className={styles.ask}>
          <Button onClick={() => void find(true)}>{t("whyPage:ask")}</Button>
          <p>{t("whyPage:askWhy")}</p>
        </div>
      )}
    </Page>
  );
}

const useStyles = makeStyles({
  form: { maxWidth: "480px", margin: `${tokens.spacingVerticalXL} 0 ${tokens.spacingVerticalM}` },
  ask: { marginTop: tokens.spacingVerticalL, "& p": { color: tokens.colorNeutralForeground2 } },
});
