import { act, screen, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, describe, expect, it, vi } from "vitest";

import type { KnownAccount, Settings } from "../ipc/bindings";
import { FakeIpc } from "../testing/fakeIpc";
import { renderPage } from "../testing/renderPage";
import { anAppView, aProblem, aRequest, aRunView, contoso } from "../testing/views";

const header = () => within(screen.getByRole("banner"));

const known: KnownAccount = {
  cloud: "global",
  tenant: "8f1c0f5e-5a6f-4c5c-9d0a-0d1f0c5b8a11",
  object: "22222222-2222-4222-8222-222222222222",
  client: "14d82eec-204b-4c2f-b7e8-296a70dab67e",
  address: "ann@fabrikam.example",
  name: "Ann Example",
  tenantName: "Fabrikam",
};

/** A window of 590 CSS pixels, which is the normal one at 200 % zoom. */
function makeNarrow() {
  vi.spyOn(window, "matchMedia").mockImplementation(
    (media) =>
      Object.assign(new EventTarget(), { matches: media === "(max-width: 859px)", media }) as MediaQueryList,
  );
}

afterEach(() => {
  delete window.causewaySettings;
});

describe("the header", () => {
  it("has the tenant with all its names, its id to copy, and the way out", async () => {
    const { ipc, user, show } = await renderPage(anAppView());
    await user.click(header().getByRole("button", { name: "Contoso contoso.onmicrosoft.com · demo cloud" }));
    await user.click(screen.getByRole("menuitem", { name: "Copy tenant id" }));
    expect(await navigator.clipboard.readText()).toBe(contoso.id);
    expect(screen.getByRole("menuitem", { name: "Copied" })).toBeVisible();
    await user.click(screen.getByRole("menuitem", { name: "Sign out" }));
    expect(ipc.asked.at(-1)).toBe("sign_out");
    show(anAppView({ revision: 2, tenant: null, account: null }));
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Who signs in to Contoso?");
  });

  it("leads to the tenants that were signed in to before, in one press and without signing out here", async () => {
    const { ipc, user, show } = await renderPage(anAppView());
    const fabrikam = { ...known, tenant: "8f1c0f5e-5a6f-4c5c-9d0a-0d1f0c5b8a11", tenantName: "Fabrikam" };
    const nameless = { ...known, tenant: "9a2d0f5e-5a6f-4c5c-9d0a-0d1f0c5b8a11", tenantName: "" };
    ipc.known = [
      { ...known, tenant: contoso.id },
      fabrikam,
      { ...fabrikam, address: "old@b.example" },
      nameless,
    ];
    await user.click(header().getByRole("button", { name: /^Contoso/ }));
    const others = within(screen.getByRole("group", { name: "Other tenants" }));
    expect(others.getAllByRole("menuitem").map(({ textContent }) => textContent)).toEqual([
      "Fabrikamann@fabrikam.example · worldwide cloud",
      `${nameless.tenant}ann@fabrikam.example · worldwide cloud`,
    ]);
    await user.click(others.getByRole("menuitem", { name: /^Fabrikam/ }));
    expect(ipc.asked.at(-1)).toBe("continue_sign_in ann@fabrikam.example");
    expect(ipc.asked).not.toContain("sign_out");
    // What the keychain held is too old.
    await user.click(screen.getByRole("button", { name: "Sign in to Fabrikam with the browser" }));
    expect(ipc.asked.at(-1)).toBe(`begin_sign_in global ${fabrikam.tenant} ${fabrikam.client} browser`);
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("You are here as Anna de Vries");
    show(
      anAppView({
        revision: 2,
        tenant: { ...contoso, id: fabrikam.tenant, name: "Fabrikam", cloud: "global" },
      }),
    );
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Looking at Fabrikam");
  });

  it("says why another tenant was not come to", async () => {
    const { ipc, user } = await renderPage(anAppView());
    ipc.known = [known];
    await user.click(header().getByRole("button", { name: /^Contoso/ }));
    ipc.refusal = aProblem({ code: "busy", facts: {} });
    await user.click(screen.getByRole("menuitem", { name: /^Fabrikam/ }));
    expect(screen.getByRole("region", { name: "This window is still working" })).toBeVisible();
  });

  it("lets nobody out while the tenant is being changed", async () => {
    const { ipc, user } = await renderPage(aRunView("running"));
    ipc.known = [known];
    await user.click(header().getByRole("button", { name: /^Contoso/ }));
    expect(screen.getAllByRole("menuitem")).toHaveLength(1);
    expect(screen.queryByRole("menuitem", { name: "Sign out" })).not.toBeInTheDocument();
  });

  it("says of a real tenant who works where", async () => {
    await renderPage(anAppView({ tenant: { ...contoso, cloud: "global" } }));
    const strip = screen.getByRole("region", { name: "Kind of tenant" });
    expect(strip).toHaveTextContent(
      "You are here as anna@contoso.com. Changes are real and are made in Contoso.",
    );
  });
});

describe("the settings", () => {
  it("hold at once and are kept", async () => {
    const { container, ipc, user } = await renderPage(anAppView());
    const size = () =>
      getComputedStyle(container.querySelector(".fui-FluentProvider") ?? container).getPropertyValue(
        "--fontSizeBase300",
      );
    const before = Number.parseFloat(size());
    await user.click(screen.getByRole("button", { name: "Settings" }));
    await user.click(screen.getByRole("radio", { name: "Larger" }));
    expect(Number.parseFloat(size())).toBeGreaterThan(before);
    await user.click(screen.getByRole("radio", { name: "Dark" }));
    expect(document.documentElement.style.colorScheme).toBe("dark");
    await user.click(screen.getByRole("radio", { name: "Bahasa Indonesia" }));
    expect(screen.getByRole("group", { name: "Pengaturan" })).toBeVisible();
    expect(document.documentElement.lang).toBe("id");
    expect(ipc.chosen).toEqual({ language: "id", theme: "dark", textSize: "larger" });
  });

  it("say when they cannot be kept", async () => {
    const { ipc, user } = await renderPage(anAppView());
    vi.spyOn(ipc, "changeSettings").mockRejectedValueOnce(new Error("read-only"));
    await user.click(screen.getByRole("button", { name: "Settings" }));
    await user.click(screen.getByRole("radio", { name: "Dark" }));
    expect(screen.getByText(/could not be kept/)).toBeVisible();
    await user.click(screen.getByRole("radio", { name: "Light" }));
    expect(screen.queryByText(/could not be kept/)).not.toBeInTheDocument();
  });

  it("of the last time are there before the shell has answered, and a newer answer counts", async () => {
    window.causewaySettings = { language: "en", theme: "dark", textSize: "normal" };
    let answer: (settings: Settings) => void = () => undefined;
    vi.spyOn(FakeIpc.prototype, "settings").mockReturnValue(new Promise((told) => (answer = told)));
    await renderPage(anAppView());
    expect(document.documentElement.style.colorScheme).toBe("dark");
    // Its promise is kept before the window is looked at.
    // eslint-disable-next-line @typescript-eslint/require-await
    await act(async () => answer({ language: "nl", theme: "light", textSize: "normal" }));
    expect(document.documentElement.style.colorScheme).toBe("light");
    expect(screen.getByRole("button", { name: "Instellingen" })).toBeVisible();
  });
});

describe("a small window", () => {
  it("has the rail as a menu in the header", async () => {
    makeNarrow();
    const { user } = await renderPage(anAppView());
    const nav = within(header().getByRole("navigation", { name: "Pages" }));
    await user.click(nav.getByRole("button", { name: "2 of 8: Check" }));
    expect(screen.getByRole("menuitem", { name: "Check" })).toHaveAttribute("aria-current", "step");
    expect(screen.getByRole("menuitem", { name: "Apply" })).toHaveAttribute("aria-disabled", "true");
    await user.click(screen.getByRole("menuitem", { name: /^Sign in/ }));
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("You are here as Anna de Vries");
  });
});

describe("what happens", () => {
  it("says that a refusal is expected while it waits, and why", async () => {
    const row = aRequest({ status: 404, expected: "not-visible-yet" });
    const { user } = await renderPage(anAppView({ requests: { total: 1, rows: [row] } }));
    await user.keyboard("{F9}");
    expect(screen.getByRole("button", { name: /404/ })).toHaveTextContent(
      /Expected: Microsoft has created it/,
    );
  });

  it("says of the demo tenant alone why its answers are so fast", async () => {
    const { user, show } = await renderPage(anAppView());
    await user.keyboard("{F9}");
    const panel = within(screen.getByRole("complementary"));
    expect(panel.getByText(/answers faster than Microsoft/)).toBeVisible();
    show(anAppView({ revision: 2, tenant: { ...contoso, cloud: "global" } }));
    expect(panel.queryByText(/answers faster than Microsoft/)).toBeNull();
  });

  it("copies a request as a command", async () => {
    const { user } = await renderPage(anAppView({ requests: { total: 1, rows: [aRequest()] } }));
    await user.keyboard("{F9}");
    await user.click(screen.getByRole("button", { name: /organization/ }));
    await user.click(screen.getByRole("button", { name: "Copy as curl" }));
    expect(await navigator.clipboard.readText()).toContain(`'${contoso.graph}/v1.0/organization'`);
    await user.click(screen.getByRole("button", { name: "Copy as PowerShell" }));
    expect(await navigator.clipboard.readText()).toContain(`-Uri '${contoso.graph}/v1.0/organization'`);
  });

  it("draws a row once, however often the same row is told", async () => {
    const rows = Array.from({ length: 200 }, (_, place) =>
      aRequest({ number: place + 1, method: "PUT", path: `/v1.0/row/${place}` }),
    );
    const { user, show } = await renderPage(anAppView({ requests: { total: 200, rows } }));
    await user.keyboard("{F9}");
    const list = screen.getByRole("list", { name: "Requests" });
    const drawn = [...list.children];
    const changes: MutationRecord[] = [];
    const watch = new MutationObserver((seen) => changes.push(...seen));
    watch.observe(list, { subtree: true, childList: true, characterData: true, attributes: true });
    // The next picture: every row a new object, the oldest gone, one more.
    const next = [...structuredClone(rows.slice(1)), aRequest({ number: 201, path: "/v1.0/new" })];
    show(anAppView({ revision: 2, requests: { total: 201, rows: next } }));
    await act(() => Promise.resolve());
    watch.disconnect();
    expect(list.children).toHaveLength(200);
    expect([...list.children].slice(0, -1)).toEqual(drawn.slice(1));
    expect(changes.map(({ type, target }) => [type, target === list])).toEqual([
      ["childList", true],
      ["childList", true],
    ]);
  });
});

describe("menus and settings, opened", () => {
  const opened = [
    { button: "Settings", role: "group", name: "Settings" },
    { button: /^Contoso/, role: "menu", name: /^Contoso/ },
  ];
  it.each(opened)(
    "$button: nothing that axe objects to",
    { timeout: 30_000 },
    async ({ button, role, name }) => {
      const { user } = await renderPage(anAppView());
      await user.click(header().getByRole("button", { name: button }));
      const { violations } = await axe.run(screen.getByRole(role, { name }), {
        // Colours need a real layout; what is looked at is part of no page here.
        rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
      });
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    },
  );
});
