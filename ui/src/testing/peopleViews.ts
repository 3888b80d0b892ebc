import type {
  PeopleCode,
  PeopleColumn,
  PeopleExamined,
  PeopleFeedSetup,
  PeopleProblem,
  PeopleTable,
  PeopleTarget,
  PeopleView,
  PeopleWeight,
} from "../ipc/bindings";

/** The answers that a new feed gets, without those of its file. */
export const aPeopleFeed = {
  causeway: 1,
  journey: "people-feed",
  tenant: "contoso.onmicrosoft.com",
  name: "HR",
  notify: ["anna@contoso.com"],
  accidentalDeletes: { enabled: true, threshold: 500 },
  match: { column: "Personeelsnummer" },
} as PeopleFeedSetup;

export function aProblem(code: PeopleCode, weight: PeopleWeight, rows: number[], column = 0): PeopleProblem {
  return { code, weight, column, count: rows.length, places: rows.map((row) => ({ row })) };
}

/** A Dutch file of four people, as far as it was looked at. */
export function aPeopleView(
  parts: Partial<PeopleView> = {},
  examined: Partial<PeopleExamined> = {},
): PeopleView {
  return {
    file: "personeel.csv",
    path: "/hr/personeel.csv",
    told: { encoding: null, separator: null, sheet: null, headerRow: null, dates: null, columns: null },
    looking: false,
    read: 4,
    kind: { kind: "text", encoding: "windows-1252", mark: false, separator: ";" },
    headerRow: 3,
    letters: [],
    examined: { people: 4, footers: [8], dates: "day-first", problems: [], moreProblems: 0, ...examined },
    refused: null,
    problem: null,
    revision: 3,
    ...parts,
  };
}

const targets: PeopleTarget[] = [
  "number",
  "given-name",
  "family-name",
  "email",
  "department",
  "manager",
  "hire-date",
  "status",
];
const headings = [
  "Personeelsnummer",
  "Roepnaam",
  "Achternaam",
  "E-mail (zakelijk)",
  "Afdeling",
  "Leidinggevende",
  "Datum in dienst",
  "Status",
];

function aColumn(heading: string, target: PeopleTarget | null): PeopleColumn {
  return {
    heading,
    values: ["een", "twee", "drie"],
    target,
    proposed: target,
    reason: target && { target, way: "name", cells: "silent", score: 100 },
    fate: { is: target ? "proposed" : "unknown" },
    empty: false,
  };
}

/** Its columns and words, and so many columns besides that nobody knows. */
export function aPeopleTable(others = 1): PeopleTable {
  const unknown = Array.from({ length: others }, (_, at) => aColumn(`Vrij veld ${at + 1}`, null));
  const known = targets.map((target, at) => aColumn(headings[at] ?? "", target));
  const paths = new Proxy({} as PeopleTable["paths"], {
    get: (_, target) => (target === "status" ? "active" : String(target)),
  });
  return {
    revision: 3,
    columns: [...known, ...unknown],
    words: [
      { word: "In dienst", count: 2, meaning: "here", names: ["An de Wit", "Bo Smit"] },
      { word: "Uit dienst", count: 1, meaning: "left", names: ["Cas Vos"] },
      { word: "Stagiair", count: 1, meaning: null, names: ["Dirk Bos"] },
    ],
    paths,
  };
}
