import { screen, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";

import type { AppView, State, TrialResult, TrialView } from "../ipc/bindings";
import type { Language } from "../locales/words";
import { footer, footerButton as button, footerButtons, titleText as title } from "../testing/footer";
import { renderPage } from "../testing/renderPage";
import { aProblem, aRunView, aTrial, contoso, done, recommended } from "../testing/views";

// Fields and lists of Fluent are slow to find by role in jsdom.
vi.setConfig({ testTimeout: 30_000 });

const dn = "CN=Anna de Vries,OU=Amsterdam,OU=Sales,DC=corp,DC=contoso,DC=com";
const people = [
  { name: "Anna de Vries", distinguishedName: dn },
  { name: "Ravi Patel", distinguishedName: "CN=Ravi Patel,OU=Staff,DC=corp,DC=contoso,DC=com" },
];

/** Everything is applied and nothing started. */
function applied(parts: Partial<AppView> = {}): AppView {
  const view = aRunView("done", { "tenant-sync-flag": done, "start-jobs": { is: "not-wanted" } }, 6);
  const run = view.run && { ...view.run, setup: { ...recommended, start: false } };
  return { ...view, run, ...parts };
}

const result: TrialResult = {
  verdict: "success",
  action: "create",
  code: null,
  cause: null,
  message: null,
  steps: [
    {
      part: "import",
      state: "success",
      details: [
        ["mail", "anna@contoso.com"],
        ["homePhone", ""],
      ],
    },
    { part: "scope", state: "success", details: [] },
    { part: "match", state: "not-told", details: [] },
    { part: "action", state: "success", details: [] },
  ],
  changes: [{ attribute: "AccountEnabled", before: null, after: "True" }],
  target: "anna@contoso.com",
};

const tried = (parts: Partial<TrialView> = {}) => aTrial(applied(), { person: dn, result, ...parts });

const failed = (code: string | null, message: string | null, cause: State | null = null) =>
  tried({ result: { ...result, verdict: "failure", code, cause, message, changes: [] } });

/** The page, come to from Apply. */
async function tryPage(view: AppView, language: Language = "en") {
  const page = await renderPage(applied(), language);
  page.ipc.people = people;
  await page.user.click(footerButtons().at(-1) ?? document.body);
  page.show({ ...view, revision: 8 });
  return page;
}

const part = (name: string) => {
  const row = document.querySelector<HTMLElement>(`[data-part="${name}"]`);
  if (!row) throw new Error(`no part ${name}`);
  return within(row);
};
const said = (role: "status" | "alert") =>
  [...document.querySelectorAll(`[role=${role}] > p`)].map((sentence) => sentence.textContent);

describe("choosing the person", () => {
  it("finds them by name, says that it is real, and tries exactly this one", async () => {
    const { ipc, user } = await tryPage(applied());
    expect(title()).toBe("Try it with one person first");
    expect(button("Try this person")).toHaveAttribute("aria-disabled", "true");
    expect(footer().getByText("The button opens when a person is chosen")).toBeVisible();
    await user.type(screen.getByRole("combobox", { name: "Person" }), "ann");
    await user.click(await screen.findByRole("option", { name: /Anna de Vries/ }));
    expect(screen.getByText("This is real: it writes Anna de Vries to Contoso")).toBeVisible();
    await user.click(button("Try Anna de Vries"));
    expect(ipc.asked).toEqual([`try_person ${dn}`]);
    expect(ipc.answers).toMatchObject({ domain: "corp.contoso.com" });
  });

  it("works by keyboard alone, and Enter in the field tries nobody", async () => {
    const { ipc, user } = await tryPage(applied());
    await user.type(screen.getByRole("combobox", { name: "Person" }), "ravi");
    await screen.findByRole("option", { name: /Ravi Patel/ });
    await user.keyboard("{ArrowDown}{Enter}{Enter}");
    expect(screen.getByText("This is real: it writes Ravi Patel to Contoso")).toBeVisible();
    expect(ipc.asked).toEqual([]);
  });

  it("says when nobody has that name, and forgets who was chosen before", async () => {
    const { user } = await tryPage(applied());
    const field = screen.getByRole("combobox", { name: "Person" });
    await user.type(field, "anna");
    await user.click(await screen.findByRole("option", { name: /Anna/ }));
    await user.type(field, "xx");
    expect(await screen.findByText(/Nobody in the demo directory has “Anna de Vriesxx”/)).toBeVisible();
    expect(button("Try this person")).toHaveAttribute("aria-disabled", "true");
  });

  it("takes the distinguished name in a real tenant, with an example of this domain", async () => {
    const { ipc, user } = await tryPage(applied({ tenant: { ...contoso, cloud: "global" } }));
    const field = screen.getByRole("textbox", { name: "Distinguished name of the person" });
    expect(screen.getByText(/CN=Anna de Vries,OU=Sales,DC=corp,DC=contoso,DC=com/)).toBeVisible();
    await user.type(field, "CN=Anna,DC=elsewhere");
    await user.tab();
    expect(screen.getByText(/This is no distinguished name of a person in this domain/)).toBeVisible();
    await user.clear(field);
    await user.type(field, "CN=Jansen\\, Anna,DC=corp,DC=contoso,DC=com");
    await user.click(button("Try Jansen, Anna"));
    expect(ipc.asked).toEqual(["try_person CN=Jansen\\, Anna,DC=corp,DC=contoso,DC=com"]);
  });

  it("can be skipped", async () => {
    const { ipc, user } = await tryPage(applied());
    await user.click(button("Skip this"));
    expect(title()).toBe("Everything is ready to start in Contoso");
    expect(ipc.asked).toEqual(["watch_setup"]);
  });

  it("shows why it was refused", async () => {
    const { ipc, user } = await tryPage(applied());
    await user.type(screen.getByRole("combobox", { name: "Person" }), "ann");
    await user.click(await screen.findByRole("option", { name: /Anna/ }));
    ipc.refusal = aProblem({ code: "throttled" });
    await user.click(button("Try Anna de Vries"));
    expect(
      await screen.findByRole("heading", { level: 2, name: "Microsoft asks for a long pause" }),
    ).toBeVisible();
    expect(button("Try Anna de Vries")).not.toHaveAttribute("aria-disabled", "true");
  });
});

describe("while Microsoft writes", () => {
  const working = tried({ working: true, result: null });

  it("says why it waits and for how long, and nothing can be left", async () => {
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    const wait = { cause: "provisioning", since: at(-12), nextLook: at(0), longest: 60 };
    const { ipc, user } = await tryPage(tried({ working: true, result: null, wait }));
    const page = within(screen.getByRole("main"));
    expect(title()).toBe("Writing Anna de Vries to Contoso");
    expect(page.getByText("Microsoft is working on this one person.")).toBeVisible();
    expect(page.getByText(/\d+ sec so far/)).toBeVisible();
    expect(footerButtons()).toHaveLength(1);
    expect(footer().getByText(/^This page stays until Microsoft has answered/)).toBeVisible();
    expect(document.querySelector("nav button")).toBeNull();
    await user.click(button("Stop"));
    expect(ipc.asked).toEqual(["stop_run"]);
  });

  it("tells the title and each of the four results", async () => {
    const { show } = await tryPage(working);
    show(tried());
    await expect
      .poll(() => said("status"))
      .toEqual([
        "Anna de Vries is in Contoso",
        "Import: Read from Active Directory",
        "Scope: May take part",
        "Match: Whether somebody like this was in the cloud already: Microsoft does not say",
        "Action: A new account was made",
      ]);
  });

  it("tells a failure at once", async () => {
    const { show } = await tryPage(working);
    show(failed("InvalidSoftMatch", "Unable to update this object."));
    await expect.poll(() => said("alert")).toEqual(["Anna de Vries could not be written to Contoso"]);
  });
});

describe("what came of it", () => {
  it("is the title, four parts with their details folded, and what changed", async () => {
    const { user } = await tryPage(tried());
    expect(title()).toBe("Anna de Vries is in Contoso");
    expect(part("action").getByText("A new account was made")).toBeVisible();
    expect(part("match").getByText("not shown")).toBeVisible();
    const details = part("import").getByRole("button", { name: "1 detail" });
    expect(part("import").getByText("anna@contoso.com")).not.toBeVisible();
    await user.click(details);
    expect(part("import").getByText("anna@contoso.com")).toBeVisible();
    expect(screen.getByText("AccountEnabled")).toBeVisible();
    await user.click(button("Next"));
    expect(title()).toBe("Everything is ready to start in Contoso");
  });

  it("folds what changed beyond eight values", async () => {
    const changes = Array.from({ length: 11 }, (_, at) => ({
      attribute: `Attribute${at}`,
      before: at === 0 ? "old" : null,
      after: at === 1 ? null : "new",
    }));
    const { user } = await tryPage(tried({ result: { ...result, changes } }));
    expect(screen.getByText("was old")).toBeVisible();
    expect(screen.getByText("emptied")).toBeVisible();
    expect(screen.queryByText("Attribute8")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show 3 more" }));
    expect(screen.getByText("Attribute10")).toBeVisible();
  });

  it("is good news when nothing had to be written", async () => {
    await tryPage(
      tried({ result: { ...result, verdict: "skipped", action: "other", code: "RedundantExport" } }),
    );
    expect(title()).toBe("Anna de Vries was already up to date");
    expect(screen.queryByText("RedundantExport")).toBeNull();
  });

  it("says that the sign-in name got the tenant's own ending", async () => {
    const changes = [{ attribute: "UserPrincipalName", before: null, after: "anna@contoso.onmicrosoft.com" }];
    await tryPage(tried({ result: { ...result, changes } }));
    expect(screen.getByText(/In the cloud the sign-in name ends in contoso\.onmicrosoft\.com/)).toBeVisible();
  });

  it.each([
    ["AttributeValueMustBeUnique", /Another account in the cloud already has the same sign-in name/],
    ["InvalidSoftMatch", /cannot be joined to this person/],
    ["DuplicateProxyAddressesFound", /One of the mail addresses \(proxyAddresses\) already belongs/],
    ["AzureActiveDirectoryInvalidUserPrincipalName", /is not one that Microsoft takes/],
    ["BoxEntryConflict", /Someone of that name exists in the cloud already/],
    ["DuplicateAttributeMapping", /filled from two sources/],
    ["TimeOut", /did not answer in time/, "quarantine/agent-slow"],
    [
      "HybridIdentityServiceNoActiveAgents",
      /The provisioning agent gives no answer/,
      "quarantine/agent-silent",
    ],
  ] as const)("explains %s in plain words, with Microsoft's beside them", async (code, means, cause?) => {
    await tryPage(failed(code, "In Microsoft's words.", cause ?? null));
    expect(title()).toBe("Anna de Vries could not be written to Contoso");
    expect(screen.getByText(means)).toBeVisible();
    expect(screen.getByText(code)).toBeVisible();
    expect(screen.getByText(/In Microsoft's words\./)).toBeVisible();
  });

  it("shows Microsoft's own text where it has no better words", async () => {
    await tryPage(failed("FromTheFuture", "Sunspots."));
    expect(screen.getByText("FromTheFuture")).toBeVisible();
    expect(screen.getByText(/Search for this code in Microsoft's help/)).toBeVisible();
  });

  it("is a card when there is no result, and the same person can be tried again", async () => {
    const { ipc, user } = await tryPage(tried({ result: null, problem: aProblem({ code: "agent-silent" }) }));
    expect(title()).toBe("The try with Anna de Vries brought no result");
    expect(
      screen.getByRole("heading", { level: 2, name: "The provisioning agent does not answer" }),
    ).toBeVisible();
    await user.click(button("Try Anna de Vries"));
    expect(ipc.asked).toEqual([`try_person ${dn}`]);
  });

  it("leaves room for someone else", async () => {
    const { user } = await tryPage(tried());
    await user.click(screen.getByRole("button", { name: "Try someone else" }));
    expect(title()).toBe("Try it with one person first");
    expect(screen.getByRole("combobox", { name: "Person" })).toHaveFocus();
    expect(button("Next")).toBeVisible();
  });

  it("shows a directory's text as text", async () => {
    const hostile = `<img src=x onerror="document.title=1">`;
    const changes = [{ attribute: hostile, before: hostile, after: hostile }];
    await tryPage(
      tried({ person: `CN=${hostile},DC=corp,DC=contoso,DC=com`, result: { ...result, changes } }),
    );
    expect(title()).toContain(hostile);
    expect(document.querySelector("img[src='x']")).toBeNull();
  });
});

describe("every state of the page", () => {
  const states = {
    "before anybody is chosen": applied(),
    "in a real tenant": applied({ tenant: { ...contoso, cloud: "global" } }),
    "at work": tried({ working: true, result: null }),
    success: tried(),
    skipped: tried({ result: { ...result, verdict: "skipped", action: "other", code: "NotInScope" } }),
    failure: failed("AttributeValueMustBeUnique", "Another object has the same value."),
    "failure without a code": failed(null, "Something."),
    problem: tried({ result: null, problem: aProblem() }),
  };

  it("has nothing that axe objects to", { timeout: 120_000 }, async () => {
    const { show } = await tryPage(applied());
    for (const [at, view] of Object.values(states).entries()) {
      show({ ...view, revision: 10 + at });
      // Colours need a real layout; the window test looks at them.
      const { violations } = await axe.run("main", { rules: { "color-contrast": { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });

  it.each(["en", "nl", "id"] as const)("is told without a gap in %s", async (language) => {
    const { container, show } = await tryPage(applied(), language);
    for (const [at, view] of Object.values(states).entries()) {
      show({ ...view, revision: 10 + at });
      expect(container.textContent).not.toMatch(/\{\{|undefined|[a-z]:[a-z]/);
    }
  });
});
