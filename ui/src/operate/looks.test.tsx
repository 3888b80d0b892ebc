import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { DriftView, FoundPerson, LogEntry, PersonView, Problem } from "../ipc/bindings";
import { configuration, looked, operating } from "../testing/operating";
import { button, clean, footer, primary, title } from "../testing/pages";
import { namesOnly } from "../testing/people";

const languages = ["en", "nl", "id"] as const;
const works = configuration("corp.contoso.com", { state: "in-step", level: "fine" });
const held = configuration("corp.contoso.com", {
  state: "held-deletes",
  cause: "held-deletes",
  level: "urgent",
  choice: "decide",
  affected: 600,
  since: "2026-02-03T10:00:00Z",
  deadline: "2099-03-03T10:00:00Z",
  lastGoodRun: "2026-02-03T09:00:00Z",
});
const closed: Problem = {
  code: "log-needs-premium",
  facts: {},
  details: "x",
  retryable: false,
  requestId: null,
};

describe("who is held back", () => {
  const names = { en: "See who it is", nl: "Kijken wie het zijn", id: "Lihat siapa saja" };
  const open = async (language: (typeof languages)[number] = "en", refusal: Problem | null = null) => {
    const page = await operating({ status: looked(held) }, language);
    page.ipc.held = {
      objects: Array.from({ length: 599 }, (_, place) => ({
        entry: `entry-${place}`,
        sourceId: `source-${place}`,
        name: `Person ${place}`,
        kind: "user" as const,
        ou: "OU=Sales,DC=corp",
        why: "moved-out" as const,
        at: null,
      })),
      units: [{ ou: "OU=Sales,DC=corp", count: 599 }],
    };
    page.ipc.refusal = refusal;
    await page.user.click(button(names[language]));
    return page;
  };

  it("is named with the unit behind it, since the last good run, and can be looked for", async () => {
    const { ipc, user } = await open();
    expect(title()).toHaveTextContent("600 people and groups are held back from being removed");
    expect(ipc.asked).toContain("held_deletes corp.contoso.com.job 2026-02-03T09:00:00Z");
    expect(screen.getByText("599 from OU=Sales,DC=corp")).toBeVisible();
    expect(screen.getByText(/^The log names 599, Microsoft counts 600/)).toBeVisible();
    expect(screen.getByText("499 more")).toBeVisible();
    await user.type(screen.getByLabelText("Find somebody"), "person 57");
    expect(screen.getByText("Person 571")).toBeVisible();
    expect(screen.queryByText("Person 1")).toBeNull();
    await user.click(primary());
    expect(title()).toHaveTextContent("Start corp.contoso.com again, or pause it");
  });

  it("has a number where the log is closed", async () => {
    await open("en", closed);
    expect(title()).toHaveTextContent("600 people and groups");
    expect(screen.getByText(/^Names cannot be shown: .*The number is Microsoft's own\.$/)).toBeVisible();
  });

  it.each(languages)("is clean and told without a gap in %s", async (language) => {
    await open(language);
    await clean();
  });
});

describe("why somebody was skipped", () => {
  const anna: FoundPerson = {
    name: "Anna <b>Vos</b>",
    address: "anna@contoso.com",
    distinguishedName: "CN=Anna,OU=Interns,DC=corp",
    sourceId: "source",
    targetId: null,
    kind: "user",
    job: null,
    foundIn: ["log"],
  };
  const values = { ...namesOnly(anna.name), unit: "Interns", among: ["Staff", "Sales"] };
  const told: PersonView = {
    person: anna,
    at: "2026-02-03T10:00:00Z",
    configuration: { id: works.id, name: works.name, domain: works.domain, job: null },
    answer: {
      code: "outside-units",
      lead: "outside-units",
      values,
      todo: ["open-scope", "open-configuration"],
    },
    rows: [] as LogEntry[],
    moreRows: false,
    tie: null,
    user: null,
    unread: { log: null, tie: "not-permitted", user: "nothing-to-ask-by", job: null, scope: null },
  };
  const names = {
    en: "Why was somebody skipped?",
    nl: "Waarom werd iemand overgeslagen?",
    id: "Mengapa seseorang dilewati?",
  };
  const ask = async (people: FoundPerson[], language: (typeof languages)[number] = "en") => {
    const page = await operating({ status: looked(works) }, language);
    page.ipc.found = { people, more: false, log: null, users: "not-asked", typed: { ...anna, name: "Anna" } };
    page.ipc.answer = told;
    await page.user.click(button(names[language]));
    await page.user.type(screen.getByRole("textbox"), "Anna{Enter}");
    return page;
  };

  it("is answered at once where one fits, with what to do and what could not be read", async () => {
    await ask([anna]);
    await waitFor(() => expect(title()).toHaveTextContent("Anna <b>Vos</b> is outside who takes part"));
    expect(screen.getByText(/Interns is not among those that take part: Staff, Sales/)).toBeVisible();
    expect(
      screen.getByText(/^What this person is tied to: not read, because this sign-in may not/),
    ).toBeVisible();
    expect(screen.queryByText(/nothing is known to ask by/)).toBeNull();
    expect(footer().getByText("Looking only. Nothing on this page changes anything")).toBeVisible();
  });

  it("asks which one is meant where several fit", async () => {
    const { ipc, user } = await ask([anna, { ...anna, name: "Anna Bos", sourceId: "other" }]);
    await waitFor(() => expect(screen.getByText("2 fit: who is meant?")).toBeVisible());
    await user.click(button(/^Anna Bos/));
    expect(ipc.asked.at(-1)).toBe("why Anna Bos false");
  });

  it("says what is known where nobody of that name was found", async () => {
    const { ipc } = await ask([]);
    await waitFor(() => expect(ipc.asked.at(-1)).toBe("why Anna false"));
  });

  it.each(languages)("is clean and told without a gap in %s", async (language) => {
    await ask([anna], language);
    await waitFor(() => expect(title()).toHaveTextContent("Anna"));
    await clean();
  });
});

describe("whether it is as it should be", () => {
  const names = {
    en: "Is it as it should be?",
    nl: "Is het zoals het hoort?",
    id: "Apakah seperti seharusnya?",
  };
  const side = { expression: "[mail]", defaultValue: null, flowType: null, flowBehavior: null };
  const drift = {
    at: "2026-02-03T10:00:00Z",
    configuration: { id: works.id, name: works.name, domain: works.domain, job: "job" },
    settings: null,
    unseen: [],
    mappings: [
      {
        sourceObject: "user",
        targetObject: "User",
        attribute: "department",
        change: "changed",
        parts: [],
        is: side,
        should: { ...side, expression: "[department]" },
      },
    ],
    mappingsProblem: null,
    since: {
      since: "2026-02-01T09:12:00Z",
      changes: [
        {
          setting: "scope",
          which: null,
          is: "OU=Staff",
          was: "everyone",
          names: [],
          deed: { at: "2026-02-02T10:14:00Z", by: "sanne@contoso.com" },
        },
        { setting: "mail", which: null, is: "", was: null, names: [], deed: null },
        { setting: "running", which: "AD2AADProvisioning", is: "off", was: "on", names: [], deed: null },
        { setting: "mappings", which: "user", is: "", was: null, names: ["mail", "<b>"], deed: null },
      ],
    },
    note: null,
  } as unknown as DriftView;
  const open = async (language: (typeof languages)[number] = "en") => {
    const page = await operating({ status: looked(works) }, language);
    page.ipc.drifted = drift;
    await page.user.click(button(names[language]));
    await waitFor(() => expect(title()).toHaveTextContent("1"));
    return page;
  };

  it("is told as what is and what should be, of Microsoft's defaults and of a file", async () => {
    const { ipc, user } = await open();
    expect(title()).toHaveTextContent("1 thing about corp.contoso.com is not as it should be");
    expect(screen.getByText("department of user")).toBeVisible();
    expect(screen.getByText("[department]")).toBeVisible();
    expect(screen.getByText(/^Since the last look from this computer \(.*2026/)).toBeVisible();
    expect(
      screen.getByText(
        /^Who takes part is OU=Staff now; it was everyone\. \(.*2026.*, sanne@contoso\.com\)$/,
      ),
    ).toBeVisible();
    expect(screen.getByText("Nobody gets mail any more when it gets stuck; somebody did.")).toBeVisible();
    expect(screen.getByText("2 mappings of user were changed: mail, <b>.")).toBeVisible();
    const note = { code: "looks-damaged", values: { file: "x.jsonl", cause: "3" } };
    ipc.drifted = { ...drift, settings: [], mappings: [], since: null, note };
    ipc.opened = { causeway: 1 } as never;
    await user.click(button("Compare with a set-up file"));
    await waitFor(() =>
      expect(title()).toHaveTextContent(
        "corp.contoso.com is as its set-up file and Microsoft's defaults have it",
      ),
    );
    expect(ipc.asked.filter((asked) => asked.startsWith("drift"))).toHaveLength(2);
    expect(screen.queryByText(/^Since the last look/)).toBeNull();
    expect(screen.getByText(/^3 lines of what was seen before could not be read/)).toBeVisible();
  });

  it.each(languages)("is clean and told without a gap in %s", async (language) => {
    await open(language);
    await clean();
  });
});
