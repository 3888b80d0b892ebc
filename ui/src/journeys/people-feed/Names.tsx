import { Field, Input, makeStyles, RadioGroup, Subtitle2, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";

import { Hint } from "../../components/Hint";
import { useTable } from "../../components/table";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { PeopleFeedSetup, PeopleNames, PeopleNaming } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { type Say, useWords } from "../../locales/i18n";
import { isDomain } from "../../wizard/answerChecks";
import type { PageProps } from "../../wizard/definition";
import type { Answers, Rule } from "./answers";
import { Choice } from "../../wizard/Choice";
import { asAsked, isWhole } from "./rules";
import { lookedSoFar } from "./looked";

const rules = ["first.last", "f.last", "number"] as const;
const words = { "first.last": "firstLast", "f.last": "fLast", number: "number" } as const;

/** By which rule sign-in names are made, and what comes of it: those with the same name first. */
export function Names({ view, ipc, journey, outOfTouch }: PageProps<PeopleFeedSetup, Answers>) {
  const { t } = useWords();
  const styles = useStyles();
  const { answers } = journey;
  const [isTold, setTold] = useState(false);
  /** Behind every name; while it is typed, the names are not made anew. */
  const [behind, setBehind] = useState(answers?.domain ?? "");
  const tenant = view?.tenant?.name ?? "";
  const rule = answers?.rule ?? "first.last";
  const domain = answers?.domain ?? "";
  const isMade = rule !== "column";
  const isFit = !isMade || isDomain(domain.trim());
  const names = useNames(ipc, view?.people?.revision, answers && { ...answers, domain: behind });
  const choose = (value: string) => {
    const found = (["column", ...rules] as Rule[]).find((one) => one === value);
    if (found) journey.change({ rule: found });
  };

  return (
    <Page
      visit={journey.visit}
      title={titleOf(t, names)}
      lead={t("peopleFeed:names.lead", { tenant })}
      changed={lookedSoFar(t, view, isFit ? undefined : t("peopleFeed:footer.domain"))}
      back={() => journey.back()}
      action={{
        label: t("button.next"),
        act: () => journey.next(),
        isPrimary: true,
        shut: !isFit || answers === null,
      }}
    >
      <Notices view={view} problem={journey.refused ?? outOfTouch} />
      {answers && (
        <div className={styles.groups}>
          <Field label={t("peopleFeed:names.rule")}>
            <RadioGroup value={rule} onChange={(_, { value }) => choose(value)}>
              {answers.nameColumn !== null && (
                <Choice
                  value="column"
                  label={t("peopleFeed:names.column", { column: answers.nameColumn })}
                  hint={t("peopleFeed:names.columnHint")}
                />
              )}
              {rules.map((one) => (
                <Choice
                  key={one}
                  value={one}
                  label={t(`peopleFeed:names.${words[one]}`)}
                  hint={exampleOf(one, domain)}
                />
              ))}
            </RadioGroup>
          </Field>
          {isMade && (
            <>
              <Field
                className={styles.domain}
                label={t("peopleFeed:names.domain")}
                hint={t("peopleFeed:names.domainHint", { tenant })}
                {...(isTold && !isFit ? { validationMessage: t("peopleFeed:names.domainFault") } : {})}
              >
                <Input
                  value={domain}
                  onChange={(_, { value }) => journey.change({ domain: value })}
                  onBlur={() => {
                    setTold(true);
                    setBehind(domain);
                  }}
                />
              </Field>
              <Field label={t("peopleFeed:names.clash")}>
                <RadioGroup
                  value={answers.onClash}
                  onChange={(_, { value }) =>
                    journey.change({ onClash: value === "number" ? "number" : "stop" })
                  }
                >
                  <Choice value="number" label={t("peopleFeed:names.clashNumber")} />
                  <Choice value="stop" label={t("peopleFeed:names.clashStop")} />
                </RadioGroup>
              </Field>
              <Hint>{t("peopleFeed:names.accents")}</Hint>
            </>
          )}
          <NamesTable names={names} />
        </div>
      )}
    </Page>
  );
}

/** What people would sign in by, once that has been made. */
function useNames(ipc: Ipc, revision: number | undefined, answers: Answers | null): PeopleNames | null {
  const [names, setNames] = useState<PeopleNames | null>(null);
  const asked = answers && JSON.stringify(namingOf(answers));
  useEffect(() => {
    if (revision === undefined || asked === null) return;
    let wanted = true;
    ipc.namesOfFile(JSON.parse(asked) as PeopleNaming).then(
      (names) => {
        if (wanted) setNames(names);
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [ipc, revision, asked]);
  return names;
}

function namingOf({ rule, domain, onClash, status, everybody, words, leaveOut }: Answers): PeopleNaming {
  const here = Object.entries(words).flatMap(([word, meaning]) => (meaning === "here" ? [word] : []));
  return {
    rule,
    domain,
    numbers: onClash === "number",
    here: status === null || everybody ? null : here,
    leaveOut: asAsked(leaveOut.filter(isWhole)),
  };
}

function NamesTable({ names }: { names: PeopleNames | null }) {
  const { t } = useWords();
  const { table } = useTable();
  const styles = useStyles();
  return (
    <section>
      <Subtitle2 as="h2" block className={styles.title}>
        {t("peopleFeed:names.table")}
      </Subtitle2>
      {names === null ? (
        <Hint>{t("peopleFeed:names.reading")}</Hint>
      ) : (
        <table className={table} aria-label={t("peopleFeed:names.table")}>
          <thead>
            <tr>
              <th scope="col" className={styles.row}>
                {t("peopleFeed:names.rowHead")}
              </th>
              <th scope="col">{t("peopleFeed:names.person")}</th>
              <th scope="col">{t("peopleFeed:names.name")}</th>
            </tr>
          </thead>
          <tbody>
            {names.first.map(({ row, person, name, same }) => (
              <tr key={row}>
                <td>{row}</td>
                <td>{person}</td>
                <td>
                  {name ?? t("peopleFeed:names.none")}
                  {name === null && <Hint>{t("peopleFeed:names.noneHint")}</Hint>}
                  {same && <Hint>{t("peopleFeed:names.same")}</Hint>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function titleOf(t: Say, names: PeopleNames | null): string {
  if (names === null) return t("peopleFeed:names.title");
  const { missing, same, people } = names;
  if (missing > 0) return t("peopleFeed:names.titleMissing", { count: missing });
  if (same > 0) return t("peopleFeed:names.titleClash", { count: same });
  return t("peopleFeed:names.titleGood", { count: people });
}

/** Whoever sees one name made by the rule need not read about it. */
function exampleOf(rule: (typeof rules)[number], domain: string): string {
  const behind = isDomain(domain.trim()) ? domain.trim() : "contoso.com";
  return { "first.last": `mila.novak@${behind}`, "f.last": `m.novak@${behind}`, number: `10012@${behind}` }[
    rule
  ];
}

const useStyles = makeStyles({
  groups: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXL },
  domain: { maxWidth: "420px" },
  title: { margin: 0 },
  row: { width: "72px" },
});
