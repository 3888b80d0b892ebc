import { Field, Input, makeStyles, RadioGroup, Subtitle2, tokens } from "@fluentui/react-components";

import { Hint } from "../../components/Hint";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { PeopleFeedSetup } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { isCount } from "../../wizard/answerChecks";
import type { PageProps } from "../../wizard/definition";
import type { Answers, Leaving } from "./answers";
import { LeaveOut } from "./LeaveOut";
import { isWhole } from "./rules";
import { Choice } from "../../wizard/Choice";
import { lookedSoFar } from "./looked";
import { sumOf } from "./status";
import { usePeopleTable } from "./usePeople";

const ways: readonly Leaving[] = ["status", "absence", "never"];
const titles = {
  status: "peopleFeed:leavers.titleStatus",
  absence: "peopleFeed:leavers.titleAbsence",
  never: "peopleFeed:leavers.titleNever",
} as const;

/** How it is told that somebody left, and how many may leave at once. */
export function Leavers({ view, ipc, journey, outOfTouch }: PageProps<PeopleFeedSetup, Answers>) {
  const { t } = useWords();
  const styles = useStyles();
  const table = usePeopleTable(ipc, view?.people ?? null);
  const { answers } = journey;
  const isByWord = answers?.status != null && !answers.everybody;
  const leaving = !isByWord && answers?.leaving === "status" ? "never" : (answers?.leaving ?? "status");
  const left = sumOf(table?.words ?? [], answers?.words ?? {}).left;
  const isFit = (text: string, most: number) => text === "" || isCount(text, 0, most);
  const isRuled = answers?.leaveOut.every(isWhole) ?? true;
  const isGood =
    answers !== null && isRuled && isFit(answers.mostPeople, 1_000_000) && isFit(answers.mostPercent, 100);
  const limit = (label: string, fault: string, field: "mostPeople" | "mostPercent", most: number) => {
    const value = answers?.[field] ?? "";
    return (
      <Field label={label} {...(isFit(value, most) ? {} : { validationMessage: fault })}>
        <Input
          value={value}
          inputMode="numeric"
          placeholder={t("peopleFeed:leavers.none")}
          onChange={(_, { value }) => journey.change({ [field]: value.trim() })}
        />
      </Field>
    );
  };

  return (
    <Page
      visit={journey.visit}
      title={t(titles[leaving])}
      lead={t("peopleFeed:leavers.lead")}
      changed={lookedSoFar(t, view, isRuled ? undefined : t("peopleFeed:footer.rule"))}
      back={() => journey.back()}
      action={{ label: t("button.next"), act: () => journey.next(), isPrimary: true, shut: !isGood }}
    >
      <Notices view={view} problem={journey.refused ?? outOfTouch} />
      {answers && (
        <div className={styles.groups}>
          <Field label={t("peopleFeed:leavers.by")}>
            <RadioGroup
              value={leaving}
              onChange={(_, { value }) => {
                const way = ways.find((one) => one === value);
                if (way) journey.change({ leaving: way });
              }}
            >
              <Choice
                value="status"
                disabled={!isByWord}
                label={t("peopleFeed:leavers.status")}
                hint={t(isByWord ? "peopleFeed:leavers.statusHint" : "peopleFeed:leavers.statusShut")}
              />
              <Choice
                value="absence"
                label={t("peopleFeed:leavers.absence")}
                hint={t("peopleFeed:leavers.absenceHint")}
              />
              <Choice
                value="never"
                label={t("peopleFeed:leavers.never")}
                hint={t("peopleFeed:leavers.neverHint")}
              />
            </RadioGroup>
          </Field>
          {leaving !== "never" && (
            <>
              <section>
                <Subtitle2 as="h2" block className={styles.title}>
                  {t("peopleFeed:leavers.guard")}
                </Subtitle2>
                <Hint>{t("peopleFeed:leavers.guardHint")}</Hint>
                <div className={styles.limits}>
                  {limit(
                    t("peopleFeed:leavers.people"),
                    t("peopleFeed:leavers.peopleFault"),
                    "mostPeople",
                    1_000_000,
                  )}
                  {limit(
                    t("peopleFeed:leavers.percent"),
                    t("peopleFeed:leavers.percentFault"),
                    "mostPercent",
                    100,
                  )}
                </div>
              </section>
              {isByWord && (
                <Field
                  label={t("peopleFeed:leavers.without")}
                  hint={t("peopleFeed:leavers.now", { count: left })}
                >
                  <RadioGroup
                    value={answers.withoutAccount}
                    onChange={(_, { value }) =>
                      journey.change({ withoutAccount: value === "create" ? "create" : "leave-out" })
                    }
                  >
                    <Choice
                      value="leave-out"
                      label={t("peopleFeed:leavers.leave-out")}
                      hint={t("peopleFeed:leavers.leaveOutHint")}
                    />
                    <Choice value="create" label={t("peopleFeed:leavers.create")} />
                  </RadioGroup>
                </Field>
              )}
            </>
          )}
          {table && (
            <LeaveOut
              ipc={ipc}
              table={table}
              rules={answers.leaveOut}
              change={(leaveOut) => journey.change({ leaveOut })}
            />
          )}
        </div>
      )}
    </Page>
  );
}

const useStyles = makeStyles({
  groups: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXXL },
  title: { margin: 0 },
  limits: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalL,
    marginTop: tokens.spacingVerticalS,
  },
});
