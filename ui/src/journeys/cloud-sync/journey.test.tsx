import { screen, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";

import type { AppView, StepId, StepState, StepView } from "../../ipc/bindings";
import type { Language } from "../../locales/words";
import { renderPage } from "../../testing/renderPage";
import { anAppView, aProblem, aRunView, done, recommended } from "../../testing/views";

const staff = "OU=Staff,DC=corp,DC=contoso,DC=com";
const title = () => screen.getByRole("heading", { level: 1 });
const footer = () => within(screen.getByRole("contentinfo"));
const button = (name: string | RegExp) => screen.getByRole("button", { name });

/** A complete plan: two changes, one look, and the rest as it is. */
function aPlan(states: Partial<Record<StepId, StepState>> = {}, setup = recommended, revision = 3): AppView {
  const willChange = { is: "will-change" } as const;
  const view = aRunView(
    "planned",
    {
      "tenant-sync-flag": willChange,
      "create-configuration": willChange,
      "create-jobs": { is: "done", already: true },
      "exchange-schema": { is: "not-wanted" },
      "first-status": willChange,
      ...states,
    },
    0,
    revision,
  );
  const step = (id: StepId): StepView => {
    const found = view.run?.steps.find((step) => step.id === id);
    if (!found) throw new Error(`no step ${id}`);
    return found;
  };
  step("tenant-sync-flag").requests = [{ method: "PATCH", path: "/v1.0/organization/1", body: "{}" }];
  step("create-configuration").requests = [
    { method: "POST", path: "/v1.0/applicationTemplates/1/instantiate", body: '{ "displayName": "corp" }' },
  ];
  step("exchange-schema").notes = [{ code: "exchange-not-wanted", values: {} }];
  if (view.run) view.run.setup = setup;
  return view;
}

async function onChoose(language?: Language) {
  const page = await renderPage(anAppView(), language);
  await page.user.click(footer().getByRole("button"));
  return page;
}

describe("choosing", () => {
  it("goes from the recommended answers to their plan without a word typed", async () => {
    const { ipc, user } = await onChoose();
    expect(title()).toHaveTextContent("What should be synchronized?");
    expect(title()).toHaveFocus();
    expect(document.title).toBe("Choose – Contoso – Causeway");
    expect(screen.getByText("Choose").closest("li")).toHaveAttribute("aria-current", "step");
    await user.click(button("Review plan"));
    expect(ipc.asked).toEqual(["check_setup", "plan"]);
    expect(ipc.answers).toEqual(recommended);
    expect(title()).toHaveTextContent("Looking at Contoso");
  });

  it("takes one's own answers, one section open at a time", async () => {
    const { ipc, user } = await onChoose();
    await user.click(button("Change: Who takes part"));
    await user.click(screen.getByRole("radio", { name: "Selected organizational units" }));
    await user.type(screen.getByRole("textbox"), `${staff}{Enter}`);
    expect(screen.getByText(staff)).toBeVisible();
    await user.click(button("Change: Notification email"));
    expect(screen.queryByRole("radio")).not.toBeInTheDocument();
    await user.type(screen.getByRole("textbox", { name: "Mail address" }), "ops@contoso.com");
    await user.click(button("Close: Notification email"));
    expect(screen.getByRole("status")).toHaveTextContent("Notification email: ops@contoso.com");
    await user.click(button("Change: Passwords"));
    await user.click(screen.getByRole("switch"));
    await user.click(button("Review plan"));
    expect(ipc.answers).toEqual({
      ...recommended,
      scope: { ous: [staff] },
      notify: ["ops@contoso.com"],
      passwordHashSync: false,
    });
  });

  it("tells a fault when its field is left, and again before the plan", async () => {
    const { ipc, user } = await onChoose();
    await user.click(button("Change: Notification email"));
    const field = screen.getByRole("textbox", { name: "Mail address" });
    await user.type(field, "ops");
    expect(screen.queryByText(/This is no mail address/)).not.toBeInTheDocument();
    await user.tab();
    expect(screen.getByText(/This is no mail address/)).toBeVisible();
    await user.click(button("Close: Notification email"));
    await user.click(button("Review plan"));
    expect(screen.getByRole("textbox", { name: "Mail address" })).toHaveFocus();
    expect(ipc.asked).toEqual([]);
  });

  it("shows what Rust refuses, at its section", async () => {
    const { ipc, user } = await onChoose();
    ipc.refusal = aProblem({
      code: "setup-invalid",
      facts: { field: "notify[0]", found: "x", allowed: "y" },
    });
    await user.click(button("Review plan"));
    expect(ipc.asked).toEqual(["check_setup"]);
    expect(screen.getByText("One answer of the set-up cannot be used")).toBeVisible();
    expect(screen.getByRole("textbox", { name: "Mail address" })).toBeVisible();
  });

  it("leads back by Alt and the arrow", async () => {
    const { user } = await onChoose();
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    expect(title()).toHaveTextContent("Contoso is ready to be set up");
    expect(title()).toHaveFocus();
  });
});

describe("the plan", () => {
  it("says what changes, what stays and what cannot be known, with every request on demand", async () => {
    const { ipc, user } = await renderPage(aPlan());
    expect(title()).toHaveTextContent("2 changes to Contoso");
    const group = (name: string) => within(screen.getByRole("region", { name }));
    expect(group("Stays as it is").getByText(/Exchange hybrid writeback stays off/)).toBeVisible();
    expect(group("Cannot be known yet").getByText("Take a first look at the status")).toBeVisible();
    expect(screen.getByText('{ "displayName": "corp" }')).not.toBeVisible();
    await user.click(button("Request: Create the configuration"));
    expect(screen.getByText('{ "displayName": "corp" }')).toBeVisible();
    await user.click(button("Apply to Contoso"));
    expect(ipc.asked).toEqual(["start_run"]);
    expect(ipc.answers).toEqual(recommended);
  });

  it("that is blocked shows why and cannot be applied", async () => {
    await renderPage(aPlan({ "create-jobs": { is: "failed", problem: aProblem() } }));
    expect(title()).toHaveTextContent("A permission is missing");
    expect(screen.getByRole("region", { name: "The jobs could not be created" })).toBeVisible();
    expect(footer().getByText("Apply opens when what stands above is solved")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Apply to Contoso" })).not.toBeInTheDocument();
  });

  it("of other answers is never taken for the plan of these", async () => {
    const { user, show } = await onChoose();
    await user.click(button("Change: Passwords"));
    await user.click(screen.getByRole("switch"));
    await user.click(button("Review plan"));
    show(aPlan());
    expect(title()).toHaveTextContent("Looking at Contoso");
    expect(button("Apply to Contoso")).toHaveAttribute("aria-disabled", "true");
  });
});

describe("the end", () => {
  it("says how it stands, what was set up and what to keep in mind", async () => {
    const { user } = await renderPage(aRunView("done", { "start-jobs": done }, 6));
    await user.click(button("See what was set up"));
    expect(title()).toHaveTextContent("Contoso is synchronizing");
    expect(screen.getByText("Stops at 500 removals")).toBeVisible();
    expect(screen.getByText(/Nobody gets a mail/)).toBeVisible();
    await user.click(within(screen.getByRole("navigation")).getByRole("button", { name: /Choose/ }));
    expect(title()).toHaveTextContent("What should be synchronized?");
  });

  it("lets nobody leave while the tenant is being changed", async () => {
    await renderPage(aRunView("running"));
    expect(within(screen.getByRole("navigation")).queryByRole("button")).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Back" })).not.toBeInTheDocument();
  });
});

describe("every page", () => {
  const clean = async () => {
    const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(document.body.textContent).not.toMatch(/\{\{|undefined|[a-z]:[a-z]/);
  };

  it.each(["en", "nl", "id"] as const)(
    "is whole and accessible in %s",
    { timeout: 60_000 },
    async (language) => {
      const { user, unmount } = await onChoose(language);
      for (const section of ["who", "mail", "guard"]) {
        const row = document.querySelector<HTMLElement>(`[data-answer=${section}]`);
        if (row) await user.click(within(row).getByRole("button", { expanded: false }));
      }
      await clean();
      unmount();
      const plan = await renderPage(aPlan(), language);
      await clean();
      plan.unmount();
      const end = await renderPage(aRunView("done", { "start-jobs": done }, 6), language);
      const primary = footer().getAllByRole("button").at(-1);
      if (primary) await user.click(primary);
      await clean();
      end.unmount();
    },
  );
});
