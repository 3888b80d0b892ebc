import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import type { Language } from "../locales/words";
import { clean } from "../testing/pages";
import { renderPage } from "../testing/renderPage";
import { aProblem, anAppView, contoso } from "../testing/views";
import { faultNames } from "./faults";

vi.setConfig({ testTimeout: 120_000 });

const tray = () => within(screen.getByRole("region", { name: "Let something go wrong" }));
const link = () => screen.getByRole("button", { name: "Let something go wrong" });

async function presenting(language?: Language) {
  const page = await renderPage(anAppView(), language);
  await page.user.click(screen.getAllByRole("region")[0]?.querySelector("button") ?? document.body);
  return page;
}

describe("letting something go wrong", () => {
  it("belongs to the demo tenant alone", async () => {
    const { show } = await presenting();
    expect(tray().getByText("Nothing is set to go wrong.")).toBeVisible();
    show(anAppView({ revision: 2, tenant: { ...contoso, cloud: "global" } }));
    expect(screen.queryByText("Let something go wrong")).not.toBeInTheDocument();
    expect(screen.queryByText("Nothing is set to go wrong.")).not.toBeInTheDocument();
    show(anAppView({ revision: 3, tenant: null, account: null }));
    expect(screen.queryByText("Let something go wrong")).not.toBeInTheDocument();
  });

  it("arms what was chosen, where it was chosen, and calls it off", async () => {
    const { ipc, user } = await presenting();
    await user.selectOptions(tray().getByLabelText("What goes wrong"), "answer-lost");
    expect(tray().getByText(/It looks, finds it, and creates nothing twice/)).toBeVisible();
    await user.selectOptions(tray().getByLabelText("When"), "job");
    await user.click(tray().getByRole("button", { name: "Let it happen" }));
    expect(ipc.asked.at(-1)).toBe("arm_fault answer-lost job");
    expect(tray().getByText("It is done, but the answer gets lost, when a job is created")).toBeVisible();
    expect(screen.getByText(/^Set to happen: It is done/)).toBeInTheDocument();
    await clean();
    await user.click(tray().getByRole("button", { name: "Call everything off" }));
    expect(ipc.asked.at(-1)).toBe("clear_faults");
    expect(tray().getByText("Nothing is set to go wrong.")).toBeVisible();
  });

  it("asks for no moment where the fault has its own", async () => {
    const { user } = await presenting();
    await user.selectOptions(tray().getByLabelText("What goes wrong"), "appears-late");
    expect(tray().queryByLabelText("When")).not.toBeInTheDocument();
  });

  it("reads back after each request what happened, also what was armed elsewhere", async () => {
    const { ipc, show } = await presenting();
    const happened = {
      at: "2026-02-05T09:41:02Z",
      method: "POST",
      path: "/v1.0/applicationTemplates/1a4721b3-e57f-4451-ae87-ef078703ec94/instantiate",
      what: { fault: "slow-down", place: "configuration", script: "" } as const,
    };
    ipc.script = {
      armed: [{ fault: null, place: null, script: "GET /domains=html:404" }],
      happened: [happened],
    };
    show(anAppView({ revision: 2, requests: { total: 1, rows: [] } }));
    expect(
      await tray().findByText(/^Microsoft asks to slow down \(429\), when the configuration/),
    ).toBeVisible();
    expect(tray().getByText(/^– happened at .*41:02/)).toBeVisible();
    expect(tray().getByText(/^POST .*instantiate$/)).toBeVisible();
    expect(tray().getByText("GET /domains=html:404")).toBeVisible();
  });

  it("says why it was refused", async () => {
    const { ipc, user } = await presenting();
    ipc.refusal = aProblem({ code: "no-connection" });
    await user.click(tray().getByRole("button", { name: "Let it happen" }));
    expect(tray().getByText("No connection to Microsoft")).toBeVisible();
    expect(screen.queryByText(/^Set to happen/)).not.toBeInTheDocument();
  });

  it("closes by Escape and gives the focus back", async () => {
    const { user } = await presenting();
    await user.click(tray().getByLabelText("When"));
    await user.keyboard("{Escape}");
    expect(screen.queryByText("Nothing is set to go wrong.")).not.toBeInTheDocument();
    expect(link()).toHaveFocus();
    expect(link()).toHaveAttribute("aria-expanded", "false");
  });

  it.each(["en", "nl", "id"] as const)("is told without a gap in %s", async (language) => {
    const { user, container } = await presenting(language);
    const [what] = within(screen.getAllByRole("region")[1] ?? document.body).getAllByRole("combobox");
    for (const name of faultNames) {
      await user.selectOptions(what ?? document.body, name);
      expect(container.textContent).not.toMatch(/\{\{|undefined|[a-z]:[a-z]/);
    }
  });
});
