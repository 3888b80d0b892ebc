import { Button, Field, Input, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { CheckmarkRegular } from "@fluentui/react-icons";
import { useState } from "react";

import { useAnnounce } from "../../components/Announcer";
import { Hint } from "../../components/Hint";
import { narrow } from "../../frame/layout";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { PeopleFeedSetup, StatusMeaning, StatusWord } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import type { PageProps } from "../../wizard/definition";
import type { Answers } from "./answers";
import { Choice } from "../../wizard/Choice";
import { lookedSoFar } from "./looked";
import { asksForCount, meanings, ofFile, type Sum, sumOf, withSuggestions } from "./status";
import { usePeopleTable } from "./usePeople";

/** What every word of the status column means. Nothing is taken for granted: tools that guess here have switched whole companies off. */
export function Status({ view, ipc, journey, outOfTouch }: PageProps<PeopleFeedSetup, Answers>) {
  const { t } = useWords();
  const styles = useStyles();
  const announce = useAnnounce();
  const [typed, setTyped] = useState("");
  const people = view?.people ?? null;
  const table = usePeopleTable(ipc, people);
  const { answers } = journey;
  const words = table?.words ?? [];
  const decided = answers?.words ?? {};
  const sum = sumOf(words, decided);
  const isByWord = answers?.status != null;
  const mustType = isByWord && asksForCount(sum);
  const isTyped = !mustType || typed.trim() === String(sum.left);
  const isGood = isByWord ? words.length > 0 && sum.open === 0 && isTyped : answers?.everybody === true;

  const next = () => {
    journey.change(isByWord ? { words: ofFile(words, decided), everybody: false } : {});
    journey.next();
  };
  const accept = () => {
    journey.change({ words: withSuggestions(words, decided) });
    announce(t("peopleFeed:status.accepted"));
  };
  const shut = isByWord
    ? sum.open > 0
      ? t("peopleFeed:footer.open", { count: sum.open })
      : t("peopleFeed:footer.typed")
    : t("peopleFeed:footer.everybody");

  return (
    <Page
      visit={journey.visit}
      title={titleOf(t, isByWord, sum)}
      lead={
        isByWord
          ? t("peopleFeed:status.lead", { column: answers.status ?? "" })
          : t("peopleFeed:status.leadNone")
      }
      changed={lookedSoFar(t, view, isGood ? undefined : shut)}
      back={() => journey.back()}
      action={{ label: t("button.next"), act: next, isPrimary: true, shut: !isGood }}
    >
      <Notices view={view} problem={journey.refused ?? outOfTouch} />
      {answers && !isByWord && (
        <>
          <RadioGroup
            aria-label={t("peopleFeed:status.none")}
            value={answers.everybody ? "everybody" : ""}
            onChange={() => journey.change({ everybody: true })}
          >
            <Choice
              value="everybody"
              label={t("peopleFeed:status.everybody")}
              hint={t("peopleFeed:status.everybodyHint")}
            />
          </RadioGroup>
          <p>
            {t("peopleFeed:status.choose")}: {t("peopleFeed:status.chooseHint")}
          </p>
          <Button onClick={() => journey.go("columns")}>{t("peopleFeed:status.toColumns")}</Button>
        </>
      )}
      {isByWord && (
        <>
          <dl className={styles.sum} aria-label={t("peopleFeed:status.sum")}>
            {meanings.map((meaning) => (
              <div key={meaning} className={styles.figure} data-sum={meaning}>
                <dt>{t(`peopleFeed:status.${meaning}`)}</dt>
                <dd className={styles.count}>{sum[meaning]}</dd>
                <dd className={styles.hint}>
                  <Hint>{t(hints[meaning])}</Hint>
                </dd>
              </div>
            ))}
          </dl>
          {sum.suggested > 0 && (
            <Button icon={<CheckmarkRegular />} onClick={accept}>
              {t("peopleFeed:status.accept", { count: sum.suggested })}
            </Button>
          )}
          <ul className={styles.list}>
            {words.map((word) => (
              <Word
                key={word.word}
                word={word}
                said={decided[word.word]}
                say={(meaning) => journey.change({ words: { ...decided, [word.word]: meaning } })}
              />
            ))}
          </ul>
          {mustType && (
            <Field
              className={styles.typed}
              label={t("peopleFeed:status.typed", { count: sum.left })}
              hint={t("peopleFeed:status.typedHint")}
            >
              <Input value={typed} inputMode="numeric" onChange={(_, { value }) => setTyped(value)} />
            </Field>
          )}
        </>
      )}
    </Page>
  );
}

interface WordProps {
  word: StatusWord;
  said: StatusMeaning | undefined;
  say: (meaning: StatusMeaning) => void;
}

function Word({ word: { word, count, names, meaning: suggested }, said, say }: WordProps) {
  const { t } = useWords();
  const styles = useStyles();
  const shown = word || t("peopleFeed:status.blank");
  return (
    <li className={styles.row} data-word={word}>
      <div className={styles.what}>
        <div className={styles.word}>{shown}</div>
        <Hint>
          {t("peopleFeed:status.people", { count })}: {names.join(", ")}
          {count > names.length && " …"}
        </Hint>
        {!said && (
          <Hint>
            {suggested
              ? t("peopleFeed:status.suggested", { meaning: t(`peopleFeed:status.${suggested}`) })
              : t("peopleFeed:status.unknown")}
          </Hint>
        )}
      </div>
      <RadioGroup
        layout="horizontal"
        aria-label={t("peopleFeed:status.means", { word: shown })}
        value={said ?? ""}
        onChange={(_, { value }) => {
          const meaning = meanings.find((one) => one === value);
          if (meaning) say(meaning);
        }}
      >
        {meanings.map((meaning) => (
          <Radio key={meaning} value={meaning} label={t(`peopleFeed:status.${meaning}`)} />
        ))}
      </RadioGroup>
    </li>
  );
}

const hints = {
  here: "peopleFeed:status.hereHint",
  left: "peopleFeed:status.leftHint",
  "leave-out": "peopleFeed:status.leaveOutHint",
} as const;

function titleOf(t: Say, isByWord: boolean, { open, here }: Sum): string {
  if (!isByWord) return t("peopleFeed:status.titleNone");
  return open > 0
    ? t("peopleFeed:status.titleOpen", { count: open })
    : t("peopleFeed:status.titleGood", { count: here });
}

const useStyles = makeStyles({
  sum: {
    display: "flex",
    flexWrap: "wrap",
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXXL}`,
    margin: `0 0 ${tokens.spacingVerticalL}`,
  },
  figure: { display: "flex", flexDirection: "column" },
  count: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: "tabular-nums",
  },
  hint: { margin: 0 },
  list: { margin: `${tokens.spacingVerticalM} 0 0`, padding: 0, listStyleType: "none" },
  row: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalSNudge,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  what: { minWidth: 0, overflowWrap: "anywhere" },
  word: { fontWeight: tokens.fontWeightSemibold },
  typed: { maxWidth: "420px", marginTop: tokens.spacingVerticalL },
});
