import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { footer, rail, button, notStarting, checked, aRun, aPlan, clean } from "../testing/pages";
import { renderPage } from "../testing/renderPage";
import { anAppView, anUnfinishedRun, aProblem, aWait, done } from "../testing/views";

// Pages are big and axe is thorough: a busy machine needs its time.
vi.setConfig({ testTimeout: 120_000 });

describe("applying", () => {
  it("counts against the plan, and can look at once while it waits", async () => {
    const { ipc, user, show } = await renderPage(aPlan());
    await user.click(button("Apply to Contoso"));
    const waiting = aWait("templates-not-ready", 38, 6, 120);
    show(aRun("running", { "tenant-sync-flag": done, "create-jobs": waiting }, 1));
    expect(footer().getByText("1 of 2 changes made")).toBeVisible();
    expect(footer().getByText("Nobody is synchronized yet. Stop is safe at any time")).toBeVisible();
    await user.click(button("Look now"));
    expect(ipc.asked.at(-1)).toBe("look_now");
    expect(rail().queryByRole("button")).not.toBeInTheDocument();
    show(aRun("running", { "create-jobs": aWait("throttled", 2, 6, 30) }, 1, 5));
    expect(screen.queryByRole("button", { name: "Look now" })).not.toBeInTheDocument();
  });

  it("offers a choice when a wait is longer than usual", async () => {
    await renderPage(aRun("running", { "create-jobs": aWait("templates-not-ready", 180, 6, 120) }));
    const page = within(screen.getByRole("main"));
    expect(
      page.getByText(/longer than usual. You can go on waiting, or stop and continue later/),
    ).toBeVisible();
    expect(button("Look now")).toBeVisible();
    expect(button("Stop")).toBeVisible();
    await clean();
  });

  it("says that an answer got lost before it says anything worse", async () => {
    await renderPage(aRun("running", { "create-configuration": { is: "unknown" } }, 1));
    expect(screen.getByText("The answer got lost. Looking whether it happened.")).toBeVisible();
    expect(screen.getByRole("alert")).toBeEmptyDOMElement();
    await clean();
  });

  it("that failed gives the first thing to do a button, and can be closed for now", async () => {
    const { ipc, user } = await renderPage(
      aRun("failed", { "tenant-sync-flag": done, "create-jobs": { is: "failed", problem: aProblem() } }, 1),
    );
    expect(footer().getByText("Trying again repeats nothing")).toBeVisible();
    await user.click(button("Copy request for the administrator"));
    const letter = await navigator.clipboard.readText();
    expect(letter).toContain("Contoso (contoso.onmicrosoft.com, 3c1f2a77");
    expect(letter).toContain("Synchronization.ReadWrite.All");
    await clean();
    await user.click(button("Sign in again"));
    expect(document.title.split(" – ")[0]).toBe("Sign in");
    await user.click(button("Next"));
    await user.click(button("Try again"));
    expect(ipc.asked.at(-1)).toBe("start_run");
    await user.click(button("Close for now"));
    expect(document.title.split(" – ")[0]).toBe("Contoso");
  });

  it("goes on where an earlier run was left, with its answers", async () => {
    const mine = { ...notStarting, notify: ["ops@contoso.com"] as [string] };
    const unfinished = [anUnfinishedRun({ name: "corp", setup: mine })];
    const { ipc, user } = await renderPage(anAppView({ check: checked, unfinished }));
    await user.click(within(screen.getByRole("main")).getByRole("button", { name: /corp/ }));
    expect(ipc.asked.at(-1)).toBe("start_run");
    expect(ipc.answers).toEqual(mine);
    expect(document.title.split(" – ")[0]).toBe("Apply");
  });

  it("lets nobody leave while the tenant is being changed", async () => {
    await renderPage(aRun("running"));
    expect(rail().queryByRole("button")).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Back" })).not.toBeInTheDocument();
  });
});
