import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";

import type { LogEntry, LogView } from "../../ipc/bindings";
import { aLog, failed, reading, works } from "../../testing/logViews";
import { looked } from "../../testing/operating";
import { button, clean, footer, title } from "../../testing/pages";
import { anAppView } from "../../testing/views";

/* jsdom has no layout: the page is as high as a window. */
beforeAll(() =>
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, get: () => 600 }),
);

describe("the log", () => {
  it("is read while it is seen, says the causes first, and draws only the lines in sight", async () => {
    const { ipc } = await reading(aLog());
    expect(ipc.asked).toContain("open_log corp.contoso.com day");
    expect(title()).toHaveTextContent("1 change failed in the last 24 hours");
    expect(button(/^1 person: Somebody else holds the same value/)).toBeVisible();
    const grid = screen.getByRole("grid");
    expect(grid).toHaveAttribute("aria-rowcount", "150000");
    await waitFor(() => expect(within(grid).getByText("Person 3")).toBeVisible());
    expect(within(grid).getAllByRole("row").length).toBeLessThan(60);
    expect(footer().getByText("Looking only. Nothing on this page changes anything")).toBeVisible();
  });

  it("is asked by cause, outcome, time and text, and everything but that", async () => {
    const { ipc, user, show } = await reading(aLog());
    const filtered = () =>
      JSON.parse((ipc.asked.at(-1) ?? "").replace("filter_log ", "")) as LogView["filter"];
    await user.click(button(/^1 person: Somebody else/));
    expect(filtered().is.codes).toEqual(["AttributeValueMustBeUnique"]);
    await user.selectOptions(screen.getByLabelText("What came of it"), "failed");
    expect(filtered().is.outcomes).toEqual(["failed"]);
    await user.type(screen.getByLabelText("Name, address, distinguished name or id"), "x");
    expect(filtered().is.text).toBe("x");
    const base = aLog();
    const asked = { ...base.filter, is: { ...base.filter.is, text: "x" } };
    show(anAppView({ revision: 4, status: looked(works), log: aLog({ filter: asked }) }));
    await user.click(screen.getByLabelText("All but these"));
    expect(filtered()).toMatchObject({ is: { text: null }, not: { text: "x" } });
    await user.selectOptions(screen.getByLabelText("Time"), "all");
    expect(ipc.asked).toContain("open_log corp.contoso.com all");
  });

  it("is walked by keys, a page at a time, and opens a line", async () => {
    const { ipc, user } = await reading(aLog());
    const grid = screen.getByRole("grid");
    await waitFor(() => expect(within(grid).getByText("Person 1")).toBeVisible());
    const line = (place: number) => grid.querySelector<HTMLElement>(`[data-line="${place}"]`);
    line(0)?.focus();
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(line(1)).toHaveFocus());
    await user.keyboard("{PageDown}");
    await waitFor(() =>
      expect(Number((document.activeElement as HTMLElement).dataset.line)).toBeGreaterThan(5),
    );
    await user.keyboard("{Home}");
    await waitFor(() => expect(line(0)).toHaveFocus());
    const entry: LogEntry = {
      row: failed,
      panels: [
        {
          part: "import",
          steps: [{ name: "EntryImport", status: "success", description: null, details: [] }],
        },
        { part: "scope", steps: [] },
        { part: "match", steps: [] },
        { part: "action", steps: [] },
      ],
      changes: [{ name: "mail", old: "a@contoso.com", new: "b@contoso.com" }],
      reason: "The value <b>is</b> taken.",
      details: null,
      recommended: null,
      createdOrUpdated: false,
      cycleId: null,
      milliseconds: 3,
      source: "AD",
      target: "Entra",
    };
    ipc.entry = entry;
    await user.keyboard("{Enter}");
    await waitFor(() => expect(title()).toHaveTextContent("Person 0: could not be updated"));
    expect(screen.getByText("The value <b>is</b> taken.")).toBeVisible();
    expect(screen.getByText("b@contoso.com")).toBeVisible();
    await clean();
  });

  it("that is closed says why, and one that is empty can be asked for more", async () => {
    const problem = {
      code: "log-needs-premium",
      facts: {},
      details: "x",
      retryable: false,
      requestId: null,
    } as const;
    const { show } = await reading(aLog({ read: 0, matched: 0, groups: [], problem }));
    expect(title()).toHaveTextContent("The provisioning log of corp.contoso.com cannot be read");
    expect(screen.queryByRole("grid")).toBeNull();
    const log = aLog({ read: 0, matched: 0, groups: [], oldest: null });
    show(anAppView({ revision: 4, status: looked(works), log }));
    expect(title()).toHaveTextContent("Nothing was logged in the last 24 hours");
    expect(screen.getByLabelText("Time")).toBeVisible();
  });

  it("that is not read to its end promises nothing", async () => {
    const fine = { ...aLog().tally, failed: 0 };
    const { show } = await reading(aLog({ tally: fine, groups: [], complete: false, reading: true }));
    expect(title()).toHaveTextContent("Reading the provisioning log of corp.contoso.com");
    show(
      anAppView({
        revision: 4,
        status: looked(works),
        log: aLog({ tally: fine, groups: [], complete: false }),
      }),
    );
    expect(title()).toHaveTextContent("Nothing failed in what was read");
    expect(screen.getByText(/That is what was read so far\./)).toBeVisible();
    show(anAppView({ revision: 5, status: looked(works), log: aLog({ tally: fine, groups: [] }) }));
    expect(title()).toHaveTextContent("Nothing failed in the last 24 hours");
  });

  it.each(["en", "nl", "id"] as const)("is clean and told without a gap in %s", async (language) => {
    await reading(aLog(), language);
    await clean();
  });
});
