import { Field, Input, MessageBar, MessageBarBody, RadioGroup } from "@fluentui/react-components";
import { useState } from "react";

import { changedSoFar } from "../../frame/begun";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { GalleryAppSetup, Problem } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { isCount, isMail } from "../../wizard/answerChecks";
import { AnswerList, AnswerRow } from "../../wizard/AnswerRow";
import { Choice } from "../../wizard/Choice";
import type { PageProps } from "../../wizard/definition";
import { GuardRow } from "../../wizard/GuardRow";
import { SetupFileRow } from "../../wizard/SetupFileRow";
import type { Answers } from "./answers";
import { takesPeople } from "./kinds";
import { useEntry } from "./useGallery";

type Row = "mail" | "guard" | "leaving";

/** Who hears of trouble, what stops the job, and what becomes of people who do not take part any more. */
export function Safety({ view, ipc, journey, outOfTouch }: PageProps<GalleryAppSetup, Answers>) {
  const { t } = useWords();
  const { answers, setup } = journey;
  const [open, setOpen] = useState<Row | null>(journey.at === "mail" ? "mail" : null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const entry = useEntry(ipc, view, setup?.app.template);
  const mail = answers?.mail.trim() ?? "";
  const isMailFit = mail === "" || isMail(mail);
  const isGuarded = answers?.guarded === false || isCount(answers?.threshold ?? "", 1, 1_000_000);
  const hasPeople = entry === null || takesPeople(entry.row.kind);
  const warning = entry?.warning === "many-aws" ? null : entry?.warning;
  const isGood = answers !== null && isMailFit && isGuarded;
  const turn = (row: Row) => setOpen(open === row ? null : row);
  const change = (changes: Partial<Answers>) => {
    setRefused(null);
    journey.change(changes);
  };
  const review = async () => {
    const problem = await journey.check();
    setRefused(problem);
    if (!problem) await journey.review();
  };

  return (
    <Page
      visit={journey.visit}
      title={t(mail === "" ? "galleryApp:safety.titleNobody" : "galleryApp:safety.title")}
      lead={t("galleryApp:safety.lead")}
      changed={{
        ...changedSoFar(t, view),
        more: isMailFit
          ? isGuarded
            ? undefined
            : t("galleryApp:footer.guard")
          : t("galleryApp:footer.mail"),
      }}
      back={() => journey.back()}
      action={{ label: t("button.review"), act: () => void review(), isPrimary: true, shut: !isGood }}
    >
      <Notices view={view} problem={refused ?? journey.refused ?? outOfTouch} />
      {warning && (
        <MessageBar intent="warning" layout="multiline" style={{ marginBottom: "16px" }}>
          <MessageBarBody style={{ whiteSpace: "normal" }}>
            {t(`galleryApp:warning.${warning as "token-year"}`)}
          </MessageBarBody>
        </MessageBar>
      )}
      {answers && (
        <>
          <AnswerList>
            <AnswerRow
              id="mail"
              label={t("galleryApp:safety.mail")}
              value={mail || t("galleryApp:safety.mailNone")}
              hints={[t("galleryApp:safety.mailHint")]}
              isWrong={!isMailFit}
              isOpen={open === "mail"}
              turn={() => turn("mail")}
            >
              <Field
                label={t("galleryApp:safety.mailField")}
                {...(isMailFit ? {} : { validationMessage: t("galleryApp:safety.mailFault") })}
              >
                <Input
                  type="email"
                  value={answers.mail}
                  onChange={(_, { value }) => change({ mail: value })}
                />
              </Field>
            </AnswerRow>
            {hasPeople && (
              <>
                <GuardRow
                  words={{
                    label: t("galleryApp:safety.guard"),
                    value: answers.guarded
                      ? t("galleryApp:safety.guardOn", { count: Number(answers.threshold) })
                      : t("galleryApp:safety.guardOff"),
                    switch: t("galleryApp:safety.guardSwitch"),
                    field: t("galleryApp:safety.guardField"),
                    fault: t("galleryApp:safety.guardFault"),
                  }}
                  hints={[t("galleryApp:safety.guardHint")]}
                  guarded={answers.guarded}
                  threshold={answers.threshold}
                  isGood={isGuarded}
                  isOpen={open === "guard"}
                  turn={() => turn("guard")}
                  change={change}
                />
                <AnswerRow
                  id="leaving"
                  label={t("galleryApp:safety.leaving")}
                  value={t(`galleryApp:safety.${answers.leaving}`)}
                  hints={[]}
                  isOpen={open === "leaving"}
                  turn={() => turn("leaving")}
                >
                  <RadioGroup
                    aria-label={t("galleryApp:safety.leaving")}
                    value={answers.leaving}
                    onChange={(_, { value }) => change({ leaving: value === "leave" ? "leave" : "disable" })}
                  >
                    <Choice
                      value="disable"
                      label={t("galleryApp:safety.disable")}
                      hint={t("galleryApp:safety.disableHint")}
                    />
                    <Choice
                      value="leave"
                      label={t("galleryApp:safety.leave")}
                      hint={t("galleryApp:safety.leaveHint")}
                    />
                  </RadioGroup>
                </AnswerRow>
              </>
            )}
          </AnswerList>
          <SetupFileRow
            ipc={ipc}
            journey={journey}
            mayGo={() => isGood}
            refused={setRefused}
            opened={() => setOpen(null)}
          />
        </>
      )}
    </Page>
  );
}
