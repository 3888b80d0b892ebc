import { Button, Spinner } from "@fluentui/react-components";
import { useEffect, useEffectEvent, useState } from "react";

import type { PersonView, Problem, Target } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import type { Fact } from "../../report/facts";
import type { PageProps } from "../../wizard/definition";
import { Facts } from "../../wizard/Facts";
import { isHeld, lookPage, whyPage } from "../../wizard/pages";
import { actMoment, type ActMoment } from "../act";
import { ActPage } from "../ActPage";
import { useAsk } from "../useAsk";

/** One wrong pair: what is tied to what, what forgetting it would do, that it is asked once, and what is tied then. */
export function ForgetPair(props: PageProps) {
  const { view, ipc, journey } = props;
  const { t } = useWords();
  const object = journey.at;
  const [before, setBefore] = useState<PersonView | null>(null);
  const [after, setAfter] = useState<PersonView | null>(null);
  const { ask, refused } = useAsk();
  const ofPair = (act: { is: string; object?: string }) => act.is === "forget-pair" && act.object === object;
  // One that was carried out before is no news of this visit.
  const [isPlanned, setPlanned] = useState(false);
  const act = (isPlanned || isHeld(view)) && view?.act && ofPair(view.act.steering.act) ? view.act : null;
  const owed = view?.owed.find(({ steering, tenant }) => tenant === view.tenant?.id && ofPair(steering.act));

  const look = (more: boolean) =>
    ask(async () => {
      setAfter(null);
      if (object === null) return;
      const { people, typed } = await ipc.findPerson(object, more);
      const told = await ipc.why(people[0] ?? typed, more);
      setBefore(told);
      const target = owed?.steering.target ?? targetOf(told);
      const isKnown = told.tie !== null || owed !== undefined;
      if (!target || !isKnown) return;
      await ipc.planAct({ is: "forget-pair", object }, target);
      setPlanned(true);
    });
  const begin = useEffectEvent(() => void look(false));
  useEffect(() => void Promise.resolve().then(begin), [object]);

  const moment = act ? actMoment(act, "forget-pair") : momentOf(before, refused);
  const lookAfter = useEffectEvent(() => {
    if (before) void ask(async () => setAfter(await ipc.why(before.person, false)));
  });
  useEffect(() => {
    if (moment === "done") void Promise.resolve().then(lookAfter);
  }, [moment]);

  const name = before?.person.name ?? "";
  const isOpen = act === null && before?.unread.tie === "not-asked" && (view?.account?.grows ?? false);
  const domain = before?.configuration?.domain ?? before?.configuration?.name ?? "";
  const facts = [
    [t("whyPage:pair.who"), before && [name, before.person.address].filter(Boolean).join(" · ")],
    [t("whyPage:pair.before"), before && accountOf(before)],
    [t("whyPage:pair.now"), after && accountOf(after)],
    [t("whyPage:configuration"), domain],
  ].flatMap(([label, text]): Fact[] => (label && text ? [[label, text]] : []));

  return (
    <ActPage
      page={props}
      act={act}
      way="forget-pair"
      moment={moment}
      values={{ domain, tenant: view?.tenant?.name ?? "" }}
      typed={[]}
      change={() => undefined}
      refused={refused}
      look={() => void look(false)}
      begin={() => act && void ask(() => ipc.beginAct(act.steering.act, act.steering.target, []))}
      back={isHeld(view) ? undefined : () => journey.go(whyPage, object ?? undefined)}
      leave={
        before === null
          ? { label: t("operate:page.name"), act: () => journey.go(lookPage) }
          : { label: t("whyPage:pair.back", { name }), act: () => journey.go(whyPage, object ?? undefined) }
      }
      news={act === null ? newsOf(t, before) : moment === "done" ? { lead: endOf(t, before, after) } : {}}
    >
      {moment === "looking" && (
        <Spinner size="small" label={t("whyPage:pair.reading")} labelPosition="after" />
      )}
      {facts.length > 0 && <Facts title={t("whyPage:facts")} facts={facts} />}
      {isOpen && (
        <>
          <Button onClick={() => void look(true)}>{t("whyPage:pair.ask")}</Button>
          <p>{t("whyPage:askWhy")}</p>
        </>
      )}
    </ActPage>
  );
}

/** Before there is a plan of it. */
function momentOf(before: PersonView | null, refused: Problem | null): ActMoment {
  if (refused) return "blocked";
  if (before?.tie !== null) return "looking";
  return before.unread.tie === null ? "nothing" : "blocked";
}

/** The job that brings this person; null where there is none. */
function targetOf({ configuration }: PersonView): Target | null {
  if (!configuration?.job) return null;
  const { id, name, domain, job } = configuration;
  return { servicePrincipal: id, jobs: [job], name, domain };
}

/** What somebody is tied to, by all that is known of it: accounts that are mixed up are often called the same. */
function accountOf({ tie, user }: PersonView): string | null {
  if (!tie) return null;
  const address = user?.id === tie.target ? user.address : null;
  return [tie.name, address, tie.target].filter(Boolean).join(" · ");
}

/** That there is nothing to forget, or why that is not known. */
function newsOf(t: Say, before: PersonView | null) {
  if (before?.tie !== null) return {};
  const { name } = before.person;
  const why = before.unread.tie;
  if (why === null) return { title: t("whyPage:pair.noneTitle", { name }), lead: t("whyPage:pair.noneLead") };
  const title = t("whyPage:pair.closedTitle", { name });
  if (why === "not-here") return { title, lead: t("whyPage:pair.elsewhere") };
  return { title, lead: t(`person:unread.${why}`, { part: t("person:part.tie") }) };
}

/** What somebody is tied to since. */
function endOf(t: Say, before: PersonView | null, after: PersonView | null): string | undefined {
  if (!after) return undefined;
  const { name } = after.person;
  const { tie, user, unread } = after;
  if (!tie) return t(`whyPage:pair.${unread.tie === null ? "notYet" : "unknown"}`, { name });
  const account = (user?.id === tie.target ? user.address : null) ?? tie.name ?? tie.target;
  return t(`whyPage:pair.${tie.target === before?.tie?.target ? "same" : "moved"}`, { name, account });
}
