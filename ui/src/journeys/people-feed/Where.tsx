import { Field, Input } from "@fluentui/react-components";
import { useState } from "react";

import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { PeopleFeedSetup, Problem } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { isCount, isMail } from "../../wizard/answerChecks";
import { AnswerList, AnswerRow } from "../../wizard/AnswerRow";
import type { PageProps } from "../../wizard/definition";
import { GuardRow } from "../../wizard/GuardRow";
import type { Answers } from "./answers";
import { lookedSoFar } from "./looked";

type Row = "name" | "mail" | "guard";

/** Where people go: the feed, who hears of trouble, and what stops it. */
export function Where({ view, journey, outOfTouch }: PageProps<PeopleFeedSetup, Answers>) {
  const { t } = useWords();
  const { answers } = journey;
  const [open, setOpen] = useState<Row | null>(journey.at === "mail" ? "mail" : null);
  const [told, setTold] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const tenant = view?.tenant?.name ?? "";
  const name = answers?.name.trim() ?? "";
  const mail = answers?.mail.trim() ?? "";
  const isNamed = name.length >= 1 && name.length <= 120;
  const isGuarded = answers?.guarded === false || isCount(answers?.threshold ?? "", 1, 1_000_000);
  const shut = !isNamed
    ? t("peopleFeed:footer.name")
    : isMail(mail)
      ? undefined
      : t("peopleFeed:footer.mail");
  const turn = (row: Row) => {
    setTold(true);
    setOpen(open === row ? null : row);
  };
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
      title={t("peopleFeed:where.title")}
      lead={t("peopleFeed:where.lead", { tenant })}
      changed={lookedSoFar(t, view, shut)}
      back={() => journey.back()}
      action={{
        label: t("button.review"),
        act: () => void review(),
        isPrimary: true,
        shut: shut !== undefined || !isGuarded || answers === null,
      }}
    >
      <Notices view={view} problem={refused ?? journey.refused ?? outOfTouch} />
      {answers && (
        <AnswerList>
          <AnswerRow
            label={t("peopleFeed:where.directory")}
            value={t("peopleFeed:where.entra")}
            hints={[t("peopleFeed:where.entraHint")]}
          />
          <AnswerRow
            id="name"
            label={t("peopleFeed:where.name")}
            value={name}
            hints={[t("peopleFeed:where.nameHint", { tenant })]}
            isWrong={!isNamed}
            isOpen={open === "name"}
            turn={() => turn("name")}
          >
            <Field
              label={t("peopleFeed:where.nameField")}
              {...(isNamed ? {} : { validationMessage: t("peopleFeed:where.nameFault") })}
            >
              <Input value={answers.name} onChange={(_, { value }) => change({ name: value })} />
            </Field>
          </AnswerRow>
          <AnswerRow
            id="mail"
            label={t("peopleFeed:where.mail")}
            value={mail || t("peopleFeed:where.mailNone")}
            hints={[t("peopleFeed:where.mailHint")]}
            isWrong={told && !isMail(mail)}
            isOpen={open === "mail"}
            turn={() => turn("mail")}
          >
            <Field
              label={t("peopleFeed:where.mailField")}
              {...(told && !isMail(mail) ? { validationMessage: t("peopleFeed:where.mailFault") } : {})}
            >
              <Input
                type="email"
                value={answers.mail}
                onChange={(_, { value }) => change({ mail: value })}
                onBlur={() => setTold(true)}
              />
            </Field>
          </AnswerRow>
          <GuardRow
            words={{
              label: t("peopleFeed:where.guard"),
              value: answers.guarded
                ? t("peopleFeed:where.guardOn", { count: Number(answers.threshold) || 0 })
                : t("peopleFeed:where.guardOff"),
              switch: t("peopleFeed:where.guardSwitch"),
              field: t("peopleFeed:where.guardField"),
              fault: t("peopleFeed:where.guardFault"),
            }}
            hints={[]}
            guarded={answers.guarded}
            threshold={answers.threshold}
            isGood={isGuarded}
            isOpen={open === "guard"}
            turn={() => turn("guard")}
            change={change}
          />
        </AnswerList>
      )}
    </Page>
  );
}
