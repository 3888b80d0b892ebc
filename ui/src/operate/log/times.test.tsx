import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";

import type { Group, LogView, SpanCounts } from "../../ipc/bindings";
import { aLog, reading, works } from "../../testing/logViews";
import { looked } from "../../testing/operating";
import { button, clean } from "../../testing/pages";
import { anAppView } from "../../testing/views";

beforeAll(() =>
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, get: () => 600 }),
);

function span(parts: Partial<SpanCounts> = {}): SpanCounts {
  const none = { created: 0, updated: 0, disabled: 0, removed: 0, other: 0, failed: 0, held: 0, skipped: 0 };
  return { read: "whole", ...none, unknown: 0, ...parts };
}

/** Eight days of which the first was not read, and the second in part. */
const week = [
  span({ read: "not" }),
  span({ read: "part", updated: 2 }),
  span({ created: 1, updated: 40 }),
  ...[0, 0, 0, 0].map(() => span()),
  span({ updated: 9, failed: 3, held: 1, skipped: 70 }),
];

/** What stands for all: the picture of one row. */
const pictures = () => screen.getAllByRole("img").map((picture) => picture.getAttribute("aria-label"));

async function drawn(language: "en" | "nl" | "id" = "en", spans = week, parts: Partial<LogView> = {}) {
  const page = await reading(null, language);
  page.ipc.timeline = { spans, earlier: 0, later: 0, untimed: 0 };
  page.show(anAppView({ revision: 4, status: looked(works), log: aLog({ period: "week", ...parts }) }));
  await waitFor(() => expect(pictures()[0]).toBeTruthy());
  return page;
}

describe("what was done day by day", () => {
  it("is a sentence, a row of bars for what there was of, and no zero where nobody read", async () => {
    const { ipc } = await drawn();
    expect(ipc.marks).toHaveLength(9);
    const midnights = ipc.marks.map((mark) => new Date(mark)).map((day) => day.getHours() + day.getMinutes());
    expect(midnights).toEqual(Array(9).fill(0));
    expect(screen.getByRole("heading", { name: /^52 changes, the most on \w+, \w+ \d+: 41$/ })).toBeVisible();
    expect(pictures().map((said) => said?.split(":")[0])).toEqual([
      "Created",
      "Updated",
      "Held back",
      "Failed",
    ]);
    expect(pictures()[1]).toMatch(/^Updated: 51 in all, at most 40 at once, on \w+, \w+ \d+\.$/);
    expect(screen.getByText(/What is hatched was not read, or only in part\./)).toBeVisible();
  });

  it("is a table by keyboard, with everything that was counted, the newest first", async () => {
    const { user } = await drawn();
    const [toggle] = screen.getAllByRole("button", { name: "As a table" });
    toggle?.focus();
    await user.keyboard("{Enter}");
    expect(toggle).toHaveAttribute("aria-pressed", "true");
    const table = screen.getByRole("table");
    const head = within(table)
      .getAllByRole("columnheader")
      .map(({ textContent }) => textContent);
    expect(head).toEqual(["Day", "Created", "Updated", "Held back", "Failed", "Looked at and left"]);
    const rows = within(table).getAllByRole("row").slice(1);
    expect(rows).toHaveLength(8);
    const cells = rows.map((row) =>
      within(row)
        .getAllByRole("cell")
        .map(({ textContent }) => textContent),
    );
    expect(cells[0]).toEqual(["0", "9", "1", "3", "70"]);
    expect(cells[6]).toEqual(["0", "2", "0", "0", "0"]);
    expect(cells[7]).toEqual(["–", "–", "–", "–", "–"]);
    expect(rows[6]).toHaveTextContent("read in part");
    expect(rows[7]).toHaveTextContent("not read");
    await clean();
  });

  it("is told hour by hour for one day, anew as more is read, and of lines outside that it says how many", async () => {
    const { ipc, show } = await drawn(
      "en",
      Array.from({ length: 25 }, () => span({ created: 2 })),
      { period: "day" },
    );
    expect(ipc.marks).toHaveLength(26);
    expect(screen.getByRole("heading", { name: /^50 changes, the most in the hour from/ })).toBeVisible();
    ipc.timeline = {
      spans: Array.from({ length: 25 }, () => span({ failed: 1 })),
      earlier: 2,
      later: 1,
      untimed: 1,
    };
    show(anAppView({ revision: 5, status: looked(works), log: aLog({ read: 7 }) }));
    await waitFor(() => expect(screen.getByRole("heading", { name: "Nothing was changed" })).toBeVisible());
    expect(screen.getByText(/^4 lines are older than that, or bear no time that can be\.$/)).toBeVisible();
  });

  it("is no picture where nothing was read or done, and no zero as long as it is read", async () => {
    const { ipc, show } = await drawn(
      "en",
      [...week.slice(0, 7), span({ failed: 2 })].map((day) => ({ ...day, created: 0, updated: 0 })),
      {
        complete: false,
      },
    );
    expect(screen.getByRole("heading", { name: "Nothing was changed in what was read" })).toBeVisible();
    for (const [read, day] of [span({ read: "not" }), span({ skipped: 9 })].entries()) {
      ipc.timeline = { spans: Array.from({ length: 8 }, () => day), earlier: 0, later: 0, untimed: 0 };
      show(anAppView({ revision: 5 + read, status: looked(works), log: aLog({ period: "week", read }) }));
      await waitFor(() => expect(screen.queryByRole("img")).toBeNull());
    }
  });

  it.each(["en", "nl", "id"] as const)("is clean and told without a gap in %s", async (language) => {
    await drawn(language);
    await clean();
    const toggles = screen.getAllByRole("button", { pressed: false });
    expect(toggles.length).toBeGreaterThan(1);
  });
});

describe("the causes behind what failed", () => {
  const group = (code: string, count: number, kind: "user" | "group" = "user"): Group => ({
    outcome: "failed",
    code,
    cause: null,
    kind,
    count,
    newest: null,
    names: [],
  });
  const parts = {
    tally: { ...aLog().tally, failed: 20, causes: 2 },
    groups: [group("Taken", 9), group("Empty", 7), group("Taken", 4, "group")],
  };

  it("say how few they are, each with its part, and are a table", async () => {
    const { user } = await drawn("en", week, parts);
    expect(
      screen.getByRole("heading", {
        name: "2 causes are behind 20 failures; the largest is behind 13 of them",
      }),
    ).toBeVisible();
    expect(button(/^9 people: Taken ?9 of 20/)).toBeVisible();
    await user.click(screen.getAllByRole("button", { name: "As a table" })[1] ?? document.body);
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows.map(({ textContent }) => textContent).slice(1)).toEqual([
      "TakenA personFailed9–",
      "EmptyA personFailed7–",
      "TakenA groupFailed4–",
    ]);
    await clean();
  });

  it("are one, or are not counted where nothing failed", async () => {
    const { show } = await drawn("en", week, {
      tally: { ...parts.tally, causes: 1 },
      groups: [group("Taken", 20)],
    });
    expect(screen.getByRole("heading", { name: "One cause is behind all 20 failures" })).toBeVisible();
    const held = { ...group("AccidentalDeletionPrevention", 600), outcome: "held" } satisfies Group;
    const log = aLog({ groups: [held], tally: { ...aLog().tally, failed: 0, causes: 0, held: 600 } });
    show(anAppView({ revision: 5, status: looked(works), log }));
    expect(screen.getByRole("heading", { name: "What is behind it" })).toBeVisible();
  });
});
