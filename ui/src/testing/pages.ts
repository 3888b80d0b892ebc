import { screen, within } from "@testing-library/react";
import axe from "axe-core";
import { expect } from "vitest";

import type { AppView, CheckView, StepId, StepState, StepView } from "../ipc/bindings";
import type { Language } from "../locales/words";
import { renderPage } from "./renderPage";
import { aCheck, anAppView, aRunView, recommended } from "./views";

export const staff = "OU=Staff,DC=corp,DC=contoso,DC=com";
export const sales = `OU=Sales,${staff}`;
export const title = () => screen.getByRole("heading", { level: 1 });
export const footer = () => within(screen.getByRole("contentinfo"));
export const rail = () => within(screen.getByRole("navigation"));
export const button = (name: string | RegExp) => screen.getByRole("button", { name });
export const primary = () => {
  const last = footer().getAllByRole("button").at(-1);
  if (!last) throw new Error("no button in the footer");
  return last;
};
/** What Apply sends: everything but the start. */
export const notStarting = { ...recommended, start: false };

/** Everything ready, and an agent for one domain. */
export const checked: CheckView = aCheck({
  at: "2026-02-05T09:40:00Z",
  found: (
    [
      ["role", "role-ok"],
      ["permissions", "consent-ok"],
      ["synchronization", "sync-on"],
      ["agents", "agents-active"],
      ["domains", "all-verified"],
      ["configurations", "none"],
    ] as const
  ).map(([id, code]) => ({ id, verdict: "ready", code, facts: {} })),
  domains: [
    { domain: "old.contoso.com", machines: [] },
    { domain: "corp.contoso.com", machines: ["DC01", "DC02"] },
  ],
});

export function aRun(
  phase: Parameters<typeof aRunView>[0],
  states: Partial<Record<StepId, StepState>> = {},
  changesMade = 0,
  revision = 4,
  setup = notStarting,
): AppView {
  const view = aRunView(phase, states, changesMade, revision);
  return { ...view, check: checked, run: view.run && { ...view.run, setup } };
}

/** A complete plan: two changes, one look, and the rest as it is. */
export function aPlan(
  states: Partial<Record<StepId, StepState>> = {},
  setup = notStarting,
  revision = 3,
): AppView {
  const willChange = { is: "will-change" } as const;
  const view = aRun(
    "planned",
    {
      "tenant-sync-flag": willChange,
      "create-configuration": willChange,
      "create-jobs": { is: "done", already: true },
      "exchange-schema": { is: "not-wanted" },
      "start-jobs": { is: "not-wanted" },
      "first-status": { is: "not-wanted" },
      ...states,
    },
    0,
    revision,
    setup,
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
  return view;
}

export async function clean() {
  // Colours need a real layout; the window test looks at them.
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(document.body.textContent).not.toMatch(/\{\{|undefined|[a-z]:[a-z]/);
}

/** The page Choose, reached from Check. */
export async function onChoose(parts: Partial<AppView> = {}, language?: Language) {
  const page = await renderPage(anAppView({ check: checked, ...parts }), language);
  await page.user.click(primary());
  return page;
}
