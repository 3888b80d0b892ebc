import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { title, footer, button, notStarting, aPlan, clean, onChoose } from "../testing/pages";
import { renderPage } from "../testing/renderPage";
import { aProblem, recommended } from "../testing/views";

// Pages are big and axe is thorough: a busy machine needs its time.
vi.setConfig({ testTimeout: 120_000 });

describe("the plan", () => {
  it("says what changes, what stays and what comes later, with every request on demand", async () => {
    const { ipc, user } = await renderPage(aPlan());
    expect(title()).toHaveTextContent("2 changes to Contoso");
    const group = (name: string) => within(screen.getByRole("region", { name }));
    expect(group("Will change").getByText("Hard to undo")).toBeVisible();
    expect(
      group("Stays as it is").getByText("Your Active Directory: nothing is written there"),
    ).toBeVisible();
    expect(group("Stays as it is").getByText(/Exchange hybrid writeback stays off/)).toBeVisible();
    expect(group("Later").getByText(/^Start the synchronization/)).toBeVisible();
    expect(screen.queryByText("Take a first look at the status")).not.toBeInTheDocument();
    expect(screen.getByText('{ "displayName": "corp" }')).not.toBeVisible();
    await user.click(button("Request: Create the configuration"));
    expect(screen.getByText('{ "displayName": "corp" }')).toBeVisible();
    await user.click(button("Apply to Contoso"));
    expect(ipc.asked.at(-1)).toBe("start_run");
    expect(ipc.answers).toEqual(notStarting);
  });

  it("is written down as code, to copy and to save", async () => {
    const { ipc, user } = await renderPage(aPlan());
    await user.click(button("Save as code"));
    expect(screen.getByText(/Terraform cannot switch directory synchronization on/)).toBeVisible();
    const previews = screen.getAllByText("Preview, not tested yet").map((badge) => badge.closest("li"));
    expect(previews.map((row) => row?.dataset.form)).toEqual(["powershell", "terraform"]);
    await user.click(await screen.findByRole("button", { name: "Copy: Script with curl, for bash" }));
    expect(await navigator.clipboard.readText()).toBe("curl of corp.contoso.com\n");
    expect(button("Copied: Script with curl, for bash")).toHaveTextContent("Copied");
    ipc.savedTo = "~/corp.contoso.com.tf";
    await user.click(button("Save: Terraform"));
    expect(ipc.asked.at(-1)).toBe("save_export terraform");
    expect(ipc.answers, "with the person's own word about starting").toEqual(recommended);
    expect(footer().getByText("Saved as ~/corp.contoso.com.tf")).toBeVisible();
    await clean();
  });

  it("that cannot be written down says why", async () => {
    const { ipc, user } = await renderPage(aPlan());
    await user.click(button("Save as code"));
    ipc.refusal = aProblem({ code: "file-trouble" });
    await user.click(button("Save: Set-up file"));
    expect(screen.getByText("A file could not be read or written")).toBeVisible();
  });

  it("warns when fewer people would take part than before", async () => {
    const view = aPlan({ scope: { is: "will-change" } });
    const scope = view.run?.steps.find(({ id }) => id === "scope");
    scope?.notes.push({ code: "scope-was-everyone", values: {} });
    scope?.requests.push({ method: "PUT", path: "/beta/x/schema", body: null });
    await renderPage(view);
    expect(screen.getByText("Can remove people")).toBeVisible();
  });

  it("that is blocked shows why, with the way out, and cannot be applied", async () => {
    const several = aProblem({
      code: "several-configurations",
      facts: { configurations: "a (1), b (2)", domain: "corp.contoso.com" },
    });
    const { user } = await renderPage(aPlan({ "create-configuration": { is: "failed", problem: several } }));
    expect(title()).toHaveTextContent("Several configurations exist for this domain");
    expect(footer().getByText("Apply opens when what stands above is solved")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Apply to Contoso" })).not.toBeInTheDocument();
    await clean();
    await user.click(button("Change the answers"));
    expect(document.title.split(" – ")[0]).toBe("Choose");
  });

  it("of other answers is never taken for the plan of these", async () => {
    const { user, show } = await onChoose();
    await user.click(button("Change: Passwords"));
    await user.click(screen.getByRole("switch", { name: "Password hash sync" }));
    await user.click(button("Review plan"));
    show(aPlan());
    expect(title()).toHaveTextContent("Looking at Contoso");
    expect(button("Apply to Contoso")).toHaveAttribute("aria-disabled", "true");
  });

  it("that needs nothing goes on", async () => {
    const isThere = { is: "done", already: true } as const;
    const { ipc, user } = await renderPage(
      aPlan({ "tenant-sync-flag": isThere, "create-configuration": isThere }),
    );
    expect(title()).toHaveTextContent("Contoso already has everything");
    await user.click(button("Next"));
    expect(ipc.asked.at(-1)).toBe("start_run");
  });
});
