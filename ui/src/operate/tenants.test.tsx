import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { TenantGlance } from "../ipc/bindings";
import { configuration, looked, operating } from "../testing/operating";
import { clean, footer, title } from "../testing/pages";
import { aProblem, anAppView } from "../testing/views";

const at = new Date().toISOString();
const stuck = configuration("fabrikam.com", {
  state: "quarantine/agent-silent",
  cause: "quarantine/agent-silent",
  level: "urgent",
  since: "2026-02-03T10:00:00Z",
  deadline: "2099-03-03T10:00:00Z",
});
const fine = configuration("corp.contoso.com", { state: "in-step", level: "fine", lastRun: at });

function glance(name: string, parts: Partial<TenantGlance>): TenantGlance {
  const none = { worst: null, configurations: 0, looking: false, at: null, problem: null };
  return { tenant: `id of ${name}`, cloud: "global", name, level: "cannot-see", ...none, ...parts };
}

const own = anAppView({}).tenant;
const fabrikam = glance("Fabrikam", { level: "urgent", worst: stuck, configurations: 3, at });
const contoso = glance("Contoso", {
  tenant: own?.id ?? "",
  level: "fine",
  worst: fine,
  configurations: 1,
  at,
});
const signIn = aProblem({ code: "sign-in-again", retryable: false });
const silent = aProblem({ code: "no-connection", retryable: true });

async function all(tenants: TenantGlance[], language: "en" | "nl" | "id" = "en") {
  const parts = { status: looked(fine), operate: { tenants } };
  const page = await operating(parts, language);
  const rail = document.querySelector<HTMLElement>("[data-page=tenants] button");
  if (!rail) throw new Error("no entry in the rail");
  await page.user.click(rail);
  return { ...page, parts };
}

function lines() {
  const list = screen.getByRole("list", { name: "Tenants, the worst first" });
  return within(list).getAllByRole("listitem");
}

describe("all tenants", () => {
  it("are offered with two or more only, and looked at while they are seen", async () => {
    const { ipc, show } = await operating({ status: looked(fine), operate: { tenants: [contoso] } });
    expect(document.querySelector("[data-page=tenants]")).toBeNull();
    expect(ipc.asked).toContain("watch_tenants");
    show(anAppView({ revision: 3, status: looked(fine), operate: { tenants: [fabrikam, contoso] } }));
    expect(document.querySelector("[data-page=tenants]")).not.toBeNull();
  });

  it("are a line each, the worst first", async () => {
    await all([fabrikam, contoso]);
    expect(title()).toHaveTextContent("1 tenant is stuck");
    expect(lines().map(({ dataset }) => dataset.level)).toEqual(["urgent", "fine"]);
    expect(lines()[0]).toHaveTextContent(
      /^FabrikamStuck for \d+ days \(and 2 more\)switched off in .* looked at now$/,
    );
    expect(lines()[1]).toHaveTextContent(/^ContosoIn step/);
    expect(footer().getByText("Looking only. Nothing on this page changes anything")).toBeVisible();
  });

  it("say what cannot be seen, why, and how it was", async () => {
    const never = glance("Woodgrove", {});
    const out = glance("Adatum", { problem: signIn, worst: fine, configurations: 1, at });
    const dead = glance("Litware", { problem: silent });
    const empty = glance("Northwind", { level: "fine", at });
    await all([out, dead, never, empty]);
    expect(title()).toHaveTextContent("3 tenants cannot be seen");
    const [first, second, third, fourth] = lines();
    expect(first).toHaveTextContent(/Needs you to sign in\. Last: In step/);
    expect(second).toHaveTextContent(/Could not be looked at: /);
    expect(third).toHaveTextContent("Not looked at yet");
    expect(fourth).toHaveTextContent("Nothing is set up here");
  });

  it("say when only their jobs were looked at so far", async () => {
    const line = { code: "tenant-not-asked", level: "cannot-see", values: {} } as const;
    const partly = glance("Adatum", {
      level: "fine",
      worst: { ...fine, beside: [line] },
      configurations: 1,
      at,
    });
    await all([partly, contoso]);
    expect(lines()[0]).toHaveTextContent(/In step.*its jobs only so far/);
    expect(lines()[1]).not.toHaveTextContent("so far");
  });

  it("are connected to by choosing one", async () => {
    const { ipc, user } = await all([fabrikam, contoso]);
    await user.click(screen.getByRole("button", { name: /Fabrikam/ }));
    expect(ipc.asked).toContain("open_tenant id of Fabrikam");
    expect(title()).toHaveTextContent("corp.contoso.com is in step");
  });

  it("are not connected to anew where they are", async () => {
    const { ipc, user } = await all([fabrikam, contoso]);
    await user.click(screen.getByRole("button", { name: /^Contoso In step/ }));
    expect(ipc.asked.some((asked) => asked.startsWith("open_tenant"))).toBe(false);
    expect(title()).toHaveTextContent("corp.contoso.com is in step");
  });

  it("do not move under the pointer", async () => {
    const { user, show, parts } = await all([fabrikam, contoso]);
    await user.hover(screen.getByRole("button", { name: /Fabrikam/ }));
    const worse = { ...contoso, level: "urgent", worst: stuck } as const;
    show(anAppView({ revision: 9, ...parts, operate: { tenants: [worse, { ...fabrikam, level: "fine" }] } }));
    expect(lines().map(({ dataset }) => dataset.tenant)).toEqual([fabrikam.tenant, contoso.tenant]);
    await user.click(screen.getByRole("button", { name: "2 stand elsewhere by now. Sort again" }));
    expect(lines().map(({ dataset }) => dataset.tenant)).toEqual([contoso.tenant, fabrikam.tenant]);
  });

  it("that cannot be opened say so", async () => {
    const { ipc, user } = await all([fabrikam, contoso]);
    ipc.refusal = signIn;
    await user.click(screen.getByRole("button", { name: /Fabrikam/ }));
    expect(title()).toHaveTextContent("1 tenant is stuck");
    expect(screen.getByRole("main")).toHaveTextContent(/sign in/i);
  });
});

it.each(["en", "nl", "id"] as const)("is clean in %s", async (language) => {
  const dead = glance("<i>Litware</i>", { problem: silent });
  await all([fabrikam, dead, contoso], language);
  await clean();
});
