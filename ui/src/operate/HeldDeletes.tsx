import { Field, Input, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";

import { Notices } from "../frame/Notices";
import { Page } from "../frame/Page";
import type { ConfigurationStatus, Held, HeldObject, JobStatus, Problem } from "../ipc/bindings";
import { asProblem } from "../ipc/client";
import { type Say, useWords } from "../locales/i18n";
import type { PageProps } from "../wizard/definition";
import { Group } from "../wizard/Facts";
import { actPage, lookPage } from "../wizard/pages";
import { foundIn, nameOf, openOf } from "./found";

/** Names that are shown at once; a search finds the others. */
const most = 100;

/** Who is held back from being removed, and what is behind it. Changes nothing; deciding is a page of its own. */
export function HeldDeletes({ view, ipc, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [wanted, setWanted] = useState("");
  const status = view?.status?.wholeTenant ? view.status : null;
  const open = journey.at === null ? openOf(status, null) : foundIn(status, journey.at);
  const job = open?.jobs.find(({ cause }) => cause === "held-deletes") ?? null;
  const { held, problem } = useHeld(ipc, job);
  const count = job && (job.affected ?? held?.objects.length ?? null);
  const shown = (held?.objects ?? []).filter((object) => fits(object, wanted));
  const toLook = () => journey.go(lookPage, open?.id);

  return (
    <Page
      visit={journey.visit}
      title={titleOf(t, open, job, count)}
      lead={job ? t("logPage:heldPage.lead") : undefined}
      changed={{ anything: false, sentence: t("operate:page.footer") }}
      back={toLook}
      action={{
        label: t("logPage:heldPage.decide"),
        act: () => journey.go(actPage, open?.id),
        isPrimary: true,
        shut: !open,
      }}
    >
      <Notices view={view} problem={outOfTouch} />
      {held === null && problem === null && job && (
        <Spinner size="small" label={t("logPage:heldPage.looking")} labelPosition="after" />
      )}
      {problem && (
        <p>{t("logPage:heldPage.closed", { why: t(`problems:${problem.code}.title`).toLowerCase() })}</p>
      )}
      {held && count !== null && held.objects.length !== count && (
        <p>{t("logPage:heldPage.differs", { found: held.objects.length, count })}</p>
      )}
      {held && held.objects.length > 0 && (
        <>
          <Group title={t("logPage:heldPage.units")}>
            <ul className={styles.list}>
              {held.units.map(({ ou, count: some }, at) => (
                <li key={ou} className={styles.line}>
                  <strong>
                    {t("logPage:heldPage.unit", { count: some, ou: ou ?? t("logPage:heldPage.noUnit") })}
                  </strong>
                  {at === 0 && ou !== null && <div>{t("logPage:heldPage.unitHint")}</div>}
                </li>
              ))}
            </ul>
          </Group>
          <Group title={t("logPage:heldPage.names")}>
            <Field label={t("logPage:heldPage.search")} className={styles.search}>
              <Input value={wanted} autoComplete="off" onChange={(_, { value }) => setWanted(value)} />
            </Field>
            <ul className={styles.list}>
              {shown.slice(0, most).map((object) => (
                <li key={object.entry} className={styles.line}>
                  <strong>{object.name ?? t(`logPage:kind.${object.kind}`)}</strong>
                  <div className={styles.more}>
                    {[
                      object.kind === "user" ? null : t(`logPage:kind.${object.kind}`),
                      object.why === "not-told" ? null : t(`logPage:why.${object.why}`),
                      object.ou,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </div>
                </li>
              ))}
            </ul>
            {shown.length > most && <p>{t("logPage:heldPage.more", { count: shown.length - most })}</p>}
          </Group>
        </>
      )}
      <ul className={styles.rules}>
        {t("logPage:heldPage.rules", { returnObjects: true }).map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </Page>
  );
}

function titleOf(
  t: Say,
  open: ConfigurationStatus | null,
  job: JobStatus | null,
  count: number | null,
): string {
  if (open && !job) return t("logPage:heldPage.none", { domain: nameOf(open) });
  return count === null ? t("logPage:heldPage.unknown") : t("logPage:heldPage.title", { count });
}

/** What the log names of it, read once for each quarantine. */
function useHeld(ipc: PageProps["ipc"], job: JobStatus | null) {
  const [held, setHeld] = useState<Held | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  // The round that was stopped ran before the quarantine began.
  const [id, since] = [job?.id ?? null, job?.lastGoodRun ?? job?.since ?? null];
  useEffect(() => {
    if (id === null) return;
    ipc.heldDeletes(id, since).then(setHeld, (thrown: unknown) => setProblem(asProblem(thrown)));
  }, [ipc, id, since]);
  return { held, problem };
}

function fits({ name, ou, sourceId }: HeldObject, wanted: string): boolean {
  const needle = wanted.trim().toLocaleLowerCase();
  return [name, ou, sourceId].some((text) => text?.toLocaleLowerCase().includes(needle));
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  line: {
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: "anywhere",
  },
  more: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  search: { maxWidth: "400px", marginBottom: tokens.spacingVerticalS },
  rules: { color: tokens.colorNeutralForeground2, paddingInlineStart: tokens.spacingHorizontalL },
});
