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
    agents: { unread: null, domains: [], agents: [], gone: [], ...parts },
  });
  const agent = (machine: string, active: boolean) => ({
    id: machine,
    machine,
    active,
    address: null,
    since: active ? null : "2026-02-03T10:00:00Z",
  });

  it("are told one by one, with the cure where one is inactive", async () => {
    const list = [agent("SRV-AD01", true), agent("<b>SRV-AD02</b>", false)];
    const gone = [{ machine: "SRV-AD03", since: "2026-02-03T10:00:00Z" }];
    await operating({ status: agents({ domains: ["corp.contoso.com"], agents: list, gone }) });
    expect(screen.getByText(/^SRV-AD03: not seen since .*2026/)).toBeVisible();
    expect(screen.getByText("1 of 2 active")).toBeVisible();
    expect(screen.getByText(/<b>SRV-AD02<\/b>/)).toHaveTextContent(/seen inactive since .*2026/);
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

describe("what was seen before", () => {
  const paused = configuration("asia.contoso.com", { state: "paused", level: "needs-you" });
  const since = "2026-02-02T09:12:00Z";

  it("is told on top, and since when where Microsoft does not say", async () => {
    const changes = [
      { name: "fabrikam.com", turn: "stuck" },
      { name: "contoso.com", turn: "recovered" },
    ] as const;
    const status = { ...looked({ ...paused, seenSince: since }), news: { since, changes: [...changes] } };
    const { show } = await operating({ status });
    expect(
      screen.getByText(
        /^Since your last visit \(.*2026.*\): fabrikam.com got stuck · contoso.com recovered$/,
      ),
    ).toBeVisible();
    expect(screen.getByText("Seen so since")).toBeVisible();
    show(anAppView({ revision: 3, status: { ...looked(paused), news: { since, changes: [] } } }));
    expect(screen.queryByText(/^Since your last visit/)).toBeNull();
    expect(screen.queryByText("Seen so since")).toBeNull();
  });

  it("need not be asked again for a while, unless it is urgent", async () => {
    const { ipc, user, show } = await operating({ status: looked(paused) });
    await user.click(button("Ask again in a week"));
    expect(ipc.asked.find((asked) => asked.startsWith("acknowledge"))).toMatch(
      /^acknowledge asia.contoso.com 2/,
    );
    expect(ipc.asked.at(-1)).toBe("watch_tenant");
    const known = { ...paused, acknowledged: "2099-03-01T10:00:00Z" };
    show(anAppView({ revision: 3, status: looked(known) }));
    await user.click(button("Ask again from now on"));
    expect(ipc.asked).toContain("acknowledge asia.contoso.com again");
    const stuck = configuration("asia.contoso.com", { state: "switched-off", level: "urgent" });
    show(anAppView({ revision: 4, status: looked(stuck) }));
    expect(screen.queryByRole("group", { name: "I know of this" })).toBeNull();
  });
});

it.each(["en", "nl", "id"] as const)("is clean in %s", async (language) => {
  const beside = [noMail, late, guards, line("agents-not-allowed", "cannot-see")];
  const found = { ...fine, level: "needs-you", beside, mainBeside: "no-mail" } as const;
  await operating({ status: looked(found) }, language);
  await clean();
});
