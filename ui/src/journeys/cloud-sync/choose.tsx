import { useEffect, useState } from "react";
import { changedSoFar } from "../../frame/begun";
import { useAnnounce } from "../../components/Announcer";
import type { CloudSyncSetup, Problem } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { Page } from "../../frame/Page";
import { AnswerList, AnswerRow } from "../../wizard/AnswerRow";
import { type Answers, domainFault, faultsOf, form, type Section, sectionOf, sections } from "./answers";
import { DomainRow } from "./domain-row";
import { hasExisting } from "./existing";
import { fieldOf, Fields } from "./fields";
import type { PageProps } from "../../wizard/definition";
import { Notices } from "../../frame/Notices";
import { SetupFileRow } from "../../wizard/SetupFileRow";
import { summaryOf } from "./summary";
import { useUnits } from "./useUnits";

type Row = Section | "domain";

/** Label, value, Change: every answer on one page, one of them open at a time. */
export function Choose({ view, ipc, journey, outOfTouch }: PageProps<CloudSyncSetup, Answers>) {
  const { t } = useWords();
  const announce = useAnnounce();
  const { answers, setup } = journey;
  const [chosen, setOpen] = useState<Row | null>(rowOf(journey.at));
  /** Rows whose field was left, or that stood in the way of the plan: their faults are told. */
  const [told, setTold] = useState<readonly Row[]>([]);
  const [typed, setTyped] = useState("");
  const [isChoosing, setChoosing] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [focusOn, setFocusOn] = useState<{ row: Row } | null>(null);
  const units = useUnits(ipc, chosen === "who");
  const faults = answers && setup ? faultsOf(answers, setup.domain) : {};
  const shown = sections.filter((section) => section !== "existing" || hasExisting(view, setup));
  // The recommended answers are asked for as soon as an agent's domain is known.
  const isStarting =
    view?.tenant == null || (setup === null && !journey.refused && form.subject(view) !== null);
  const open = !setup && !isStarting ? "domain" : chosen;

  useEffect(() => {
    if (focusOn) document.getElementById(fieldOf(focusOn.row))?.focus();
  }, [focusOn]);

  const change = (changes: Partial<Answers>) => {
    setRefused(null);
    // Another kind of answer begins anew: what it lacks is told when it is left.
    if (changes.who) setTold(told.filter((row) => row !== "who"));
    journey.change(changes);
  };
  const turn = (row: Row, label: string, value: string) => {
    if (open === row) {
      setTold([...told, row]);
      announce(`${label}: ${value}`);
    }
    setOpen(open === row ? null : row);
  };
  const chooseDomain = async (domain: string) => {
    setRefused(null);
    if (domain === setup?.domain) return;
    setChoosing(true);
    await journey.chooseSubject(domain);
    setChoosing(false);
  };
  /** True when nothing is wrong; else the first fault is shown. */
  const mayGo = (): boolean => {
    const isDomainWrong = !setup || (typed.trim() !== "" && domainFault(typed) !== null);
    const wrong = isDomainWrong ? "domain" : shown.find((section) => faults[section]);
    if (!wrong) return true;
    setTold(["domain", ...sections]);
    setOpen(wrong);
    setFocusOn({ row: wrong });
    return false;
  };
  const opened = () => {
    setTyped("");
    setTold([]);
    setOpen(null);
  };
  const review = async () => {
    if (!mayGo()) return;
    const problem = await journey.check();
    setRefused(problem);
    if (!problem) await journey.review();
    else setOpen(sectionOf(problem.facts.field ?? ""));
  };

  return (
    <Page
      visit={journey.visit}
      title={t("cloudSync:choose.title")}
      lead={t("cloudSync:choose.lead")}
      changed={{
        ...changedSoFar(t, view),
        more: isStarting || isChoosing ? t("footer.opensSoon") : undefined,
      }}
      back={() => journey.back()}
      action={{
        label: t("button.review"),
        act: () => void review(),
        isPrimary: true,
        shut: isStarting || isChoosing,
      }}
    >
      <Notices view={view} problem={refused ?? journey.refused ?? outOfTouch} />
      {!isStarting && (
        <>
          <AnswerList>
            <DomainRow
              domains={view.check?.domains ?? null}
              setup={setup}
              typed={typed}
              isTold={told.includes("domain")}
              isOpen={open === "domain"}
              turn={(label, value) => turn("domain", label, value)}
              type={setTyped}
              left={() => setTold([...told, "domain"])}
              choose={(domain) => void chooseDomain(domain)}
            />
            {answers &&
              setup &&
              shown.map((section) => {
                const fault = told.includes(section) ? faults[section] : undefined;
                const label = t(`cloudSync:${section}.label`);
                const summary = summaryOf(t, section, answers, view.account?.address);
                return (
                  <AnswerRow
                    key={section}
                    id={section}
                    label={label}
                    {...summary}
                    isWrong={fault !== undefined}
                    isOpen={open === section}
                    turn={() => turn(section, label, summary.value)}
                  >
                    <Fields
                      section={section}
                      answers={answers}
                      domain={setup.domain}
                      units={units}
                      fault={fault}
                      change={change}
                      left={() => setTold([...told, section])}
                    />
                  </AnswerRow>
                );
              })}
          </AnswerList>
          <SetupFileRow ipc={ipc} journey={journey} mayGo={mayGo} refused={setRefused} opened={opened} />
        </>
      )}
    </Page>
  );
}

/** The answer that the person comes to change. */
function rowOf(at: string | null): Row | null {
  return sections.find((section) => section === at) ?? null;
}
