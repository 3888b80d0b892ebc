import { screen, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";

import { withStart } from "./ipc/setup";
import { renderPage } from "./testing/renderPage";
import { anAppView, aProblem, aRequest, aRunView, aWait, contoso, done } from "./testing/views";

/** A run of Apply: it makes everything ready and starts nothing. */
function aRun(...parts: Parameters<typeof aRunView>) {
  const view = aRunView(...parts);
  if (view.run) view.run.setup = withStart(view.run.setup, false);
  return view;
}

const title = () => screen.getByRole("heading", { level: 1 }).textContent;
const footer = () => within(screen.getByRole("contentinfo"));
const step = (id: string) => {
  const row = document.querySelector<HTMLElement>(`[data-step="${id}"]`);
  if (!row) throw new Error(`no step ${id}`);
  return within(row);
};
const said = (role: "status" | "alert") =>
  [...screen.getByRole(role).children].map((sentence) => sentence.textContent);
const lastSaid = (role: "status" | "alert") => said(role).at(-1);

describe("the frame", () => {
  it("says where you are, and that it is only a demo", async () => {
    await renderPage(anAppView());
    const header = within(screen.getByRole("banner"));
    expect(header.getByText("Contoso")).toBeVisible();
    expect(header.getByText("contoso.onmicrosoft.com · demo cloud")).toBeVisible();
    expect(screen.getByText("Demo tenant.")).toBeVisible();
    expect(document.title).toBe("Check – Contoso – Causeway");
  });

  it("has no demo strip for a real tenant", async () => {
    await renderPage(anAppView({ tenant: { ...contoso, cloud: "global" } }));
    expect(screen.queryByText("Demo tenant.")).not.toBeInTheDocument();
    expect(screen.getByText("contoso.onmicrosoft.com · worldwide cloud")).toBeVisible();
  });

  it("shows a directory's text as text", async () => {
    const name = '<img src=x onerror="document.title=1">';
    await renderPage(anAppView({ tenant: { ...contoso, name } }));
    expect(screen.getByText(name)).toBeVisible();
    expect(document.querySelector("img[src='x']")).toBeNull();
  });

  it("opens and closes the panel by F9, and Escape gives the focus back", async () => {
    const { user } = await renderPage(anAppView());
    const panel = () => screen.queryByRole("complementary", { name: "What happens" });
    expect(panel()).not.toBeInTheDocument();
    await user.keyboard("{F9}");
    expect(panel()).toBeVisible();
    await user.keyboard("{F9}");
    expect(panel()).not.toBeInTheDocument();
    await user.keyboard("{F9}");
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(panel()).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "What happens" })).toHaveFocus();
  });

  it("goes from region to region by F6", async () => {
    const { user } = await renderPage(aRun("stopped"));
    await user.keyboard("{F9}");
    const visited: (string | null)[] = [];
    for (let press = 0; press < 6; press += 1) {
      await user.keyboard("{F6}");
      visited.push(
        document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.tagName ?? null,
      );
    }
    expect(visited).toEqual([
      "What has been changed",
      "What happens",
      "Kind of tenant",
      "Where you are",
      "Pages",
      "MAIN",
    ]);
    await user.keyboard("{Shift>}{F6}{/Shift}");
    expect(screen.getByRole("navigation")).toHaveFocus();
  });
});

describe("a run", () => {
  it("calls nothing already there that it only looked at", async () => {
    await renderPage(aRun("running", { "exchange-schema": { is: "done", already: true } }));
    expect(step("exchange-schema").getByText("0.3 sec")).toBeVisible();
  });

  it("shows every step in the tense of its state, and only Stop", async () => {
    const { ipc, user } = await renderPage(
      aRun("running", {
        "tenant-sync-flag": { is: "done", already: true },
        "create-configuration": done,
        "create-jobs": { is: "changing" },
        secrets: { is: "confirming" },
        "exchange-schema": { is: "not-wanted" },
        "exchange-writeback-job": { is: "not-wanted" },
      }),
    );
    expect(title()).toBe("Setting up Contoso");
    const bar = screen.getByRole("progressbar", { name: "Progress of the set-up" });
    expect([bar.getAttribute("aria-valuenow"), bar.getAttribute("aria-valuemax")]).toEqual(["2", "6"]);
    expect(step("tenant-sync-flag").getByText("was already there")).toBeVisible();
    expect(step("create-configuration").getByText("0.3 sec")).toBeVisible();
    expect(step("create-jobs").getByText("Creating the jobs")).toBeVisible();
    expect(step("secrets").getByText("reading back")).toBeVisible();
    expect(step("scope").getByText("after the jobs")).toBeVisible();
    expect(step("exchange-schema").getByText("left out")).not.toBeVisible();
    await user.click(screen.getByRole("button", { name: "2 steps left out" }));
    expect(step("exchange-schema").getByText("left out")).toBeVisible();
    expect(footer().getAllByRole("button")).toHaveLength(1);
    await user.click(footer().getByRole("button", { name: "Stop" }));
    expect(ipc.asked).toEqual(["stop_run"]);
  });

  it("tells why it waits, for how long, and when it looks again", async () => {
    await renderPage(aRun("running", { "create-jobs": aWait("templates-not-ready", 38, 6, 120) }));
    const row = step("create-jobs");
    expect(row.getByText("Waiting to create the jobs")).toBeVisible();
    expect(
      row.getByText(/preparing the new configuration\. That is normal for up to 2 minutes\./),
    ).toBeVisible();
    expect(row.getByText(/Looking again in [56] sec/)).toBeVisible();
    expect(row.getByText(/3[89] sec so far/)).toBeVisible();
  });

  it("tells one cause of waiting once, and offers one look for all", async () => {
    const first = aWait("not-visible-yet", 3, 2, 10);
    const states = { "create-configuration": first, "create-jobs": aWait("templates-not-ready", 3, 2, 10) };
    await renderPage(aRun("running", { ...states, secrets: first }));
    expect(screen.getAllByText(/not all its servers know it yet/)).toHaveLength(1);
    expect(step("secrets").getByText("for the same reason")).toBeVisible();
    expect(step("create-jobs").getByText(/preparing the new configuration/)).toBeVisible();
    expect(screen.getAllByRole("button", { name: "Look now" })).toHaveLength(1);
  });

  it("says when a wait is longer than usual, and survives a cause it does not know", async () => {
    await renderPage(aRun("running", { "create-jobs": aWait("sunspots", 180, 6, 120) }));
    expect(step("create-jobs").getByText(/Microsoft is not ready yet\./)).toBeVisible();
    expect(step("create-jobs").getByText(/longer than usual/)).toBeVisible();
    expect(said("status").join()).toContain("longer than usual");
  });

  it("tells notes in words, Microsoft's names too, and an unknown one by its code", async () => {
    const view = aRun("running", { "create-jobs": { is: "changing" } });
    const notes = view.run?.steps[2]?.notes;
    notes?.push({ code: "will-create-job", values: { template: "AD2AADPasswordHash" } });
    notes?.push({ code: "from-the-future", values: {} });
    await renderPage(view);
    expect(step("create-jobs").getByText("Password hash sync")).toBeVisible();
    expect(step("create-jobs").getByText("from-the-future")).toBeVisible();
  });

  it("is followed by people who listen", async () => {
    const { show } = await renderPage(aRun("running"));
    show(aRun("running", { "tenant-sync-flag": done }, 1, 3));
    await expect.poll(() => lastSaid("status")).toBe("1 of 8: Switched on directory synchronization");
    show(aRun("done", { "tenant-sync-flag": done }, 1, 4));
    expect(lastSaid("status")).toBe("Contoso is prepared");
  });

  it("cannot be stopped twice", async () => {
    await renderPage(aRun("stopping", { "create-jobs": { is: "changing" } }, 2));
    expect(title()).toBe("Stopping");
    expect(footer().getByRole("button", { name: "Stop" })).toHaveAttribute("aria-disabled", "true");
  });

  it("that was stopped goes on where it was", async () => {
    const { ipc, user } = await renderPage(
      aRun("stopped", { "tenant-sync-flag": done, "create-jobs": { is: "stopped" } }, 1),
    );
    expect(title()).toBe("Stopped. Continue when you like");
    expect(screen.getByText("1 change is made and stays.")).toBeVisible();
    expect(footer().getByText("1 change made")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(ipc.asked).toEqual(["start_run"]);
  });

  it("that failed says what happened, what it means and what to do, at the step", async () => {
    const { show, user } = await renderPage(aRun("running", { "tenant-sync-flag": done }));
    show(
      aRun(
        "failed",
        { "tenant-sync-flag": done, "create-jobs": { is: "failed", problem: aProblem() } },
        2,
        3,
      ),
    );
    expect(title()).toBe("A permission is missing");
    const card = screen.getByRole("region", { name: "Not completed: create the jobs" });
    expect(card).toHaveFocus();
    expect(within(card).getByText(/not allowed to make this change/)).toBeVisible();
    expect(within(card).getByText("Synchronization.ReadWrite.All")).toBeVisible();
    expect(within(card).getByText("permission-missing")).not.toBeVisible();
    await user.click(within(card).getByRole("button", { name: "Details for support" }));
    expect(within(card).getByText("permission-missing")).toBeVisible();
    expect(said("alert")).toEqual(["Not completed: create the jobs"]);
    expect(footer().getByRole("button", { name: "Try again" })).toBeVisible();
  });

  it("that failed twice for one reason says once what to do", async () => {
    const failed = { is: "failed", problem: aProblem() } as const;
    const other = { is: "failed", problem: aProblem({ code: "no-agent", facts: {} }) } as const;
    await renderPage(
      aRun("failed", {
        "tenant-sync-flag": failed,
        "create-configuration": failed,
        "create-jobs": other,
      }),
    );
    expect(screen.getByText("Nothing was changed.")).toBeVisible();
    expect(screen.getAllByText("What to do")).toHaveLength(2);
    expect(step("create-configuration").getByText("Not completed: create the configuration")).toBeVisible();
    expect(step("create-configuration").getByText("for the same reason")).toBeVisible();
  });

  it("that found everything in place says that nothing was changed", async () => {
    await renderPage(aRun("done", {}, 0));
    expect(title()).toBe("Contoso already has everything");
    expect(footer().getByText("Nothing was changed")).toBeVisible();
  });
});

describe("what happens", () => {
  it("has every request, unfolded with what was sent and answered", async () => {
    const rows = [
      aRequest({ number: 41 }),
      aRequest({
        number: 42,
        method: "PUT",
        path: "/beta/secrets",
        status: 400,
        body: '{"value":[]}',
        answer: "no",
      }),
    ];
    const { user } = await renderPage(anAppView({ requests: { total: 42, rows } }));
    await user.keyboard("{F9}");
    const panel = within(screen.getByRole("complementary"));
    expect(panel.getByText("40 earlier requests are not shown")).toBeVisible();
    const row = panel.getByRole("button", { name: /PUT/ });
    expect(panel.queryByText('{"value":[]}')).not.toBeInTheDocument();
    await user.click(row);
    expect(row).toHaveAttribute("aria-expanded", "true");
    expect(panel.getByText('{"value":[]}')).toBeVisible();
  });

  it("can be copied", async () => {
    const { user } = await renderPage(anAppView({ requests: { total: 1, rows: [aRequest()] } }));
    await user.keyboard("{F9}");
    await user.click(screen.getByRole("button", { name: "Copy all" }));
    expect(await navigator.clipboard.readText()).toContain("GET\t/v1.0/organization\t200");
    expect(screen.getByRole("button", { name: "Copied" })).toBeVisible();
    expect(lastSaid("status")).toBe("Copied");
  });
});

describe("every state, in every language", () => {
  const states = {
    starting: anAppView({ tenant: null }),
    ready: anAppView({
      notices: [{ code: "journal-set-aside", values: { name: "corp.contoso.com", file: "run.jsonl" } }],
    }),
    waiting: aRun("running", { "create-jobs": aWait("throttled", 2, 6, 30), secrets: { is: "unknown" } }),
    failed: aRun("failed", { "create-jobs": { is: "failed", problem: aProblem() } }),
    done: aRun("done", { "tenant-sync-flag": done }, 3),
  };
  const requests = { total: 1, rows: [aRequest()] };

  it.each(Object.entries(states))(
    "%s has nothing that axe objects to",
    { timeout: 30_000 },
    async (_, view) => {
      const { container, user } = await renderPage({ ...view, requests });
      await user.keyboard("{F9}");
      // Colours need a real layout; the window test looks at them.
      const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    },
  );

  it.each(Object.entries(states))("%s is told without a gap", async (_, view) => {
    for (const language of ["en", "nl", "id"] as const) {
      const { container, unmount } = await renderPage({ ...view, requests }, language);
      expect(container.textContent).not.toMatch(/\{\{|undefined|[a-z]:[a-z]/);
      unmount();
    }
  });
});
