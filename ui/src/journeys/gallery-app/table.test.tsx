import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";

import type { RowsView, ShownRow } from "../../ipc/bindings";
import { onApp } from "../../testing/gallery";
import { aGallery, anEntry } from "../../testing/galleryViews";
import { button, clean, footer, primary, title } from "../../testing/pages";
import { renderPage } from "../../testing/renderPage";
import { anAppView } from "../../testing/views";
import { answersOf, setupOf } from "./answers";

/* jsdom has no layout: a list is as high as a window, and a line as high as it usually is. */
beforeAll(() => {
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, get: () => 600 });
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 44 });
});

const isShut = () => primary().getAttribute("aria-disabled") === "true";
const pasted = [
  "name\tBaseAddress\tSecretToken\tgroups",
  "Acme 1\thttps://a.example\thunter-1\t",
  "Acme 2\thttp://b.example\thunter-2\tStaff",
  "Acme 3\thttps://c.example\t\t",
].join("\n");

async function onTable(language: "en" | "nl" | "id" = "en") {
  const page = await onApp([anEntry().row], anEntry(), language);
  const [app] = await screen.findAllByRole("option");
  if (!app) throw new Error("no app");
  await page.user.click(app);
  await waitFor(() => expect(isShut()).toBe(false));
  await page.user.click(primary());
  const several = screen.getAllByRole("radio")[1];
  if (!several) throw new Error("no choice");
  await page.user.click(several);
  const field = await waitFor(() => {
    const field = document.querySelector("[data-paste]");
    if (!field) throw new Error("nowhere to paste");
    return field;
  });
  fireEvent.paste(field, { clipboardData: { getData: () => pasted } });
  await waitFor(() => expect(document.querySelectorAll("[data-row]")).toHaveLength(3));
  return page;
}

const counts = {
  total: 3,
  toCome: 0,
  working: 0,
  waiting: 0,
  willChange: 0,
  done: 0,
  asWanted: 0,
  needsYou: 0,
  stopped: 0,
};

function rowsView(ipc: { answers: unknown }, parts: Partial<RowsView>): RowsView {
  return {
    revision: 1,
    setup: ipc.answers as RowsView["setup"],
    work: "plan",
    working: false,
    ending: false,
    counts,
    changes: 12,
    groups: [],
    readyAgain: 0,
    obstacle: null,
    leftAlone: [],
    ...parts,
  };
}

const aRow = (number: number, parts: Partial<ShownRow> = {}): ShownRow => ({
  number,
  name: `Acme ${number}`,
  standing: "done",
  changes: 4,
  problem: null,
  ready: true,
  ...parts,
});

describe("the table", () => {
  it("is pasted, shows no secret, and is corrected cell by cell", async () => {
    const { ipc, user } = await onTable();
    expect(title()).toHaveTextContent("1 row is ready, 2 need you");
    expect(isShut()).toBe(true);
    expect(footer().getByText("Next opens when 2 rows are complete")).toBeVisible();
    expect(document.body).not.toHaveTextContent("hunter");
    for (const field of document.querySelectorAll("input")) expect(field.value).not.toContain("hunter");
    expect(screen.getByLabelText("Secret Token, row 1")).toHaveAttribute("placeholder", "••••••••");
    await clean();
    const address = screen.getByLabelText("Tenant URL, row 2");
    expect(address).toHaveAccessibleDescription(/^This must be: an https address/);
    await user.clear(address);
    await user.type(address, "https://b.example{Enter}");
    await waitFor(() => expect(title()).toHaveTextContent("2 rows are ready, 1 needs you"));
    expect(screen.getByLabelText("Tenant URL, row 3")).toHaveFocus();
    const token = screen.getByLabelText("Secret Token, row 3");
    expect(token).toHaveAttribute("type", "password");
    await user.type(token, "hunter-3");
    await user.tab();
    await waitFor(() => expect(title()).toHaveTextContent("3 rows are ready"));
    expect(token).toHaveValue("");
    expect(isShut()).toBe(false);
    await user.click(button("One value for all rows: Groups"));
    await user.type(screen.getByLabelText("One value for all rows: Groups", { selector: "input" }), "Staff");
    await user.click(button("Put into 3 rows"));
    await waitFor(() => expect(screen.getByLabelText("Groups, row 1")).toHaveValue("Staff"));
    await user.click(button("Take out row 1"));
    await waitFor(() => expect(title()).toHaveTextContent("2 rows are ready"));
    expect(ipc.asked).toContain("change_app_table set-all");
  });

  it.each([
    ["en", "Let go to take the file."],
    ["nl", "Laat los om het bestand over te nemen."],
    ["id", "Lepaskan untuk mengambil berkas."],
  ] as const)("takes a file that is dropped, and speaks %s", async (language, letGo) => {
    const { ipc } = await onTable(language);
    await clean();
    act(() => ipc.drag("over"));
    expect(screen.getByText(letGo)).toBeVisible();
    await clean();
    act(() => ipc.drag("dropped"));
    expect(screen.queryByText(letGo)).not.toBeInTheDocument();
    await waitFor(() => expect(ipc.asked.at(-1)).toBe("choose_app_table drop"));
  });
});

describe("the rows", () => {
  async function onReview() {
    const page = await onTable();
    const { ipc, user } = page;
    await ipc.changeAppTable({
      is: "paste",
      text: pasted.replace("http:", "https:").replace("c.example\t", "c.example\tx"),
    });
    await waitFor(() => expect(isShut()).toBe(false));
    for (let at = 0; at < 3; at += 1) await user.click(primary());
    return page;
  }

  it("are looked at, set up, healed and started", async () => {
    const { ipc, user, show } = await onReview();
    expect(ipc.asked).toContain("plan_rows");
    expect(ipc.answers).toMatchObject({ table: "table.csv", defaults: { scope: "assigned" } });
    expect(JSON.stringify(ipc.answers)).not.toContain("hunter");
    const rows = async (parts: Partial<RowsView>) => {
      const view = await ipc.appView();
      show({ ...view, revision: view.revision + 1, rows: rowsView(ipc, parts) });
    };
    ipc.gallery.table.shown = [1, 2, 3].map((number) => aRow(number, { standing: "will-change" }));
    await rows({ counts: { ...counts, willChange: 2, needsYou: 1 } });
    expect(screen.getByText(/^1 row needs you and is left as it is/)).toBeVisible();
    await rows({ counts: { ...counts, willChange: 3 } });
    expect(title()).toHaveTextContent("3 apps would change in Contoso");
    await waitFor(() => expect(screen.getAllByRole("listitem", { name: "" }).length).toBeGreaterThan(2));
    await clean();
    await user.click(primary());
    expect(ipc.asked).toContain("apply_rows false all");

    const problem = {
      code: "credentials-refused",
      facts: { said: "no" },
      details: "d",
      retryable: false,
      requestId: null,
    } as const;
    ipc.gallery.table.shown = [aRow(1), aRow(2, { standing: "needs-you", problem, ready: true }), aRow(3)];
    await rows({ revision: 2, work: "prepare", working: true, counts: { ...counts, done: 1, working: 2 } });
    expect(primary()).toHaveTextContent("Stop after the rows at work");
    await user.click(primary());
    expect(ipc.asked).toContain("end_rows");
    await rows({
      revision: 3,
      work: "prepare",
      counts: { ...counts, done: 2, needsYou: 1 },
      groups: [{ code: "credentials-refused", count: 1 }],
      readyAgain: 1,
    });
    expect(title()).toHaveTextContent("1 row needs you");
    await user.click(button(/^1 row: /));
    await waitFor(() => expect(document.querySelectorAll("[data-standing]")).toHaveLength(1));
    await user.click(button(/Acme 2/));
    await user.type(await screen.findByLabelText("Secret Token, row 2"), "hunter-9");
    await user.click(button("Try this row again"));
    expect(ipc.asked).toContain("apply_rows false one 2");
    await clean();
    await rows({ revision: 4, work: "prepare", counts: { ...counts, done: 3 } });
    expect(title()).toHaveTextContent("3 apps are set up in Contoso");
    await user.click(primary());
    expect(title()).toHaveTextContent("Start 3 apps in Contoso?");
    await clean();
    await user.click(primary());
    expect(ipc.asked).toContain("apply_rows true all");
    await rows({ revision: 5, work: "start", counts: { ...counts, done: 3 } });
    expect(title()).toHaveTextContent("3 apps run in Contoso");
    expect(within(document.body).queryByText(/hunter/)).toBeNull();
    await clean();
  });
});

it.each([
  ["plan", "3 apps would change in Contoso"],
  ["prepare", "3 apps are set up in Contoso"],
  ["start", "3 apps run in Contoso"],
] as const)("is where it was when the window was reloaded: %s", async (work, wanted) => {
  const setup = {
    causeway: 1,
    journey: "gallery-app",
    tenant: "contoso.onmicrosoft.com",
    name: "Zscaler",
    app: { template: "zscaler-id", name: "Zscaler" },
    defaults: {},
    table: "table.csv",
  } as const;
  const answers = setupOf(setup, answersOf(setup));
  const standing = work === "plan" ? { willChange: 3 } : { done: 3 };
  const table = { revision: 1, columns: [], rows: 3, ready: 3, namesakes: 0 };
  const rows = rowsView({ answers }, { work, counts: { ...counts, ...standing } });
  await renderPage(anAppView({ gallery: { ...aGallery, table }, rows }));
  expect(title()).toHaveTextContent(wanted);
});

it("is a set-up file that names the table and no instance", () => {
  const file = {
    causeway: 1,
    journey: "gallery-app",
    tenant: "contoso.onmicrosoft.com",
    name: "Zscaler",
    app: { template: "zscaler-id", name: "Zscaler" },
    instances: [{ name: "Zscaler", credentials: { SecretToken: { from: "prompt" } } }],
  } as const;
  const answers = { ...answersOf({ ...file, instances: [...file.instances] }), several: true };
  const several = setupOf({ ...file, instances: [...file.instances] }, answers);
  expect(several).not.toHaveProperty("instances");
  expect(several).toMatchObject({ name: "Zscaler", table: "table.csv", defaults: { start: true } });
  expect(answersOf(several).several).toBe(true);
});
