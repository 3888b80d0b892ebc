import {
  Checkbox,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useEffectEvent, useState } from "react";

import { Disclosure } from "../../components/Disclosure";
import { Hint } from "../../components/Hint";
import { changedSoFar } from "../../frame/begun";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { GalleryAppSetup, Problem, RunView } from "../../ipc/bindings";
import { asProblem } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import type { PageProps } from "../../wizard/definition";
import type { Answers } from "./answers";
import { CredentialField } from "./CredentialField";
import { faultOf, namesake, placeOf, runOf } from "./credentials";
import { useEntry } from "./useGallery";

/** How Microsoft signs in to the app, and what the app is called in the tenant. */
export function Credentials({ view, ipc, journey, outOfTouch }: PageProps<GalleryAppSetup, Answers>) {
  const { t } = useWords();
  const styles = useStyles();
  const { answers, setup } = journey;
  const [agreed, setAgreed] = useState<string | null>(null);
  const [keeping, setKeeping] = useState(0);
  const [refused, setRefused] = useState<Problem | null>(null);
  const entry = useEntry(ipc, view, setup?.app.template);
  const tenant = view?.tenant?.name ?? "";
  const isOwn = entry?.row.kind === "own";
  const app = isOwn ? t("galleryApp:app.own") : (entry?.row.name ?? setup?.app.name ?? "");
  const name = answers?.name.trim() ?? "";
  const isNamed = name.length >= 1 && name.length <= 120;
  const other = namesake(view, entry, name);
  const fields = entry?.fields ?? [];
  const faults = answers ? fields.filter((field) => faultOf(view, answers, field) !== null) : [];
  const refusal = refusalOf(answers && runOf(view, answers));
  const said = refusal?.code ?? null;
  const shut =
    !answers || !entry
      ? t("footer.opensSoon")
      : !isNamed
        ? t("galleryApp:footer.name")
        : other !== null && agreed !== name
          ? t("galleryApp:footer.namesake")
          : faults.length > 0
            ? t("galleryApp:footer.fields", { count: faults.length })
            : undefined;

  const template = setup?.app.template;
  useEffect(() => {
    // What the app asks for is told once it is there, and may be something else.
    if (said === "field-unknown" && template !== undefined) ipc.galleryEntry(template).catch(() => undefined);
  }, [ipc, said, template]);
  const dropUnknown = useEffectEvent(() => {
    if (!answers || entry?.knownFrom !== "instance" || entry.fields.length === 0) return;
    const isAsked = ([key]: [string, unknown]) => entry.fields.some((field) => field.key === key);
    const all = Object.entries(answers.credentials);
    const kept = all.filter(isAsked);
    if (kept.length < all.length) journey.change({ credentials: Object.fromEntries(kept) });
  });
  useEffect(() => dropUnknown(), [entry]);

  const keep = (key: string, value: string) => {
    if (!answers) return;
    setRefused(null);
    setKeeping((count) => count + 1);
    journey.change({ credentials: { ...answers.credentials, [key]: { from: "prompt" } } });
    ipc
      .keepCredential({ instance: answers.key, key }, value)
      .catch((thrown: unknown) => setRefused(asProblem(thrown)))
      .finally(() => setKeeping((count) => count - 1));
  };
  const change = (key: string, value: string) => {
    if (!answers) return;
    const others = Object.entries(answers.credentials).filter(([other]) => other !== key);
    journey.change({ credentials: Object.fromEntries(value === "" ? others : [...others, [key, value]]) });
  };
  /** After a refusal the way goes on where it ended. */
  const goOn = () => (said ? void journey.apply() : journey.next());

  return (
    <Page
      visit={journey.visit}
      title={
        said ? t(`galleryApp:credentials.after.${said}`, { app }) : t("galleryApp:credentials.title", { app })
      }
      lead={t(said ? "galleryApp:credentials.leadAfter" : leadOf(fields.length), { app })}
      changed={{ ...changedSoFar(t, view), more: shut }}
      back={() => journey.back()}
      action={{
        label: said ? t("galleryApp:credentials.goOn", { tenant }) : t("button.next"),
        act: goOn,
        isPrimary: true,
        shut: shut !== undefined || keeping > 0,
      }}
    >
      <Notices view={view} problem={refused ?? journey.refused ?? outOfTouch} />
      {answers && (
        <div className={styles.groups}>
          {refusal && (
            <p className={styles.told}>
              {t(`problems:${refusal.code}.happened`, { replace: refusal.facts })}
            </p>
          )}
          {!said && (
            <Field
              className={styles.field}
              label={t("galleryApp:credentials.name", { tenant })}
              hint={t("galleryApp:credentials.nameHint")}
              {...(isNamed ? {} : { validationMessage: t("galleryApp:credentials.nameFault") })}
            >
              <Input value={answers.name} onChange={(_, { value }) => journey.change({ name: value })} />
            </Field>
          )}
          {other !== null && (
            <div>
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody className={styles.words}>
                  {t("galleryApp:credentials.namesake", { name: other, tenant })}
                </MessageBarBody>
              </MessageBar>
              <Checkbox
                label={t("galleryApp:credentials.complete", { name: other })}
                checked={agreed === name}
                onChange={(_, { checked }) => setAgreed(checked === true ? name : null)}
              />
            </div>
          )}
          {fields.map((field) => (
            <CredentialField
              key={`${template ?? ""} ${field.key}`}
              field={field}
              reference={answers.credentials[field.key]}
              place={placeOf(view, answers, field)}
              fault={faultOf(view, answers, field)}
              change={(value) => change(field.key, value)}
              keep={(value) => keep(field.key, value)}
            />
          ))}
          {(said === "cannot-be-tested" || answers.untested) && (
            <Checkbox
              label={t("galleryApp:credentials.untested")}
              checked={answers.untested}
              onChange={(_, { checked }) => journey.change({ untested: checked === true })}
            />
          )}
          {entry && fields.length > 0 && (
            <>
              <Hint>{t(`galleryApp:known.${entry.knownFrom}`, { app, tenant })}</Hint>
              <Hint>{t("galleryApp:credentials.memoryNote")}</Hint>
              <Disclosure label={t("galleryApp:credentials.details")}>
                <dl className={styles.names} aria-label={t("galleryApp:credentials.detailsHint")}>
                  {fields.map(({ key }) => (
                    <div key={key}>
                      <dt>{key}</dt>
                    </div>
                  ))}
                </dl>
              </Disclosure>
            </>
          )}
        </div>
      )}
    </Page>
  );
}

const refusals = ["credentials-refused", "cannot-be-tested", "credential-missing", "field-unknown"] as const;

/** What came of the credentials, where the run stands for that. */
function refusalOf(run: RunView | null) {
  if (run?.phase !== "failed") return null;
  const problems = run.steps.flatMap(({ state }) => (state.is === "failed" ? [state.problem] : []));
  for (const code of refusals) {
    const problem = problems.find((problem) => problem.code === code);
    if (problem) return { code, facts: problem.facts };
  }
  return null;
}

function leadOf(fields: number) {
  return fields > 0 ? "galleryApp:credentials.lead" : "galleryApp:credentials.leadPerson";
}

const useStyles = makeStyles({
  groups: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  field: { maxWidth: "530px", overflowWrap: "anywhere" },
  told: { margin: 0, overflowWrap: "anywhere" },
  words: { overflowWrap: "anywhere", whiteSpace: "normal" },
  names: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
  },
});
