import { Button, Field, makeStyles, Select, Subtitle2, Textarea, tokens } from "@fluentui/react-components";
import { AddRegular, DismissRegular } from "@fluentui/react-icons";
import { useEffect, useState } from "react";

import { useAnnounce } from "../../components/Announcer";
import { Hint } from "../../components/Hint";
import { narrow } from "../../frame/layout";
import type {
  PeopleCompared,
  PeopleLeaveOut,
  PeopleLeftOut,
  PeopleLeftOutBy,
  PeopleTable,
} from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import { asAsked, isWhole, type Rule, ways } from "./rules";

/** Somebody types on, in ms: a large file takes a moment. */
const pause = 300;

interface LeaveOutProps {
  ipc: Ipc;
  table: PeopleTable;
  rules: readonly Rule[];
  change: (rules: Rule[]) => void;
}

/** Rules by which rows are left out, each with who that would be. */
export function LeaveOut({ ipc, table, rules, change }: LeaveOutProps) {
  const { t } = useWords();
  const styles = useStyles();
  const announce = useAnnounce();
  const found = useLeftOut(ipc, table.revision, rules);
  const headings = [...new Set(table.columns.flatMap(({ heading }) => (heading ? [heading] : [])))];
  const sum = found
    ? t("peopleFeed:leaveOut.sum", { count: found.leftOut, people: found.people })
    : rules.length > 0
      ? t("peopleFeed:leaveOut.counting")
      : "";
  useEffect(() => {
    if (found) announce(sum);
  }, [announce, found, sum]);
  const put = (place: number, changes: Partial<Rule>) =>
    change(rules.map((rule, at) => (at === place ? { ...rule, ...changes } : rule)));
  const likely = table.columns.find(({ target }) => target === "department")?.heading ?? headings[0] ?? "";
  return (
    <section>
      <Subtitle2 as="h2" block className={styles.title}>
        {t("peopleFeed:leaveOut.title")}
      </Subtitle2>
      <Hint>{t("peopleFeed:leaveOut.hint")}</Hint>
      {rules.length > 0 && (
        <ul className={styles.list}>
          {rules.map((rule, place) => (
            <Line
              key={place}
              rule={rule}
              table={table}
              headings={headings}
              found={found?.each[place]}
              put={(changes) => put(place, changes)}
              remove={() => change(rules.filter((_, at) => at !== place))}
            />
          ))}
        </ul>
      )}
      <div className={styles.end}>
        <Button
          icon={<AddRegular />}
          onClick={() => change([...rules, { column: likely, compared: "contains", words: "" }])}
        >
          {t("peopleFeed:leaveOut.add")}
        </Button>
        {sum && <span data-left-out>{sum}</span>}
      </div>
    </section>
  );
}

interface LineProps {
  rule: Rule;
  table: PeopleTable;
  headings: readonly string[];
  found: PeopleLeftOutBy | undefined;
  put: (changes: Partial<Rule>) => void;
  remove: () => void;
}

function Line({ rule, table, headings, found, put, remove }: LineProps) {
  const { t } = useWords();
  const styles = useStyles();
  const { column, compared, words } = rule;
  const isThere = headings.includes(column);
  const values = table.columns.find(({ heading }) => heading === column)?.values ?? [];
  return (
    <li className={styles.rule} data-rule={column}>
      <div className={styles.fields}>
        <Field label={t("peopleFeed:leaveOut.column")}>
          <Select value={column} onChange={(_, { value }) => put({ column: value })}>
            {!isThere && <option value={column}>{column}</option>}
            {headings.map((heading) => (
              <option key={heading} value={heading}>
                {heading}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t("peopleFeed:leaveOut.compared")}>
          <Select value={compared} onChange={(_, { value }) => put({ compared: value as PeopleCompared })}>
            {ways.map((way) => (
              <option key={way} value={way}>
                {t(`peopleFeed:leaveOut.${way}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t("peopleFeed:leaveOut.words")}>
          <Textarea
            value={words}
            rows={Math.min(6, words.split("\n").length)}
            {...(compared === "contains" ? {} : { placeholder: t("peopleFeed:status.blank") })}
            onChange={(_, { value }) => put({ words: value })}
          />
        </Field>
        <Button
          className={styles.remove}
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={t("peopleFeed:leaveOut.remove", { column })}
          onClick={remove}
        />
      </div>
      <Hint>
        {!isThere
          ? t("peopleFeed:leaveOut.unknown")
          : !isWhole(rule)
            ? t("peopleFeed:leaveOut.empty", { values: values.join(" · ") })
            : found && whoOf(t("peopleFeed:status.people", { count: found.count }), found)}
      </Hint>
    </li>
  );
}

function whoOf(people: string, { count, names }: PeopleLeftOutBy): string {
  const named = names.filter(Boolean).join(", ");
  return [people, named && `: ${named}`, count > names.length && " …"].filter(Boolean).join("");
}

/** Who would be left out, once nobody types any more. */
function useLeftOut(ipc: Ipc, revision: number, rules: readonly Rule[]): PeopleLeftOut | null {
  const asked = rules.length > 0 ? JSON.stringify(asAsked(rules.map(orNobody))) : null;
  const [found, setFound] = useState<{ asked: string; all: PeopleLeftOut } | null>(null);
  useEffect(() => {
    if (asked === null) return;
    let wanted = true;
    const wait = setTimeout(() => {
      ipc.leftOutOfFile(JSON.parse(asked) as PeopleLeaveOut[]).then(
        (all) => {
          if (wanted) setFound({ asked, all });
        },
        () => undefined,
      );
    }, pause);
    return () => {
      wanted = false;
      clearTimeout(wait);
    };
  }, [ipc, revision, asked]);
  return found?.asked === asked ? found.all : null;
}

/** A rule that is not filled in leaves nobody out. */
function orNobody(rule: Rule): Rule {
  return isWhole(rule) ? rule : { ...rule, column: "" };
}

const useStyles = makeStyles({
  title: { margin: 0 },
  list: { margin: `${tokens.spacingVerticalS} 0 0`, padding: 0, listStyleType: "none" },
  rule: {
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  fields: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr) auto",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
    alignItems: "start",
    // A select is as wide as its longest answer otherwise.
    "& select": { minWidth: 0, width: "100%" },
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  // Beside the fields and not beside their labels.
  remove: { marginTop: "24px", [narrow]: { marginTop: 0, justifySelf: "start" } },
  end: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalM,
  },
});
