import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { Beside, BesideCode, StatusView } from "../ipc/bindings";
import { configuration, looked, operating } from "../testing/operating";
import { button, clean, title } from "../testing/pages";
import { anAppView, anna } from "../testing/views";

const fine = configuration("corp.contoso.com", { state: "in-step", level: "fine" });

function line(code: BesideCode, level: Beside["level"], values: Beside["values"] = {}): Beside {
  return { code, level, values };
}

function lines(): string[] {
  const list = screen.getByRole("list", { name: "What stands around it" });
  return within(list)
    .getAllByRole("listitem")
    .map(({ dataset }) => dataset.beside ?? "");
}

const noMail = line("no-mail", "needs-you");
const guards = line("tenant-guard", "worth-knowing", { own: "500", tenant: "700" });
const late = line("hashes-late", "needs-you", { at: "2026-02-03T10:00:00Z" });

describe("what stands around the jobs", () => {
  it("is told by the line that is worse than every job, and the others below", async () => {
    const beside = [noMail, late, guards];
    await operating({ status: looked({ ...fine, level: "needs-you", beside, mainBeside: "no-mail" }) });
    expect(title()).toHaveTextContent("Nobody is told when corp.contoso.com gets stuck");
    expect(screen.getByText("Needs you")).toBeVisible();
    expect(lines()).toEqual(["hashes-late", "tenant-guard"]);
    expect(screen.getByText(/stands at 500, the tenant's own .* at 700/)).toBeVisible();
    expect(screen.getByText(/last took password hashes on .*2026/)).toBeVisible();
    expect(screen.queryByText(/2026-02-03T/)).toBeNull();
  });

  it("is nothing to be drawn where there is nothing to say", async () => {
    await operating({ status: looked(fine) });
    expect(title()).toHaveTextContent("corp.contoso.com is in step");
    expect(screen.queryByRole("list", { name: "What stands around it" })).toBeNull();
  });

  it("comes with the settings as they are, and says what was not looked at", async () => {
    const settings = {
      mail: { is: "off" },
      guard: { is: "unread", value: "hidden" },
      tenantGuard: { is: "on", value: { threshold: 10, isPercentage: true } },
      tenantHashes: { is: "unread", value: "not-allowed" },
    } as const;
    await operating({ status: looked({ ...fine, settings }) });
    const fact = (name: string) => screen.getByText(name).nextElementSibling;
    expect(fact("Told when it gets stuck")).toHaveTextContent("Nobody");
    expect(fact("Delete guard")).toHaveTextContent("Not looked at: Microsoft keeps it to itself");
    expect(fact("The tenant's own delete guard")).toHaveTextContent("From 10 % removals in one round");
    expect(fact("Password hashes")).toHaveTextContent("Not set up");
  });
});

describe("the agents", () => {
  const agents = (parts: Partial<StatusView["agents"]>): StatusView => ({
    ...looked(fine),
    agents: { unread: null, domains: [], agents: [], ...parts },
  });
  const agent = (machine: string, active: boolean) => ({ id: machine, machine, active, address: null });

  it("are told one by one, with the cure where one is inactive", async () => {
    const list = [agent("SRV-AD01", true), agent("<b>SRV-AD02</b>", false)];
    await operating({ status: agents({ domains: ["corp.contoso.com"], agents: list }) });
    expect(screen.getByText("1 of 2 active")).toBeVisible();
    expect(screen.getByText(/<b>SRV-AD02<\/b>/)).toHaveTextContent("inactive");
    const cure = screen.getByText(/^On the server of an inactive agent/).textContent;
    const names = ["Microsoft Entra Provisioning Agent", "Microsoft Azure AD Connect Provisioning Agent"];
    const [now, before] = names.map((name) => cure.indexOf(name));
    expect(now).toBeGreaterThan(-1);
    expect(now).toBeLessThan(before ?? -1);
  });

  it("are asked for by a button where somebody can be asked", async () => {
    const account = { ...anna, grows: true };
    const { ipc, user, show } = await operating({ status: agents({ unread: "not-allowed" }), account });
    await user.click(button("Let Causeway read the agents"));
    expect(ipc.asked).toContain("allow_agents");
    expect(ipc.asked.at(-1)).toMatch(/^watch/);
    show(
      anAppView({
        revision: 3,
        status: agents({ unread: "not-allowed" }),
        account: { ...account, grows: false },
      }),
    );
    expect(screen.queryByRole("button", { name: "Let Causeway read the agents" })).toBeNull();
    expect(screen.getByText(/only a signed-in person may read them/)).toBeVisible();
  });
});

it.each(["en", "nl", "id"] as const)("is clean in %s", async (language) => {
  const beside = [noMail, late, guards, line("agents-not-allowed", "cannot-see")];
  const found = { ...fine, level: "needs-you", beside, mainBeside: "no-mail" } as const;
  await operating({ status: looked(found) }, language);
  await clean();
});
