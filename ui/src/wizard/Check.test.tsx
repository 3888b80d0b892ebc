import { act, screen, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, describe, expect, it, vi } from "vitest";

import type { AppView, Checked, CheckView } from "../ipc/bindings";
import type { Language } from "../locales/words";
import { renderPage } from "../testing/renderPage";
import { aCheck, anAppView, anna, anUnfinishedRun, aProblem, contoso } from "../testing/views";
import { lookAgainAfter } from "./useLook";

const ready: Checked[] = [
  { id: "role", verdict: "ready", code: "role-ok", facts: { role: "Hybrid Identity Administrator" } },
  { id: "permissions", verdict: "ready", code: "consent-ok", facts: {} },
  { id: "synchronization", verdict: "ready", code: "sync-on", facts: {} },
  {
    id: "agents",
    verdict: "ready",
    code: "agents-active",
    facts: { machines: "SRV-AD01, SRV-AD02", count: "2", domains: "corp.contoso.com" },
  },
  { id: "domains", verdict: "ready", code: "all-verified", facts: { names: "contoso.com" } },
  { id: "configurations", verdict: "ready", code: "none", facts: {} },
];
const silent: Checked = {
  id: "agents",
  verdict: "needs-you",
  code: "agent-silent",
  facts: { machines: "SRV-AD01", domain: "corp.contoso.com" },
};
const unverified: Checked = {
  id: "domains",
  verdict: "worth-knowing",
  code: "unverified",
  facts: { names: "contoso-retail.com", becomes: "@contoso.onmicrosoft.com" },
};
const off: Checked = { id: "synchronization", verdict: "will-do", code: "sync-off", facts: {} };
const unread: Checked = { id: "agents", verdict: "not-checked", code: "agents-not-readable", facts: {} };

function found(...others: Checked[]): Checked[] {
  return ready.map((one) => others.find(({ id }) => id === one.id) ?? one);
}

let looks = 0;
function aLook(parts: Partial<CheckView>): AppView {
  looks += 1;
  return anAppView({ revision: looks, check: aCheck(parts) });
}
const done = (...others: Checked[]) =>
  aLook({ found: found(...others), at: new Date(Date.UTC(2026, 1, 5, 9, 41, looks)).toISOString() });
const looking = (known: Checked[]) => aLook({ looking: true, found: known });

const title = () => screen.getByRole("heading", { level: 1 }).textContent;
const footer = () => within(screen.getByRole("contentinfo"));
const next = () => footer().getByRole("button", { name: "Next" });
const isShut = () => next().getAttribute("aria-disabled") === "true";
const said = () => [...screen.getByRole("status").children].map(({ textContent }) => textContent);
const row = (id: string) => {
  const element = document.querySelector<HTMLElement>(`[data-check="${id}"]`);
  if (!element) throw new Error(`no check ${id}`);
  return within(element);
};
const order = () =>
  [...document.querySelectorAll("[data-check]")].map((one) => one.getAttribute("data-check"));

afterEach(() => vi.useRealTimers());

describe("the check", () => {
  it("names everything at once, and keeps the order while answers come", async () => {
    const { ipc, show } = await renderPage(looking([]));
    expect(ipc.asked).toEqual(["check_tenant"]);
    expect(title()).toBe("Looking at Contoso");
    expect(order()).toEqual([
      "role",
      "permissions",
      "synchronization",
      "agents",
      "domains",
      "configurations",
    ]);
    expect(row("agents").getByRole("img", { name: "not known yet" })).toBeInTheDocument();
    expect(isShut()).toBe(true);
    expect(footer().getByText("Next opens when the look is finished")).toBeVisible();

    const before = order();
    show(looking([silent]));
    expect(order()).toEqual(before);
    expect(row("agents").getByRole("img", { name: "needs you" })).toBeInTheDocument();
    expect(said()).toEqual([]);
  });

  it("brings what needs the person to the top, with its cure", async () => {
    const { show } = await renderPage(looking([]));
    show(done(silent, unverified, off));
    expect(title()).toBe("One thing needs you");
    expect(order()).toEqual([
      "agents",
      "domains",
      "synchronization",
      "role",
      "permissions",
      "configurations",
    ]);
    const card = within(
      screen.getByRole("region", { name: "No provisioning agent is running for corp.contoso.com" }),
    );
    expect(card.getAllByRole("listitem")).toHaveLength(4);
    expect(card.getByText("On SRV-AD01, open Services.")).toBeVisible();
    expect(isShut()).toBe(true);
    expect(footer().getByText("Next opens when an agent is running")).toBeVisible();
    expect(said()).toEqual(["1 thing needs you, 1 worth knowing, 1 left to Causeway, 3 ready"]);
  });

  it("asks whoever can be asked for the permission to read agents, and looks again", async () => {
    const { show, ipc, user } = await renderPage(done(unread));
    const name = "Let Causeway read the agents";
    expect(screen.queryByRole("button", { name })).toBeNull();

    const view = done(unread);
    show({ ...view, account: { ...anna, grows: true } });
    ipc.refusal = aProblem({ code: "sign-in-declined" });
    await user.click(screen.getByRole("button", { name }));
    expect(screen.getByRole("heading", { name: "The sign-in was not completed" })).toBeVisible();
    await user.click(screen.getByRole("button", { name }));
    expect(ipc.asked).toEqual(["check_tenant", "allow_agents", "allow_agents", "check_tenant"]);
    expect(screen.queryByRole("heading", { name: "The sign-in was not completed" })).toBeNull();
  });

  it("copies the cure as text that a colleague can follow", async () => {
    const { user } = await renderPage(done(silent));
    await user.click(screen.getByRole("button", { name: "Copy instructions for a colleague" }));
    const text = await navigator.clipboard.readText();
    expect(text).toContain("No provisioning agent is running for corp.contoso.com\n");
    expect(text).toContain("\n1. On SRV-AD01, open Services.\n2. Start Microsoft Entra Provisioning Agent");
    expect(text).toContain("\nTenant: Contoso (contoso.onmicrosoft.com)\n");
    expect(said()).toContain("Copied");
  });

  it("speaks of several agents in the plural", async () => {
    await renderPage(
      done({ ...silent, facts: { machines: "SRV-AD01, SRV-AD02", domain: "corp.contoso.com" } }),
    );
    const card = row("agents");
    expect(card.getByText(/^The agents on SRV-AD01, SRV-AD02 are inactive/)).toBeVisible();
    expect(card.getByText("On one of these servers, open Services: SRV-AD01, SRV-AD02.")).toBeVisible();
  });

  it.each([
    ["role", "role-missing", { roles: "", needed: "Hybrid Identity Administrator" }],
    ["permissions", "consent-missing", { missing: "Synchronization.ReadWrite.All" }],
  ] as const)("leads from %s to a new sign-in, and asks the administrator", async (id, code, facts) => {
    const { user } = await renderPage(done({ id, verdict: "needs-you", code, facts }));
    const card = row(id);
    expect(card.queryByText(/Causeway, Permissions/)).toBeNull();
    await user.click(card.getByRole("button", { name: "Copy request for the administrator" }));
    expect(await navigator.clipboard.readText()).toContain("Global Administrator");
    await user.click(card.getByRole("button", { name: "Sign in again" }));
    expect(title()).toBe(`You are here as ${anna.name}`);
  });

  it.each([
    ["agents", "no-agent", "demo", "Download and install an agent", "learn.microsoft.com"],
    ["domains", "unverified", "usgov", "Custom domain names in the admin center", "entra.microsoft.us"],
  ] as const)("leads from %s to the page of Microsoft", async (id, code, cloud, label, host) => {
    const { ipc, user } = await renderPage({
      ...done({ id, verdict: "worth-knowing", code, facts: { names: "a.example", becomes: "@b.example" } }),
      tenant: { ...contoso, cloud },
    });
    await user.click(row(id).getByRole("button", { name: label }));
    expect(ipc.asked.at(-1)).toContain(`open_page https://${host}/`);
  });

  it("opens the way when nothing needs the person, and says what turned without moving the focus", async () => {
    const { show, ipc, user } = await renderPage(looking([]));
    show(done(silent));
    const again = screen.getByRole("button", { name: "Check again" });
    await user.click(again);
    expect(ipc.asked).toEqual(["check_tenant", "check_tenant"]);
    show(aLook({ looking: true, found: found(silent) }));
    expect(again).toHaveAttribute("aria-disabled", "true");
    expect(title()).toBe("One thing needs you");
    show(done());
    expect(title()).toBe("Contoso is ready");
    expect(again).toHaveFocus();
    expect(isShut()).toBe(false);
    expect(said().at(-1)).toBe(
      "Provisioning agents: 2 running on SRV-AD01, SRV-AD02, for corp.contoso.com. Next is open",
    );
    await user.click(next());
    expect(title()).not.toBe("Contoso is ready");
  });

  it("lets people go on past what could not be looked at, and says so", async () => {
    await renderPage(done(unread));
    expect(screen.getByText("Nothing needs you, as far as Causeway could look.")).toBeVisible();
    expect(
      within(screen.getByRole("region", { name: "Could not be looked at" })).getByText(/cannot be read/),
    ).toBeVisible();
    expect(isShut()).toBe(false);
  });

  it("looks again by itself while something needs the person and the page is seen", async () => {
    vi.useFakeTimers();
    const { ipc, show } = await renderPage(done(silent));
    const times = () => ipc.asked.length;
    const pass = () => {
      act(() => {
        vi.advanceTimersByTime(lookAgainAfter);
      });
    };
    expect(times()).toBe(1);
    pass();
    expect(times()).toBe(2);
    const hidden = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    pass();
    expect(times()).toBe(2);
    hidden.mockRestore();
    show(done());
    pass();
    expect(times()).toBe(2);
  });

  it("says why a look broke off, and that the way is shut until a complete one", async () => {
    await renderPage(aLook({ found: found(), problem: aProblem({ code: "no-connection", facts: {} }) }));
    expect(title()).toBe("The look at Contoso broke off");
    expect(screen.getByRole("region", { name: "No connection to Microsoft" })).toBeVisible();
    expect(isShut()).toBe(true);
  });

  it("shows a finding that the words do not know by its code", async () => {
    await renderPage(
      done(
        { id: "agents", verdict: "needs-you", code: "constructor", facts: {} },
        { id: "domains", verdict: "ready", code: "from-the-future", facts: {} },
      ),
    );
    expect(screen.getByRole("region", { name: "Provisioning agents: constructor" })).toBeVisible();
    expect(row("domains").getByText("from-the-future")).toBeVisible();
    expect(footer().getByText("Next opens when nothing needs you anymore")).toBeVisible();
  });

  it("shows a directory's names as text, however they are meant", async () => {
    const hostile = "<b>{{tenant}} $t(button.close)</b>";
    const { user } = await renderPage(done({ ...silent, facts: { machines: hostile, domain: hostile } }));
    expect(screen.getByText(`On ${hostile}, open Services.`)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Copy instructions for a colleague" }));
    expect(await navigator.clipboard.readText()).toContain(`1. On ${hostile}, open Services.`);
  });

  it("offers to go on with what is not finished", async () => {
    const run = anUnfinishedRun({ unknown: true });
    const { ipc, user } = await renderPage({ ...done(), unfinished: [run] });
    expect(screen.getByText(/Going on looks first/)).toHaveTextContent("Causeway looks whether it happened");
    expect(screen.getByText("A set-up was begun and is not finished")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Continue corp.contoso.com" }));
    expect(ipc.asked).toContain("start_run");
    expect(ipc.answers).toMatchObject({ domain: "corp.contoso.com" });
  });
});

describe("every state of the check, in every language", () => {
  const states = {
    growing: () => looking(ready.slice(0, 2)),
    needing: () =>
      done(silent, unverified, off, {
        id: "role",
        verdict: "needs-you",
        code: "role-missing",
        facts: { roles: "", needed: "X" },
      }),
    "not readable": () => done(unread, { ...off, verdict: "not-checked", code: "no-answer" }),
    ready: () => done(),
    broken: () => aLook({ problem: aProblem({ code: "no-connection", facts: {} }) }),
  };

  it.each(Object.entries(states))(
    "%s has nothing that axe objects to",
    { timeout: 30_000 },
    async (_, view) => {
      const { container } = await renderPage(view());
      const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    },
  );

  it.each(Object.entries(states))("%s is told without a gap", { timeout: 30_000 }, async (_, view) => {
    for (const language of ["en", "nl", "id"] satisfies Language[]) {
      const { container, unmount } = await renderPage(view(), language);
      expect(container.textContent).not.toMatch(/\{\{|undefined|check:|[a-z]:[a-z]/);
      unmount();
    }
  });

  it("has the tenant's own name", async () => {
    await renderPage({ ...done(), tenant: { ...contoso, name: "Linden School" } });
    expect(title()).toBe("Linden School is ready");
  });
});
