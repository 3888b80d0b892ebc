import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";

import type { PeopleFeedSetup } from "../../ipc/bindings";
import { button, clean, footer, primary, title } from "../../testing/pages";
import { onFile, onPage } from "../../testing/peopleFeed";
import { aPeopleTable, aPeopleView, aProblem } from "../../testing/peopleViews";
import { aProblem as aRefusal } from "../../testing/views";

/* jsdom has no layout: the page is as high as a window, and a line as high as it usually is. */
beforeAll(() => {
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, get: () => 600 });
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 66 });
});

const people = aPeopleView();
const radio = (name: RegExp | string) => screen.getByRole("radio", { name });

describe("the file", () => {
  it("is chosen first, and a demo offers a sample", async () => {
    const { ipc, user } = await onFile();
    expect(title()).toHaveTextContent("Which file says who works here?");
    await user.click(primary());
    expect(ipc.asked).toContain("choose_people_file choose");
    await user.click(button("Try it with a sample file"));
    expect(ipc.asked).toContain("sample_people_file en");
    await clean();
  });

  it.each([
    ["en", "Let go to take the file.", "Several files were dropped at once"],
    ["nl", "Laat los om het bestand over te nemen.", "Er kwamen meerdere bestanden tegelijk"],
    ["id", "Lepaskan untuk mengambil berkas.", "Beberapa berkas dijatuhkan sekaligus"],
  ] as const)("is taken where it is dropped, in %s", async (language, letGo, several) => {
    const { ipc } = await onFile({}, language);
    act(() => ipc.drag("over"));
    expect(screen.getByText(letGo)).toBeVisible();
    await clean();
    act(() => ipc.drag("left"));
    expect(screen.queryByText(letGo)).not.toBeInTheDocument();
    expect(ipc.asked).not.toContain("choose_people_file drop");
    act(() => ipc.drag("over"));
    act(() => ipc.drag("dropped"));
    expect(ipc.asked.at(-1)).toBe("choose_people_file drop");
    expect(screen.queryByText(letGo)).not.toBeInTheDocument();
    ipc.refusal = aRefusal({ code: "several-files" });
    act(() => ipc.drag("dropped"));
    expect(await screen.findByText(several)).toBeVisible();
    await clean();
  });

  it("is taken by no page that asks for none", async () => {
    const { ipc, user } = await onFile({ people });
    await user.click(primary());
    await waitFor(() => expect(title()).toHaveTextContent("8 columns are sent"));
    const before = [...ipc.asked];
    act(() => ipc.drag("over"));
    act(() => ipc.drag("dropped"));
    expect(ipc.asked).toEqual(before);
  });

  it("tells what it is, and takes another word for each", async () => {
    const { ipc, user } = await onFile({ people });
    expect(title()).toHaveTextContent("4 people in personeel.csv");
    expect(screen.getByRole("main")).toHaveTextContent("Row 8 below the table is no person.");
    expect(screen.getByRole("main")).toHaveTextContent("2 lines above are titles and skipped.");
    await user.click(button("Change: Separated by"));
    await user.click(radio("comma ,"));
    expect(ipc.hr.told).toMatchObject({ separator: ",", columns: null });
    await user.click(button("Change: Dates"));
    await user.click(radio(/^Month first/));
    expect(ipc.hr.told).toMatchObject({ dates: "month-first" });
    await user.click(button("Change: Headings"));
    await user.clear(screen.getByLabelText("Row of the headings"));
    await user.type(screen.getByLabelText("Row of the headings"), "0");
    await user.click(button("Use this row"));
    expect(screen.getByText("Enter a whole number from 1 to 1000.")).toBeVisible();
    await clean();
  });

  it("names every mistake by row and column, and where it is settled", async () => {
    const problems = [
      { ...aProblem("number-twice", "blocks", [6]), places: [{ row: 6, values: { other: "3" } }] },
      { ...aProblem("date-none", "blocks", [9], 6), count: 25 },
      aProblem("status-unknown", "blocks", [4], 7),
      aProblem("formula", "warns", [2, 3], 1),
    ];
    const { user } = await onFile({ people: aPeopleView({}, { problems }) });
    expect(title()).toHaveTextContent("3 things in personeel.csv need you");
    const main = screen.getByRole("main");
    expect(main).toHaveTextContent("A number stands there twice, first in row 3.");
    await waitFor(() =>
      expect(main).toHaveTextContent("Datum in dienst is not a date that exists.Rows 9 and 24 more"),
    );
    expect(main).toHaveTextContent("The page Status settles this.");
    expect(footer().getByText(/1 thing in the file must be settled/)).toBeVisible();
    await user.click(radio(/^The last row of each number/));
    expect(radio(/^The last row of each number/)).toBeChecked();
    await clean();
  });

  it("says why it is no table, and opens no way on", async () => {
    const refused = { code: "file-not-table", values: { instead: "old-excel" } };
    await onFile({ people: aPeopleView({ examined: null, kind: null, refused }) });
    expect(title()).toHaveTextContent("personeel.csv cannot be read as a table");
    expect(screen.getByRole("main")).toHaveTextContent("This is an old Excel file, not a table.");
    expect(primary()).toHaveAttribute("aria-disabled", "true");
    await clean();
  });

  it("shows names in several encodings where only a look can tell", async () => {
    const letters = [
      { encoding: "windows-1252", cells: ["José Núñez"] },
      { encoding: "cp850", cells: ["JosÚ N·±ez"] },
    ];
    const { ipc, user } = await onFile({ people: aPeopleView({ letters }) });
    expect(screen.getByRole("heading", { name: "Do these names look right?" })).toBeVisible();
    await user.click(radio("Western European (old terminals)"));
    expect(ipc.hr.told).toMatchObject({ encoding: "cp850" });
    await clean();
  });
});

describe("the columns", () => {
  it("each have a line, a target to type for, and a person beside them", async () => {
    const page = await onPage(1, { people });
    page.ipc.hr.persons = [
      { place: 1, row: 4, word: "In dienst", values: [{ target: "number", value: "0012", unfit: false }] },
    ];
    await waitFor(() => expect(title()).toHaveTextContent("8 columns are sent"));
    const goesTo = screen.getByRole("combobox", { name: "Where Afdeling goes" });
    await page.user.clear(goesTo);
    await page.user.type(goesTo, "kostenplaats");
    await page.user.click(screen.getByRole("option", { name: "cost center" }));
    expect(page.ipc.hr.told?.columns?.[4]).toEqual({ heading: "Afdeling", target: "cost-center" });
    expect(screen.getByRole("region", { name: "One person, as they will look" })).toBeVisible();
    await page.user.click(button("1 column is not sent"));
    expect(screen.getByRole("combobox", { name: "Where Vrij veld 1 goes" })).toBeVisible();
    await clean();
  });

  it("of which none holds the numbers leave the way shut", async () => {
    const page = await onFile({ people });
    const table = aPeopleTable(300);
    const [first] = table.columns;
    page.ipc.hr.table = {
      ...table,
      columns: table.columns.map((one) => (one === first ? { ...one, target: null } : one)),
    };
    await page.user.click(primary());
    await waitFor(() => expect(title()).toHaveTextContent("Which column holds everybody's number?"));
    expect(primary()).toHaveAttribute("aria-disabled", "true");
    await page.user.click(button("301 columns are not sent"));
    // Those in sight and a few beyond, however many there are.
    expect(screen.getAllByRole("listitem").length).toBeLessThan(60);
    await page.user.type(screen.getByLabelText("Find a column by its heading or a value"), "veld 299");
    expect(screen.getAllByRole("listitem").map((line) => line.dataset.column)).toContain("306");
    expect(screen.getByRole("combobox", { name: "Where Vrij veld 299 goes" })).toBeVisible();
    expect(screen.queryByRole("combobox", { name: "Where Vrij veld 298 goes" })).toBeNull();
    await clean();
  });
});

describe("the status", () => {
  it("counts no word before it is decided", async () => {
    const page = await onPage(2, { people });
    await waitFor(() => expect(title()).toHaveTextContent("3 words are still open"));
    expect(primary()).toHaveAttribute("aria-disabled", "true");
    await page.user.click(button("Accept 2 suggestions"));
    expect(title()).toHaveTextContent("1 word is still open");
    const group = within(screen.getByRole("radiogroup", { name: "What Stagiair means" }));
    await page.user.click(group.getByRole("radio", { name: "Leave out" }));
    expect(title()).toHaveTextContent("2 people work here");
    // One in three leaves: that is typed.
    expect(primary()).toHaveAttribute("aria-disabled", "true");
    await page.user.type(screen.getByLabelText(/type how many have left: 1/), "1");
    expect(primary()).not.toHaveAttribute("aria-disabled", "true");
    await clean();
  });

  it("without a column asks whether everybody works here", async () => {
    const page = await onFile({ people });
    const table = aPeopleTable();
    const columns = table.columns.map((one) => (one.target === "status" ? { ...one, target: null } : one));
    page.ipc.hr.table = { ...table, columns, words: [] };
    await page.user.click(primary());
    await waitFor(() => expect(title()).toHaveTextContent("7 columns are sent"));
    await page.user.click(primary());
    expect(title()).toHaveTextContent("Who works here?");
    await page.user.click(radio(/^Everybody in the file works here/));
    await page.user.click(primary());
    await page.user.click(primary());
    expect(title()).toHaveTextContent("Nobody is switched off");
    expect(radio(/^The status column says so/)).toBeDisabled();
    await clean();
  });
});

async function beyondStatus(language: "en" | "nl" | "id" = "en") {
  const page = await onPage(2, { people }, language);
  await waitFor(() => expect(screen.getAllByRole("radiogroup")).toHaveLength(3));
  for (const [at, choice] of [0, 1, 2].entries()) {
    const group = screen.getAllByRole("radiogroup")[at];
    const chosen = within(group ?? document.body).getAllByRole("radio")[choice];
    if (chosen) await page.user.click(chosen);
  }
  await page.user.type(screen.getByRole("textbox"), "1");
  await page.user.click(primary());
  return page;
}

describe("the way to the end", () => {
  it("makes names by a rule and shows those with the same name first", async () => {
    const page = await beyondStatus();
    page.ipc.hr.names = {
      people: 2,
      same: 1,
      missing: 0,
      first: [{ row: 4, person: "An de Wit", name: "an.dewit@contoso.com", same: true }],
    };
    await page.user.click(radio(/^First and last name/));
    await waitFor(() => expect(title()).toHaveTextContent("1 name would be taken twice"));
    expect(page.ipc.hr.naming).toMatchObject({ rule: "first.last", here: ["In dienst"] });
    expect(screen.getByRole("table")).toHaveTextContent("an.dewit@contoso.com");
    await clean();
  });

  it("ends in a set-up file with everything that was decided", async () => {
    const page = await beyondStatus();
    await page.user.click(primary());
    expect(title()).toHaveTextContent("Who leaves, their status says");
    await page.user.type(screen.getByLabelText("At most so many people"), "5");
    page.ipc.hr.leftOut = { people: 4, leftOut: 1, each: [{ count: 1, names: ["An de Wit"] }] };
    await page.user.click(button("Add a rule"));
    expect(screen.getByLabelText("Column")).toHaveValue("Afdeling");
    expect(primary()).toHaveAttribute("aria-disabled", "true");
    expect(footer().getByText("Next opens when every rule has a word")).toBeVisible();
    await page.user.type(screen.getByLabelText("Words, one a line"), "Test{Enter}Proef");
    const words = ["Test", "Proef"];
    await waitFor(() =>
      expect(page.ipc.hr.rules).toEqual([{ column: "Afdeling", compared: "contains", words }]),
    );
    const main = screen.getByRole("main");
    await waitFor(() => expect(main).toHaveTextContent("1 of 4 people is left out"));
    expect(main).toHaveTextContent("1 person: An de Wit");
    await clean();
    await page.user.click(primary());
    expect(title()).toHaveTextContent("Where do people go?");
    await clean();
    await page.user.click(primary());
    expect(page.ipc.asked).toContain("plan");
    expect(page.ipc.answers).toMatchObject({
      journey: "people-feed",
      match: { column: "Personeelsnummer" },
      file: { path: "/hr/personeel.csv", encoding: "windows-1252", delimiter: ";", headerRow: 3 },
      userName: { rule: "column", column: "E-mail (zakelijk)" },
      leaveOut: [{ column: "Afdeling", contains: ["Test", "Proef"] }],
      leavers: { by: "status", most: { people: 5 } },
      start: false,
    } satisfies Partial<PeopleFeedSetup>);
    const { columns } = page.ipc.answers as PeopleFeedSetup;
    expect(columns).toMatchObject({
      Achternaam: "family-name",
      Status: { to: "active", values: { "In dienst": "here", "Uit dienst": "left", Stagiair: "leave-out" } },
    });
  });

  it.each(["nl", "id"] as const)("speaks %s on every page", async (language) => {
    const page = await beyondStatus(language);
    await clean();
    await page.user.click(primary());
    await clean();
    await page.user.click(primary());
    await clean();
  });
});
