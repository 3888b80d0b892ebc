import { screen, within, waitFor } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";

import { renderPage } from "../testing/renderPage";
import { anAppView, anna, anUnfinishedRun, aProblem } from "../testing/views";

const nobody = anAppView({ tenant: null, account: null });
const title = () => screen.getByRole("heading", { level: 1 });
const begin = () => screen.getByRole("button", { name: /^Set up Cloud Sync/ });

describe("the welcome", () => {
  it("says what and where, without a tenant and before anything was asked", async () => {
    await renderPage(nobody);
    expect(title()).toHaveTextContent(/^From Active Directory to Microsoft Entra/);
    expect(title()).toHaveFocus();
    expect(screen.getByRole("main", { name: /^From Active Directory/ })).toBeVisible();
    expect(screen.getByText("Demo tenant.")).toBeVisible();
    expect(screen.getByRole("radio", { name: /^Demo tenant: Contoso, 812 people/ })).toBeChecked();
    const own = screen.getByRole("radio", { name: /My own tenant/ });
    expect(own).toBeEnabled();
    expect(screen.queryByRole("navigation")).not.toBeInTheDocument();
  });

  it("begins with what was begun and not ended, before anybody has signed in", async () => {
    const run = anUnfinishedRun();
    const removal = { ...run, kind: "removal" as const, name: "north.contoso.com" };
    const elsewhere = { cloud: "global" as const, tenant: "8f1c", tenantName: "Fabrikam" };
    const unfinishedAnywhere = [run, removal].map((run) => ({ ...elsewhere, run }));
    const { ipc, user } = await renderPage({ ...nobody, unfinishedAnywhere });
    expect(screen.getByText(/^The set-up of corp.contoso.com in Fabrikam is not finished/)).toBeVisible();
    expect(screen.getByText(/^The removal of north.contoso.com in Fabrikam is not finished/)).toBeVisible();
    expect(screen.getByText("A set-up was begun and is not finished")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Continue corp.contoso.com" }));
    expect(ipc.asked).not.toContain("start_run");
    expect(screen.getByRole("textbox", { name: /organization|tenant/i })).toBeVisible();
  });

  it("tells the many of one set-up in one line, and says what carries them on", async () => {
    const row = (number: number) => ({ ...anUnfinishedRun(), name: "salesforce", row: `shop-${number}` });
    const elsewhere = { cloud: "global" as const, tenant: "8f1c", tenantName: "Fabrikam" };
    const unfinishedAnywhere = Array.from({ length: 300 }, (_, number) => ({
      ...elsewhere,
      run: row(number),
    }));
    await renderPage({ ...nobody, unfinishedAnywhere });
    expect(screen.getByText(/^300 apps of salesforce in Fabrikam are not finished/)).toBeVisible();
    expect(screen.getByText(/Call causewayctl again as before/)).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Continue/ })).not.toBeInTheDocument();
  });

  it("goes on to the sign-in of the tenant that runs", async () => {
    const { ipc, user } = await renderPage(nobody);
    await user.click(begin());
    expect(title()).toHaveTextContent("Who signs in to Contoso?");
    expect(title()).toHaveFocus();
    expect(ipc.asked).toEqual([]);
  });

  it("starts another scenario when the person goes on, not while choosing", async () => {
    const { ipc, user } = await renderPage(nobody);
    await user.click(screen.getByRole("button", { name: "Other scenario" }));
    await user.selectOptions(screen.getByRole("combobox", { name: "Company" }), "enterprise");
    await user.selectOptions(
      screen.getByRole("combobox", { name: "What is special about it" }),
      "The agent does not answer",
    );
    expect(ipc.asked).toEqual([]);
    expect(screen.getByRole("radio", { name: /Fabrikam Group, 150,000 people/ })).toBeChecked();
    await user.click(begin());
    expect(ipc.asked).toEqual(["choose_demo enterprise/agent-inactive"]);
    expect(title()).toHaveTextContent(/^Who signs in/);
  });

  it("stays and says why when the scenario does not start", async () => {
    const { ipc, user } = await renderPage(nobody);
    await user.click(screen.getByRole("button", { name: "Other scenario" }));
    await user.selectOptions(screen.getByRole("combobox", { name: "Company" }), "school");
    ipc.refusal = aProblem({ code: "run-held-elsewhere", facts: {} });
    await user.click(begin());
    const card = await screen.findByRole("region", { name: "This set-up is running somewhere else" });
    await waitFor(() => expect(card).toHaveFocus());
    expect(title()).toHaveTextContent(/^From Active Directory/);
  });

  it("changes the language at once and keeps it", async () => {
    const { ipc, user } = await renderPage(nobody);
    await user.click(screen.getByRole("button", { name: "Language: English" }));
    await user.click(screen.getByRole("menuitemradio", { name: "Nederlands" }));
    expect(title()).toHaveTextContent(/^Van Active Directory naar Microsoft Entra/);
    expect(document.documentElement.lang).toBe("nl");
    expect(ipc.asked).toEqual(["change_settings"]);
    expect(ipc.chosen.language).toBe("nl");
  });

  it("has nothing that axe objects to, in any language", { timeout: 30_000 }, async () => {
    for (const language of ["en", "nl", "id"] as const) {
      const { container, user, unmount } = await renderPage(nobody, language);
      expect(container.textContent).not.toMatch(/\{\{|undefined|welcome:/);
      await user.click(within(container).getByRole("button", { expanded: false, name: /scenario|Skenario/ }));
      const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      unmount();
    }
  });
});

describe("the sign-in", () => {
  it("shows everyone with what the role may do, and goes on when the choice has signed in", async () => {
    const { ipc, user, show } = await renderPage(nobody);
    await user.click(begin());
    const people = within(screen.getByRole("list", { name: "Accounts of the demo tenant" }));
    const first = people.getByRole("button", { name: /^Anna de Vries Recommended/ });
    expect(first).toHaveTextContent("anna@contoso.com");
    expect(first).toHaveTextContent("Hybrid Identity AdministratorCan set up Cloud Sync");
    expect(people.getByRole("button", { name: /Ravi Patel/ })).toHaveTextContent("Can only read logs");
    const next = screen.getByRole("button", { name: "Next" });
    expect(next).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByText("Next opens when somebody has signed in")).toBeVisible();

    await user.click(first);
    expect(ipc.asked).toEqual(["sign_in_demo anna@contoso.com"]);
    expect(first).toHaveTextContent("Signing in…");
    await user.click(first);
    expect(ipc.asked).toHaveLength(1);
    show(anAppView({ revision: 2 }));
    expect(title()).toHaveTextContent("Looking at Contoso");
    expect(ipc.asked.at(-1)).toBe("check_tenant");
  });

  it("says why nobody was signed in, and lets them try again", async () => {
    const { ipc, user } = await renderPage(nobody);
    await user.click(begin());
    ipc.refusal = aProblem({ code: "sign-in-refused", facts: {} });
    await user.click(screen.getByRole("button", { name: /Anna de Vries/ }));
    const refusal = await screen.findByRole("region", { name: "Microsoft refused the sign-in" });
    await waitFor(() => expect(refusal).toHaveFocus());
    expect(screen.getByRole("button", { name: /Anna de Vries/ })).toHaveAttribute("aria-disabled", "false");
  });

  it("says who is here already, and lets another take over", async () => {
    const { ipc, user, show } = await renderPage(anAppView());
    await user.click(screen.getByRole("button", { name: "Back" }));
    expect(title()).toHaveTextContent("You are here as Anna de Vries");
    await user.click(screen.getByRole("button", { name: "Use another account" }));
    expect(ipc.asked.at(-1)).toBe("sign_out");
    show({ ...nobody, revision: 2 });
    expect(title()).toHaveFocus();
    expect(screen.getByRole("list", { name: "Accounts of the demo tenant" })).toBeVisible();
  });

  it("copes with roles that it does not know, and with none", async () => {
    const account = { ...anna, roles: ["constructor"] };
    const { user, show } = await renderPage(anAppView({ account }));
    await user.click(screen.getByRole("button", { name: "Back" }));
    expect(screen.getByText(/^Can probably look/)).toBeVisible();
    show(anAppView({ revision: 2, account: { ...anna, roles: [] } }));
    expect(screen.getByText("No directory role")).toBeVisible();
  });
});
