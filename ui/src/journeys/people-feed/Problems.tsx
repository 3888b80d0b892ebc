import { makeStyles, tokens } from "@fluentui/react-components";

import { Disclosure } from "../../components/Disclosure";
import { Hint } from "../../components/Hint";
import type { PeopleProblem, PeopleTable, PeopleView } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { headingOf } from "./headings";
import { blocking, placeOf, rowsOf, sentenceOf } from "./problems";
import { Row, Rows } from "./Rows";

interface ProblemsProps {
  people: PeopleView;
  table: PeopleTable | null;
}

/** Everything that is wrong in the file, by row and column: what must be settled, then what is worth knowing. */
export function Problems({ people, table }: ProblemsProps) {
  const { t } = useWords();
  const must = blocking(people);
  const know = people.examined?.problems.filter(({ weight }) => weight === "warns") ?? [];
  const more = people.examined?.moreProblems ?? 0;
  const heading = (place: number | undefined) => {
    const column = place === undefined ? undefined : table?.columns[place];
    return column && place !== undefined ? headingOf(t, column, place) : "";
  };
  return (
    <>
      <Group
        title={t("peopleFeed:file.must")}
        hint={t("peopleFeed:file.mustHint")}
        problems={must}
        heading={heading}
      />
      <Group
        title={t("peopleFeed:file.know")}
        hint={t("peopleFeed:file.knowHint")}
        problems={know}
        heading={heading}
      />
      {must.length + know.length === 0 && <p>{t("peopleFeed:file.none")}</p>}
      {more > 0 && <p>{t("peopleFeed:file.moreKinds", { count: more })}</p>}
    </>
  );
}

interface GroupProps {
  title: string;
  hint: string;
  problems: readonly PeopleProblem[];
  heading: (column: number | undefined) => string;
}

function Group({ title, hint, problems, heading }: GroupProps) {
  const { t } = useWords();
  const styles = useStyles();
  if (problems.length === 0) return null;
  return (
    <Rows title={title} hint={hint}>
      {problems.map((problem) => {
        const { code, column, weight, places } = problem;
        const rows = rowsOf(t, problem);
        const place = placeOf(problem);
        const sentences = new Set(
          places.map((place) => sentenceOf(t, { ...problem, places: [place] }, heading(column))),
        );
        return (
          <Row
            key={`${code} ${column ?? ""}`}
            state={weight === "blocks" ? "failed" : "needs-you"}
            code={code}
          >
            <div>{sentenceOf(t, problem, heading(column))}</div>
            {rows && <Hint>{rows}</Hint>}
            {place && <Hint>{t(settled[place])}</Hint>}
            {sentences.size > 1 && (
              <Disclosure label={t("peopleFeed:file.where")}>
                <ul className={styles.places}>
                  {places.map(({ row, values }, at) => (
                    <li key={at}>
                      {row !== undefined && `${t("peopleFeed:file.row", { row })}: `}
                      {sentenceOf(
                        t,
                        { ...problem, places: [{ ...(values ? { values } : {}) }] },
                        heading(column),
                      )}
                    </li>
                  ))}
                </ul>
              </Disclosure>
            )}
          </Row>
        );
      })}
    </Rows>
  );
}

const settled = {
  status: "peopleFeed:file.settledStatus",
  columns: "peopleFeed:file.settledColumns",
  names: "peopleFeed:file.settledNames",
  dates: "peopleFeed:file.settledDates",
  repeats: "peopleFeed:file.settledRepeats",
} as const;

const useStyles = makeStyles({
  places: { margin: `0 0 ${tokens.spacingVerticalS}`, paddingInlineStart: tokens.spacingHorizontalXL },
});
