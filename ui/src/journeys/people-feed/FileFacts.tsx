import { Button, Field, Input, Radio, RadioGroup } from "@fluentui/react-components";
import { type ReactNode, useState } from "react";

import type { PeopleTold, PeopleView } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { AnswerList, AnswerRow } from "../../wizard/AnswerRow";
import { isCount } from "../../wizard/answerChecks";
import { datesOf, encodingOf, encodings, separatorOf, separators } from "./fileWords";

type Row = "separator" | "letters" | "sheet" | "headings" | "dates";

interface FileFactsProps {
  people: PeopleView;
  /** Reads the file anew, as this says. */
  read: (told: Partial<PeopleTold>) => void;
}

/** What was found out about the file, each with what a person may say in its place. */
export function FileFacts({ people, read }: FileFactsProps) {
  const { t } = useWords();
  const [open, setOpen] = useState<Row | null>(null);
  const { kind, examined, told, headerRow } = people;
  const titles = headerRow - 1;
  // Another table has other columns: what was said of them counts no more.
  const anew = (told: Partial<PeopleTold>) => {
    setOpen(null);
    read({ columns: null, ...told });
  };
  const row = (id: Row, label: string, value: string, hints: string[], fields: ReactNode) => (
    <AnswerRow
      id={id}
      label={label}
      value={value}
      hints={hints}
      isOpen={open === id}
      turn={() => setOpen(open === id ? null : id)}
    >
      {fields}
    </AnswerRow>
  );
  const footers = examined?.footers ?? [];

  return (
    <AnswerList>
      <AnswerRow
        id="people"
        label={t("peopleFeed:file.people")}
        value={
          examined && !people.looking
            ? t("peopleFile:people", { count: examined.people })
            : t("peopleFeed:file.soFar", { count: people.read })
        }
        hints={
          footers.length > 0
            ? [t("peopleFeed:file.footers", { count: footers.length, rows: footers.join(", ") })]
            : []
        }
      />
      {kind?.kind === "text" && (
        <>
          {row(
            "separator",
            t("peopleFeed:file.separator"),
            separatorOf(t, kind.separator),
            [],
            <Choices
              label={t("peopleFeed:file.separator")}
              value={kind.separator}
              choices={Object.keys(separators).map((one) => [one, separatorOf(t, one)])}
              choose={(separator) => anew({ separator })}
            />,
          )}
          {row(
            "letters",
            t("peopleFeed:file.letters"),
            encodingOf(t, kind.encoding),
            told.encoding
              ? [t("peopleFeed:file.lettersTold")]
              : kind.mark
                ? [t("peopleFeed:file.lettersMark")]
                : [],
            <Choices
              label={t("peopleFeed:file.letters")}
              value={kind.encoding}
              choices={encodings.map((one) => [one, encodingOf(t, one)])}
              choose={(encoding) => {
                setOpen(null);
                read({ encoding });
              }}
            />,
          )}
        </>
      )}
      {kind?.kind === "sheet" &&
        (kind.others.length === 0 ? (
          <AnswerRow id="sheet" label={t("peopleFeed:file.sheet")} value={kind.sheet} hints={[]} />
        ) : (
          row(
            "sheet",
            t("peopleFeed:file.sheet"),
            kind.sheet,
            [],
            <Choices
              label={t("peopleFeed:file.sheet")}
              value={kind.sheet}
              choices={[kind.sheet, ...kind.others].map((one) => [one, one])}
              choose={(sheet) => anew({ sheet })}
            />,
          )
        ))}
      {row(
        "headings",
        t("peopleFeed:file.headings"),
        t("peopleFeed:file.row", { row: headerRow }),
        titles > 0 ? [t("peopleFeed:file.titles", { count: titles })] : [],
        <HeaderRow row={headerRow} use={(headerRow) => anew({ headerRow })} />,
      )}
      {examined &&
        row(
          "dates",
          t("peopleFeed:file.dates"),
          datesOf(t, people),
          told.dates
            ? [t("peopleFeed:file.datesTold")]
            : examined.dates
              ? [t("peopleFeed:file.datesShown")]
              : [],
          <Choices
            label={t("peopleFeed:file.dates")}
            value={told.dates ?? examined.dates ?? ""}
            choices={[
              ["day-first", t("peopleFeed:file.dayFirst")],
              ["month-first", t("peopleFeed:file.monthFirst")],
            ]}
            choose={(dates) => {
              setOpen(null);
              read({ dates });
            }}
          />,
        )}
    </AnswerList>
  );
}

interface ChoicesProps<V extends string> {
  label: string;
  value: string;
  choices: readonly (readonly [V, string])[];
  choose: (value: V) => void;
}

function Choices<V extends string>({ label, value, choices, choose }: ChoicesProps<V>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onChange={(_, { value: wanted }) => {
        const found = choices.find(([one]) => one === wanted);
        if (found) choose(found[0]);
      }}
    >
      {choices.map(([one, words]) => (
        <Radio key={one} value={one} label={words} />
      ))}
    </RadioGroup>
  );
}

function HeaderRow({ row, use }: { row: number; use: (row: number) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(String(row));
  const [isTold, setTold] = useState(false);
  const isGood = isCount(typed, 1, 1000);
  return (
    <>
      <Field
        label={t("peopleFeed:file.rowField")}
        {...(isTold && !isGood ? { validationMessage: t("peopleFeed:file.rowFault") } : {})}
      >
        <Input
          value={typed}
          inputMode="numeric"
          onChange={(_, { value }) => setTyped(value)}
          onBlur={() => setTold(true)}
        />
      </Field>
      <div>
        <Button
          size="small"
          onClick={() => {
            setTold(true);
            if (isGood) use(Number(typed));
          }}
        >
          {t("peopleFeed:file.rowUse")}
        </Button>
      </div>
    </>
  );
}
