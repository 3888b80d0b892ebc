import { screen, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";

import type { AppView, StatusView, CloudSyncSetup } from "../ipc/bindings";
import type { Language } from "../locales/words";
import { footer, footerButtons, titleText as title } from "../testing/footer";
import { renderPage } from "../testing/renderPage";
import { firstRound, inStep, stuckBecause } from "../testing/statusViews";
import { aCheck, aProblem, aRunView, done, recommended } from "../testing/views";

vi.setConfig({ testTimeout: 30_000 });

function finished(
  status: StatusView | null,
  setup: Partial<CloudSyncSetup> = {},
  parts: Partial<AppView> = {},
): AppView {
  const view = aRunView("done", { secrets: done, "start-jobs": done, "first-status": done }, 6);
  const run = view.run && {
    ...view.run,
    ended: "2026-02-05T09:43:00Z",
    setup: { ...recommended, ...setup },
    steps: view.run.steps.map((step) =>
      step.id === "secrets"
        ? {
            ...step,
            changed: true,
            notes: [{ code: "will-store-domain", values: { domain: "corp.contoso.com" } }],
          }
        : step,
    ),
  };
  return { ...view, run, status, ...parts };
}

/** The page, come to from Enable. */
async function donePage(view: AppView, language: Language = "en") {
  const page = await renderPage(view, language);
  await page.user.click(footerButtons().at(-1) ?? document.body);
  page.ipc.asked.length = 0;
  return page;
}

const button = (name: string) => {
  const found = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const main = () => within(document.querySelector("main") ?? document.body);
const said = () =>
  [...document.querySelectorAll("[role=status] > p")].map((sentence) => sentence.textContent);

describe("the last page", () => {
  it("says how it stands, what was set up and by whom, what changed, and what to keep in mind", async () => {
    const domains = [{ domain: "corp.contoso.com", machines: ["SRV-AD01", "SRV-AD02"] }];
    const check = aCheck({ at: "2026-02-05T09:30:00Z", domains });
    const { user } = await donePage(finished(firstRound(), { notify: ["ops@contoso.com"] }, { check }));
    expect(title()).toBe("Contoso is synchronizing");
    expect(main().getByText("214 people and 18 groups so far")).toBeVisible();
    expect(main().getByText("Anna de Vries (anna@contoso.com)")).not.toBeVisible();
    await user.click(button("What was set up"));
    await user.click(button("What Causeway changed"));
    expect(main().getByText("Anna de Vries (anna@contoso.com)")).toBeVisible();
    expect(main().getByText("ops@contoso.com")).toBeVisible();
    expect(main().getByText("Stops at 500 removals")).toBeVisible();
    expect(main().getByText("Stored the domain and the settings")).toBeVisible();
    expect(main().getByText("The configuration was tied to the domain corp.contoso.com")).toBeVisible();
    expect(main().getByText(/^From .* on, the provisioning log shows the first people\.$/)).toBeVisible();
    expect(main().getByText(/12 February 2026|February 12, 2026/)).toBeVisible();
    expect(
      main().getByText("Install another agent: 2 are at work, Microsoft recommends three."),
    ).toBeVisible();
    expect(main().getByText(/switches off after 28 days/)).toBeVisible();
    expect(main().queryByText(/Renaming a chosen OU/)).toBeNull();
  });

  it("says that it is removed once it is, and nothing that was so before", async () => {
    const view = finished(inStep());
    const run = view.run && { ...view.run, removed: true };
    await donePage({ ...view, run });
    expect(title()).toBe("What was set up in Contoso has been removed");
    expect(footer().getByText("Removed from Contoso")).toBeVisible();
    expect(main().queryByText(/people and .* groups/)).toBeNull();
    expect(main().queryByText(/provisioning log|switches it off/)).toBeNull();
    expect(main().getByText(/can be restored for 30 days/)).toBeVisible();
    expect(screen.getByRole("navigation")).toHaveTextContent("removed");
  });

  it("leads on to another domain, to another tenant, and home", async () => {
    const { user } = await donePage(finished(inStep()));
    await user.click(button("Another domain of Contoso"));
    expect(title()).toBe("What should be synchronized?");
    await user.click(screen.getByRole("button", { name: "Causeway, to the first page" }));
    expect(title()).toMatch(/^From Active Directory/);
  });

  it("names the people who take part, and what that means later", async () => {
    const { user } = await donePage(
      finished(inStep(), { scope: { groups: ["CN=Pilot,DC=corp,DC=contoso,DC=com"] }, notify: [] }),
    );
    expect(title()).toBe("Contoso is in step");
    expect(main().getByText(/names whoever is missing/)).toBeVisible();
    await user.click(button("What was set up"));
    expect(main().getByText("CN=Pilot,DC=corp,DC=contoso,DC=com")).toBeVisible();
    expect(main().getByText(/Renaming a chosen OU or group is not noticed/)).toBeVisible();
    expect(main().getByText("Only direct members of the chosen groups take part.")).toBeVisible();
    expect(main().getByText("Nobody gets a mail when trouble starts: look now and then.")).toBeVisible();
  });

  it("does not call a quarantine a success", async () => {
    await donePage(finished(stuckBecause("held-deletes")));
    expect(title()).toBe("Contoso is set up, but stuck");
    expect(main().getByText(/the delete guard stopped everything/)).toBeVisible();
  });

  it("looks again when asked", async () => {
    const { ipc, user } = await donePage(finished(firstRound()));
    await user.click(button("Look again"));
    expect(ipc.asked).toEqual(["watch_setup"]);
  });
});

describe("handing over", () => {
  it("saves the report, and says where it is", async () => {
    const { ipc, user } = await donePage(finished(firstRound()));
    ipc.savedTo = "~/report.html";
    await user.click(button("Save report"));
    expect(ipc.saved?.page).toBe("report");
    expect(ipc.saved?.html).toContain("Cloud Sync in Contoso");
    expect(await footer().findByText("Saved as ~/report.html")).toBeVisible();
    expect(said()).toContain("Saved as ~/report.html");
    await user.click(button("Open"));
    await user.click(button("Show in folder"));
    expect(ipc.asked.slice(-2)).toEqual(["open_saved page", "open_saved folder"]);
  });

  it("saves the same as JSON, and the answers with the person's own word about starting", async () => {
    const { ipc, user } = await donePage(finished(firstRound()));
    await user.click(button("Save as JSON"));
    await user.click(button("Save the answers"));
    expect(ipc.asked).toEqual(["save_report", "save_setup"]);
    expect(ipc.answers).toEqual(recommended);
  });

  it("saves the answers in other forms too", async () => {
    const { ipc, user } = await donePage(finished(firstRound()));
    await user.click(button("Save as code"));
    await user.click(
      await main().findByRole("button", { name: "Save: Script for Microsoft Graph PowerShell" }),
    );
    expect(ipc.asked.at(-1)).toBe("save_export powershell");
    expect(await footer().findByText(/^Saved as/)).toBeVisible();
    expect(footer().queryByRole("button", { name: "Open" }), "a script is not opened").toBeNull();
    expect(ipc.answers).toEqual(recommended);
  });

  it("says nothing when the person closed the dialog", async () => {
    const { ipc, user } = await donePage(finished(firstRound()));
    ipc.savedTo = null;
    await user.click(button("Save as JSON"));
    expect(main().queryByText(/^Saved/)).toBeNull();
  });

  it("shows why a file could not be written", async () => {
    const { ipc, user } = await donePage(finished(firstRound()));
    ipc.refusal = aProblem({ code: "file-trouble" });
    await user.click(button("Save report"));
    expect(await main().findByText("A file could not be read or written")).toBeVisible();
  });
});

describe("every state of the page", () => {
  const states: Record<string, AppView> = {
    "not looked at yet": finished(null),
    "first round": finished(firstRound(), { scope: { ous: ["OU=Sales,DC=corp,DC=contoso,DC=com"] } }),
    stuck: finished(stuckBecause("quarantine/agent-slow")),
  };

  it("has nothing that axe objects to", { timeout: 120_000 }, async () => {
    const { show } = await donePage(finished(null));
    for (const [at, view] of Object.values(states).entries()) {
      show({ ...view, revision: 10 + at });
      // Colours need a real layout; the window test looks at them.
      const { violations } = await axe.run("main", { rules: { "color-contrast": { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });

  it.each(["en", "nl", "id"] as const)("is told without a gap in %s", async (language) => {
    const { container, show } = await donePage(finished(null), language);
    for (const [at, view] of Object.values(states).entries()) {
      show({ ...view, revision: 10 + at });
      expect(container.textContent).not.toMatch(/\{\{|undefined|[a-z]:[a-z]/);
    }
  });
});
