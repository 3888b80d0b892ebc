import { useEffect, useState } from "react";
import { useAnnounce } from "../../components/Announcer";
import type { Problem } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { Page } from "../../wizard/Page";
import { type Answers, type Fault, faultsOf, type Section, sectionOf, sections } from "./answers";
import type { PageProps } from "./journey";
import { Notices } from "./notices";
import { AnswerList, AnswerRow } from "./answer-row";
import { fieldOf, Fields } from "./fields";
import { summaryOf } from "./summary";

/** Label, value, Change: every answer on one page, one of them open at a time. */
export function Choose({ view, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const announce = useAnnounce();
  const [open, setOpen] = useState<Section | null>(null);
  /** Sections whose field was left, or that stood in the way of the plan: their faults are told. */
  const [told, setTold] = useState<readonly Section[]>([]);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [focusOn, setFocusOn] = useState<{ section: Section } | null>(null);
  const { answers, setup } = journey;
  const faults = answers && setup ? faultsOf(answers, setup.domain) : {};

  useEffect(() => {
    if (focusOn) document.getElementById(fieldOf(focusOn.section))?.focus();
  }, [focusOn]);

  const change = (changes: Partial<Answers>) => {
    setRefused(null);
    journey.change(changes);
  };
  const turn = (section: Section) => {
    if (open === section && answers) {
      setTold([...told, section]);
      announce(`${t(`wizard:${section}.label`)}: ${summaryOf(t, section, answers).value}`);
    }
    setOpen(open === section ? null : section);
  };
  const review = async () => {
    const wrong = sections.find((section) => faults[section]);
    if (wrong) {
      setTold(sections);
      setOpen(wrong);
      setFocusOn({ section: wrong });
      return;
    }
    const problem = await journey.check();
    setRefused(problem);
    if (!problem) await journey.review();
    else setOpen(sectionOf(problem.facts.field ?? ""));
  };

  const isReady = view?.tenant != null && setup !== null;
  return (
    <Page
      visit={journey.visit}
      title={t("wizard:choose.title")}
      lead={t("wizard:choose.lead")}
      changed={{
        anything: false,
        sentence: t("footer.nothingYet"),
        more: isReady ? undefined : t("footer.opensSoon"),
      }}
      back={() => journey.go("welcome")}
      action={{ label: t("button.review"), act: () => void review(), isPrimary: true, shut: !isReady }}
    >
      <Notices view={view} problem={refused ?? journey.refused ?? outOfTouch} />
      {answers && setup && (
        <AnswerList>
          <AnswerRow
            label={t("wizard:domain.label")}
            value={setup.domain}
            hints={[t("wizard:domain.hint")]}
          />
          {sections.map((section) => {
            const fault: Fault | undefined = told.includes(section) ? faults[section] : undefined;
            return (
              <AnswerRow
                key={section}
                id={section}
                label={t(`wizard:${section}.label`)}
                {...summaryOf(t, section, answers)}
                isWrong={fault !== undefined}
                isOpen={open === section}
                turn={() => turn(section)}
              >
                <Fields
                  section={section}
                  answers={answers}
                  domain={setup.domain}
                  fault={fault}
                  change={change}
                  left={() => setTold([...told, section])}
                />
              </AnswerRow>
            );
          })}
        </AnswerList>
      )}
    </Page>
  );
}
