import { dayAndTime } from "../components/dates";
import type { BegunRun } from "../frame/begun";
import { useWords } from "../locales/i18n";
import { BegunBar } from "./BegunBar";

interface UnfinishedProps {
  runs: readonly BegunRun[];
  resume: (begun: BegunRun) => Promise<void>;
}

/** So many of one set-up are told one by one. A set-up of the command line has up to 2,000, which no page here carries on. */
const mostOfOne = 3;

/** Runs that were begun and not ended, each with the way to go on; the many of one set-up together. */
export function Unfinished({ runs, resume }: UnfinishedProps) {
  const { t } = useWords();
  const sets = new Map<string, [BegunRun, ...BegunRun[]]>();
  for (const begun of runs) {
    const { run, elsewhere } = begun;
    const set = JSON.stringify([elsewhere?.tenant, elsewhere?.cloud, run.journey, run.kind, run.name]);
    sets.set(set, [...(sets.get(set) ?? []), begun] as [BegunRun, ...BegunRun[]]);
  }
  return [...sets].flatMap(([key, set]) => {
    if (set.length > mostOfOne) return <Bar key={key} newest={set[0]} many={set} />;
    return set.map((begun) => {
      const { kind, name, row, at } = begun.run;
      const label = kind === "removal" ? "check:unfinished.continueRemoval" : "check:unfinished.continue";
      const goOn = { label: t(label, { name }), act: () => void resume(begun) };
      return <Bar key={[key, row, at].join(" ")} newest={begun} goOn={goOn} />;
    });
  });
}

interface BarProps {
  newest: BegunRun;
  /** Told together. */
  many?: readonly BegunRun[];
  goOn?: { label: string; act: () => void };
}

function Bar({ newest: { run, elsewhere }, many, goOn }: BarProps) {
  const { t, language } = useWords();
  const tenant = elsewhere?.tenantName ?? elsewhere?.tenant ?? "";
  const title = `title${run.kind === "removal" ? "Removal" : ""}${elsewhere ? "In" : ""}` as const;
  const values = { name: run.name, tenant, when: run.at && dayAndTime(language, run.at) };
  return (
    <BegunBar
      title={
        many
          ? t(`check:unfinished.many.${title}`, { ...values, count: many.length })
          : t(`check:unfinished.${title}`, values)
      }
      {...(goOn ? { goOn } : {})}
    >
      {t(many ? "check:unfinished.many.text" : "check:unfinished.text", values)}
      {(many ?? [{ run }]).some(({ run }) => run.unknown) && ` ${t("check:unfinished.unknown")}`}
      {elsewhere && !many && ` ${t("check:unfinished.signInFirst", values)}`}
    </BegunBar>
  );
}
