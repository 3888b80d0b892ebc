import {
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  RadioGroup,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useState } from "react";

import { Hint } from "../../components/Hint";
import { changedSoFar } from "../../frame/begun";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { GalleryAppSetup, Problem } from "../../ipc/bindings";
import { asProblem, type Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import { AskedForMore } from "../../sign-in/AskedForMore";
import { Choice } from "../../wizard/Choice";
import type { PageProps } from "../../wizard/definition";
import type { Answers } from "./answers";
import { Assigned } from "./Assigned";
import { AssignablePicker } from "./AssignablePicker";
import { useEntry } from "./useGallery";

/** Who gets an account in the app. */
export function Who({ view, ipc, journey, outOfTouch }: PageProps<GalleryAppSetup, Answers>) {
  const { t } = useWords();
  const styles = useStyles();
  const { answers, setup } = journey;
  const entry = useEntry(ipc, view, setup?.app.template);
  const [typed, setTyped] = useState("");
  const [refused, setRefused] = useState<Problem | null>(null);
  const tenant = view?.tenant?.name ?? "";
  const app = answers?.name ?? "";
  const isEveryone = answers?.everyone ?? false;
  const people = usePeopleCount(ipc, isEveryone);
  const isAgreed = !isEveryone || typed.trim() === tenant;

  const title = !answers
    ? t("galleryApp:who.title", { app })
    : isEveryone
      ? t("galleryApp:who.titleEveryone", { tenant, app })
      : answers.assign.length === 0
        ? t("galleryApp:who.title", { app })
        : t("galleryApp:who.titleAssigned", { count: answers.assign.length, app });
  return (
    <Page
      visit={journey.visit}
      title={title}
      lead={t("galleryApp:who.lead", { app })}
      changed={{
        ...changedSoFar(t, view),
        more: isAgreed ? undefined : t("galleryApp:footer.everyone", { tenant }),
      }}
      back={() => journey.back()}
      action={{
        label: t("button.next"),
        act: () => journey.next(),
        isPrimary: true,
        shut: !isAgreed || answers === null,
      }}
    >
      <AskedForMore view={view} ipc={ipc} />
      <Notices view={view} problem={refused ?? journey.refused ?? outOfTouch} />
      {answers && (
        <div className={styles.groups}>
          <RadioGroup
            aria-label={t("galleryApp:who.label")}
            value={isEveryone ? "everyone" : "assigned"}
            onChange={(_, { value }) => {
              setTyped("");
              journey.change({ everyone: value === "everyone" });
            }}
          >
            <Choice
              value="assigned"
              label={t("galleryApp:who.assigned")}
              hint={t("galleryApp:who.assignedHint")}
            />
            <Choice
              value="everyone"
              label={t("galleryApp:who.everyone", { tenant })}
              hint={t("galleryApp:who.everyoneHint")}
            />
          </RadioGroup>
          {isEveryone ? (
            <>
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody className={styles.words}>
                  {people === null
                    ? t("galleryApp:who.everyoneMeans", { tenant })
                    : t("galleryApp:who.everyoneCount", { count: people, tenant })}
                </MessageBarBody>
              </MessageBar>
              <Field className={styles.field} label={t("galleryApp:who.type", { tenant })} data-type-name>
                <Input value={typed} onChange={(_, { value }) => setTyped(value)} />
              </Field>
            </>
          ) : (
            <>
              <AssignablePicker
                ipc={ipc}
                taken={answers.assign}
                take={(assignment) => journey.change({ assign: [...answers.assign, assignment] })}
                refuse={(thrown) => setRefused(thrown === null ? null : asProblem(thrown))}
              />
              <Assigned
                assign={answers.assign}
                roles={entry?.roles ?? []}
                change={(assign) => journey.change({ assign })}
              />
              <Hint>{t("galleryApp:who.nested")}</Hint>
              {entry?.rolesCome && <Hint>{t("galleryApp:who.rolesCome", { app })}</Hint>}
            </>
          )}
        </div>
      )}
    </Page>
  );
}

/** How many accounts the tenant has, once that is wanted; null where nobody may know. */
function usePeopleCount(ipc: Ipc, isWanted: boolean): number | null {
  const [people, setPeople] = useState<number | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    let wanted = true;
    ipc.countPeople().then(
      (count) => {
        if (wanted) setPeople(count);
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [ipc, isWanted]);
  return people;
}

const useStyles = makeStyles({
  groups: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  field: { maxWidth: "420px" },
  words: { overflowWrap: "anywhere", whiteSpace: "normal" },
});
