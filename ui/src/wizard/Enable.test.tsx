import { screen, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";

import type { AppView, StatusView } from "../ipc/bindings";
import type { Language } from "../locales/words";
import { checked } from "../testing/pages";
import { footer, footerButton as button, footerButtons, titleText as title } from "../testing/footer";
import { renderPage } from "../testing/renderPage";
import { aJob, aStatus, firstRound, inStep, stale, stuckBecause, switchedOff } from "../testing/statusViews";
import { anAppView, aProblem, aRunView, done, recommended } from "../testing/views";

vi.setConfig({ testTimeout: 30_000 });

const started = (status: StatusView | null = null): AppView => ({
  ...aRunView("done", { "start-jobs": done, "first-status": done }, 7),
  status,
});

/** The page before the start, come to from Apply by skipping the try. */
async function before(setup = recommended, language: Language = "en") {
  const applied = aRunView("done", { "start-jobs": { is: "not-wanted" } }, 6);
  const run = applied.run && { ...applied.run, setup: { ...setup, start: false } };
  const page = await renderPage({ ...applied, run }, language);
  await page.user.click(footerButtons().at(-1) ?? document.body);
  await page.user.click(footerButtons().at(-2) ?? document.body);
  return page;
}

const main = () => within(document.querySelector("main") ?? document.body);
const said = (role: "status" | "alert") =>
  [...document.querySelectorAll(`[role=${role}] > p`)].map((sentence) => sentence.textContent);

describe("before the start", () => {
  it("says what starting means, looks once, and starts only when asked", async () => {
    const { ipc, user } = await before({ ...recommended, notify: ["ops@contoso.com"] });
    expect(title()).toBe("Everything is ready to start in Contoso");
    expect(main().getByText(/^Everyone in corp\.contoso\.com gets an account/)).toBeVisible();
    expect(main().getByText(/^People use their Active Directory password/)).toBeVisible();
    expect(main().getByText("ops@contoso.com gets one mail when trouble starts.")).toBeVisible();
    expect(footer().getByText("Nobody is synchronized yet")).toBeVisible();
    expect(footerButtons().map(({ textContent }) => textContent)).toEqual([
      "Back",
      "Start synchronization in Contoso",
    ]);
    await user.click(button("Start synchronization in Contoso"));
    expect(ipc.asked).toEqual(["watch_setup", "start_run"]);
    expect(ipc.answers).toMatchObject({ start: true });
  });

  it("says the uncomfortable things too", async () => {
    await before({
      ...recommended,
      passwordHashSync: false,
      notify: [],
      accidentalDeletes: { enabled: false },
    });
    expect(main().getByText(/^Passwords stay in Active Directory/)).toBeVisible();
    expect(main().getByText("Nobody gets a mail when trouble starts.")).toBeVisible();
    expect(main().getByText(/^There is no guard/)).toBeVisible();
  });

  it("leads to the address that is told, to change it", async () => {
    const { user } = await before();
    await user.click(screen.getByRole("button", { name: "Change: Notification email" }));
    expect(document.title.split(" – ")[0]).toBe("Choose");
    expect(screen.getByRole("textbox", { name: "Mail address" })).toHaveValue("anna@contoso.com");
  });

  it("can be left off where the set-up file says so", async () => {
    const domains = [{ domain: "corp.contoso.com", machines: ["SRV-AD01"] }];
    const check = { ...checked, domains };
    const { ipc, user, show } = await renderPage(anAppView({ check }));
    const press = async (name: string) => {
      const shown = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === name);
      if (!shown) throw new Error(`no ${name} on ${title()}`);
      await user.click(shown);
    };
    await press("Next");
    const opened = { ...recommended, start: false };
    ipc.opened = opened;
    await press("Open set-up file");
    await press("Review plan");
    const planned = aRunView("planned", { secrets: { is: "will-change" } });
    const request = { method: "PUT", path: "/secrets", body: null };
    const steps = (planned.run?.steps ?? []).map((step) =>
      step.id === "secrets" ? { ...step, requests: [request] } : step,
    );
    show({ ...planned, run: planned.run && { ...planned.run, steps, setup: opened } });
    await press("Apply to Contoso");
    const applied = aRunView("done", { "start-jobs": { is: "not-wanted" } }, 1, 4);
    show({ ...applied, run: applied.run && { ...applied.run, setup: opened } });
    await press("Next");
    await press("Skip this");
    await press("Leave it off");
    expect(title()).toBe("Cloud Sync is ready in Contoso");
    expect(main().getByText(/^Nobody is synchronized yet: start it/)).toBeVisible();
    expect(ipc.asked.filter((command) => command === "start_run")).toHaveLength(1);
  });

  it("finds out that everything runs already", async () => {
    const { show } = await before();
    show({ ...started(inStep()), revision: 9 });
    expect(title()).toBe("The first round in Contoso is complete");
    expect(button("Next")).toBeVisible();
  });
});

describe("the start", () => {
  it("shows its own steps, and only Stop", async () => {
    const view = aRunView("running", { secrets: { is: "looking" }, "start-jobs": { is: "changing" } });
    const { ipc, user } = await renderPage(view);
    expect(title()).toBe("Starting synchronization in Contoso");
    const rows = [...document.querySelectorAll("[data-step]")].map((row) => row.getAttribute("data-step"));
    expect(rows).toEqual(["start-jobs", "first-status"]);
    expect(footerButtons()).toHaveLength(1);
    await user.click(button("Stop"));
    expect(ipc.asked).toEqual(["stop_run"]);
  });

  it("that fails is a card at its step, and can be tried again", async () => {
    const problem = aProblem({ code: "permission-missing" });
    const { ipc, user } = await renderPage(aRunView("failed", { "start-jobs": { is: "failed", problem } }));
    expect(title()).toBe("A permission is missing");
    expect(main().getByText("Not completed: start the synchronization")).toBeVisible();
    await user.click(button("Try again"));
    expect(ipc.asked).toContain("start_run");
  });
});

describe("the first round", () => {
  it("is followed with what is known, and can be left at any time", async () => {
    const { ipc, user } = await renderPage(started(firstRound()));
    expect(title()).toBe("Contoso is synchronizing");
    expect(main().getByText("214 people and 18 groups so far")).toBeVisible();
    expect(main().getByText(/^Last look .*, now$/)).toBeVisible();
    expect(document.querySelector("main")?.textContent).not.toContain("%");
    expect(ipc.asked).toEqual(["watch_setup"]);
    await user.click(main().getByRole("button", { name: "Look again" }));
    expect(ipc.asked).toEqual(["watch_setup", "watch_setup"]);
    await user.click(button("Next"));
    expect(title()).toBe("Contoso is synchronizing");
    expect(button("Save report")).toBeVisible();
  });

  it("tells a change of standing and nothing else", async () => {
    const { show } = await renderPage(started());
    show({ ...started(firstRound()), revision: 3 });
    show({
      ...started(aStatus([aJob("AD2AADProvisioning", { synchronized: [["user to User", 300]] })])),
      revision: 4,
    });
    expect(said("status")).toEqual(["Contoso is synchronizing"]);
    show({ ...started(inStep()), revision: 5 });
    expect(said("status")).toEqual(["Contoso is synchronizing", "The first round in Contoso is complete"]);
    show({ ...started(stuckBecause("held-deletes")), revision: 6 });
    expect(said("alert")).toEqual(["corp.contoso.com is stuck"]);
  });

  it("says that a look brought nothing, and keeps the picture before it", async () => {
    await renderPage(started(stale(aProblem({ code: "no-connection" }))));
    expect(main().getByText("214 people and 18 groups so far")).toBeVisible();
    expect(main().getByText(/The last look brought nothing: No connection to Microsoft/)).toBeVisible();
  });

  it("says that even the first look brought nothing", async () => {
    await renderPage(started({ ...aStatus([], null), problem: aProblem({ code: "no-connection" }) }));
    expect(main().getByText("The look brought nothing: No connection to Microsoft.")).toBeVisible();
    expect(main().getByText("No look has succeeded yet")).toBeVisible();
  });
});

describe("a quarantine", () => {
  it("is told in plain words with what to do, and can be started again", async () => {
    const stuck = stuckBecause("quarantine/agent-silent");
    const { ipc, user } = await renderPage(started(stuck));
    expect(title()).toBe("corp.contoso.com is stuck");
    expect(main().getByText("The provisioning agent gives no answer.")).toBeVisible();
    expect(main().getByText(/Then choose Start again\.$/)).toBeVisible();
    expect(main().getByText(/3 March 2026|March 3, 2026/)).toBeVisible();
    expect(main().getByText(/HybridIdentityServiceNoActiveAgents/)).not.toBeVisible();
    await user.click(button("Start again"));
    expect(ipc.asked).toContain("start_run");
  });

  it.each([
    ["quarantine/too-many-fail", /So many people or groups fail/],
    ["quarantine/unknown-code", /does not work/],
    ["quarantine/by-hand", /by hand/],
    ["held-deletes", /the delete guard stopped everything/],
    ["quarantine/no-data", /No more data arrives/],
    ["quarantine/unknown", /gives no reason that Causeway knows/],
  ] as const)("because of %s has its words", async (cause, means) => {
    await renderPage(started(stuckBecause(cause)));
    expect(main().getByText(means)).toBeVisible();
  });

  it("that lasted 28 days is told as switched off, with the day it happened and none to come", async () => {
    const { ipc, user } = await renderPage(started(switchedOff()));
    expect(title()).toBe("Microsoft switched corp.contoso.com off");
    expect(main().getByText("Microsoft switched it off")).toBeVisible();
    expect(main().getByText(/^Nothing is tried any more/)).toBeVisible();
    expect(main().queryByText("Microsoft switches it off")).toBeNull();
    expect(main().queryByText("Microsoft tries again")).toBeNull();
    await user.click(button("Start again"));
    expect(ipc.asked).toContain("start_run");
  });

  it("of the passwords alone does not call everything stuck", async () => {
    await renderPage(started(stuckBecause("quarantine/unknown", "AD2AADPasswordHash")));
    expect(main().getByText("Microsoft holds one part back: Password hash sync")).toBeVisible();
    expect(main().getByText(/^People and groups still come through/)).toBeVisible();
  });
});

describe("every state of the page", () => {
  const states: Record<string, AppView> = {
    starting: aRunView("running", { "start-jobs": { is: "changing" } }),
    "not looked at yet": started(),
    "first round": started(firstRound()),
    stale: started(stale(aProblem())),
    "in step": started(inStep()),
    stuck: started(stuckBecause("quarantine/agent-slow")),
    "switched off": started(switchedOff()),
    "partly stuck": started(stuckBecause("quarantine/unknown", "AD2AADPasswordHash")),
    failed: aRunView("failed", { "start-jobs": { is: "failed", problem: aProblem() } }),
  };

  it("has nothing that axe objects to", { timeout: 120_000 }, async () => {
    const { show } = await before();
    for (const [at, view] of [anAppView(), ...Object.values(states)].entries()) {
      if (at > 0) show({ ...view, revision: 10 + at });
      // Colours need a real layout; the window test looks at them.
      const { violations } = await axe.run("main", { rules: { "color-contrast": { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });

  it.each(["en", "nl", "id"] as const)("is told without a gap in %s", async (language) => {
    const { container, show } = await before(recommended, language);
    for (const [at, view] of [null, ...Object.values(states)].entries()) {
      if (view) show({ ...view, revision: 10 + at });
      expect(container.textContent).not.toMatch(/\{\{|undefined|[a-z]:[a-z]/);
    }
  });
});
