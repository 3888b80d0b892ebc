import { act, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { staff, sales, title, button, notStarting, checked, clean, onChoose } from "../../testing/pages";
import type { SetupFile } from "../../ipc/setup";
import { aProblem, recommended } from "../../testing/views";

// Pages are big and axe is thorough: a busy machine needs its time.
vi.setConfig({ testTimeout: 120_000 });

describe("the domain", () => {
  it("comes from the first agent that is at work, and can be another one", async () => {
    const { ipc, user } = await onChoose();
    const row = within(screen.getByRole("region", { name: "Domain" }));
    expect(row.getByText("corp.contoso.com")).toBeVisible();
    expect(row.getByText("2 agents running: DC01, DC02")).toBeVisible();
    await user.click(button("Change: Passwords"));
    await user.click(screen.getByRole("switch", { name: "Password hash sync" }));
    await user.click(button("Change: Domain"));
    await user.click(screen.getByRole("radio", { name: "old.contoso.com (no agent running)" }));
    await user.click(button("Review plan"));
    expect(ipc.answers).toEqual({
      ...notStarting,
      name: "old.contoso.com",
      domain: "old.contoso.com",
      passwordHashSync: false,
    });
  });

  it("is typed where no agent can be seen, its fault told on leaving and before the plan", async () => {
    const { ipc, user } = await onChoose({ check: { ...checked, domains: null } });
    const field = () => screen.getByRole("textbox", { name: "Domain name" });
    await user.click(button("Review plan"));
    expect(field()).toHaveFocus();
    expect(screen.getByText("Enter the name of the domain.")).toBeVisible();
    await user.type(field(), "contoso");
    expect(screen.queryByText(/no full domain name/)).toBeVisible();
    await user.type(field(), ".com");
    await user.tab();
    expect(screen.getByRole("region", { name: "Who takes part" })).toBeVisible();
    await user.click(button("Review plan"));
    expect(ipc.answers).toMatchObject({ domain: "contoso.com" });
  });
});

describe("the address that is told", () => {
  const row = () => within(screen.getByRole("region", { name: "Notification email" }));

  it("is the person's own where nothing exists, which is said and can be changed", async () => {
    const { ipc, user } = await onChoose();
    expect(row().getByText("anna@contoso.com")).toBeVisible();
    expect(row().getByText(/^Your own address/)).toBeVisible();
    await user.click(button("Change: Notification email"));
    await user.clear(screen.getByRole("textbox", { name: "Mail address" }));
    await user.click(button("Review plan"));
    expect(ipc.answers).toMatchObject({ notify: [] });
  });

  it.each([
    ["exists", "worth-knowing"],
    ["not-readable", "not-checked"],
  ] as const)("is left alone where a configuration %s", async (code, verdict) => {
    const found = checked.found.map((one) =>
      one.id === "configurations" ? { ...one, code, verdict, facts: { domains: "corp.contoso.com" } } : one,
    );
    const { ipc, user } = await onChoose({ check: { ...checked, found } });
    expect(row().getByText("Nobody is told")).toBeVisible();
    await user.click(button("Review plan"));
    expect(ipc.answers).toMatchObject({ notify: [] });
  });
});

describe("who takes part", () => {
  const openUnits = async (page: Awaited<ReturnType<typeof onChoose>>) => {
    await page.user.click(button("Change: Who takes part"));
    await page.user.click(screen.getByRole("radio", { name: "Selected organizational units" }));
  };
  const item = (name: RegExp) => screen.getByRole("treeitem", { name });

  it("is ticked in a tree, by keyboard too; what lies inside comes along", async () => {
    const page = await onChoose();
    page.ipc.units = [staff, sales, "OU=Guests,DC=corp,DC=contoso,DC=com"];
    await openUnits(page);
    const { user, ipc } = page;
    expect(screen.getAllByRole("treeitem")).toHaveLength(2);
    await user.click(within(item(/Guests/)).getByRole("checkbox"));
    item(/Staff/).focus();
    await user.keyboard("{ArrowRight} ");
    expect(item(/Sales/)).toHaveAttribute("aria-disabled", "true");
    expect(item(/Sales/)).toHaveAttribute("aria-checked", "true");
    expect(within(item(/Sales/)).getByText("comes along")).toBeVisible();
    expect(within(item(/Sales/)).getByRole("checkbox")).toBeDisabled();
    expect(screen.getByText(/2 of about 50/)).toBeVisible();
    await clean();
    await user.click(button("Review plan"));
    expect(ipc.answers).toMatchObject({ scope: { ous: ["OU=Guests,DC=corp,DC=contoso,DC=com", staff] } });
  });

  it("comes from the person's own list where Graph has none", async () => {
    const page = await onChoose();
    await openUnits(page);
    const { user } = page;
    expect(screen.queryByRole("tree")).not.toBeInTheDocument();
    await user.click(button("Choose from a list of your organizational units"));
    await user.click(button("Copy command"));
    expect(await navigator.clipboard.readText()).toContain("Get-ADOrganizationalUnit");
    const field = screen.getByRole("textbox", { name: "What it answered" });
    await user.click(field);
    await user.paste("OU=Staff,DC=fabrikam,DC=com");
    expect(
      screen.getByText("None of these lines is an organizational unit of corp.contoso.com."),
    ).toBeVisible();
    await user.clear(field);
    await user.paste(`${staff}\r\n${sales}\r\n`);
    expect(screen.getByText("2 organizational units found")).toBeVisible();
    await user.click(within(item(/Staff/)).getByRole("checkbox"));
    expect(within(screen.getByRole("list", { name: "Chosen names" })).getByText(staff)).toBeVisible();
    await clean();
  });

  it("stays usable with two thousand of them", async () => {
    const page = await onChoose();
    const floors = Array.from({ length: 20 }, (_, at) => `OU=Floor ${at},DC=corp,DC=contoso,DC=com`);
    page.ipc.units = floors.flatMap((floor) => [
      floor,
      ...Array.from({ length: 99 }, (_, at) => `OU=Room ${at},${floor}`),
    ]);
    await openUnits(page);
    const items = () => [...document.querySelectorAll<HTMLElement>("[role=treeitem]")];
    expect(items()).toHaveLength(20);
    items()[7]?.focus();
    await page.user.keyboard("{ArrowRight}");
    expect(items()).toHaveLength(119);
  });
});

describe("choosing", () => {
  it("takes one's own answers, one section open at a time", async () => {
    const { ipc, user } = await onChoose();
    expect(title()).toHaveTextContent("What should be synchronized?");
    expect(title()).toHaveFocus();
    await user.click(button("Change: Who takes part"));
    await user.click(screen.getByRole("radio", { name: "Selected organizational units" }));
    await user.click(screen.getByRole("textbox", { name: /Distinguished name/ }));
    await user.paste(staff);
    await user.keyboard("{Enter}");
    expect(screen.getByText(staff)).toBeVisible();
    await user.click(button("Change: Notification email"));
    expect(screen.queryByRole("radio")).not.toBeInTheDocument();
    await user.clear(screen.getByRole("textbox", { name: "Mail address" }));
    await user.type(screen.getByRole("textbox", { name: "Mail address" }), "ops@contoso.com");
    await user.click(button("Close: Notification email"));
    expect(screen.getByRole("status")).toHaveTextContent("Notification email: ops@contoso.com");
    await user.click(button("Change: Passwords"));
    await user.click(button("Accounts of the kind inetOrgPerson"));
    await user.click(screen.getByRole("switch", { name: "Their password hashes too" }));
    await user.click(button("Review plan"));
    expect(ipc.answers).toEqual({
      ...notStarting,
      scope: { ous: [staff] },
      notify: ["ops@contoso.com"],
      inetOrgPersonPasswords: false,
    });
  });

  it("calls nothing wrong that was not tried yet", async () => {
    const { user } = await onChoose();
    const row = () => document.querySelector("[data-answer=who]");
    const wrong = () => row()?.querySelector("svg[aria-hidden][class*=fui-Icon-filled]");
    await user.click(button("Change: Who takes part"));
    await user.click(screen.getByRole("radio", { name: "Selected organizational units" }));
    expect(row()).toHaveTextContent("No organizational unit chosen yet");
    await user.click(button("Review plan"));
    expect(row()).toHaveTextContent(/one/);
    const asked = screen.getByRole("textbox", { name: /Distinguished name/ });
    expect(asked).toBeInvalid();
    await user.click(screen.getByRole("radio", { name: /groups/i }));
    expect(row()).toHaveTextContent("No group chosen yet");
    expect(screen.getByRole("textbox", { name: /Distinguished name/ })).toBeValid();
    expect(wrong()).toBeNull();
  });

  it("tells a fault when its field is left, and again before the plan", async () => {
    const { ipc, user } = await onChoose();
    await user.click(button("Change: Notification email"));
    const field = screen.getByRole("textbox", { name: "Mail address" });
    await user.clear(field);
    await user.type(field, "ops");
    expect(screen.queryByText(/This is no mail address/)).not.toBeInTheDocument();
    await user.tab();
    expect(screen.getByText(/This is no mail address/)).toBeVisible();
    await user.click(button("Close: Notification email"));
    await user.click(button("Review plan"));
    expect(screen.getByRole("textbox", { name: "Mail address" })).toHaveFocus();
    expect(ipc.asked).not.toContain("read_setup");
  });

  it("shows what Rust refuses, at its section", async () => {
    const { ipc, user } = await onChoose();
    ipc.refusal = aProblem({
      code: "setup-invalid",
      facts: { field: "notify[0]" },
      mistakes: [
        {
          line: 1,
          column: 9,
          field: "notify[0]",
          found: { code: "written", text: '"x"' },
          allowed: { code: "mail-address" },
          suggestion: null,
        },
      ],
    });
    await user.click(button("Review plan"));
    expect(ipc.asked.at(-1)).toBe("read_setup");
    const card = screen.getByRole("region", { name: "One answer of the set-up cannot be used" });
    expect(within(card).getByText('"x"')).toBeVisible();
    expect(within(card).getByText(/^a mail address, such as ops@contoso\.com/)).toBeVisible();
    expect(screen.getByRole("textbox", { name: "Mail address" })).toBeVisible();
  });

  it("asks what becomes of a configuration that exists, and only then", async () => {
    const nothing = await onChoose();
    expect(screen.queryByText("What is there already")).not.toBeInTheDocument();
    nothing.unmount();
    const exists = {
      id: "configurations",
      verdict: "worth-knowing",
      code: "exists",
      facts: { names: "corp", domains: "corp.contoso.com" },
    } as const;
    const { ipc, user } = await onChoose({
      check: { ...checked, found: [...checked.found.slice(0, -1), exists] },
    });
    expect(screen.getByText("Go on with the configuration that exists")).toBeVisible();
    await user.click(button("Change: What is there already"));
    await user.click(screen.getByRole("radio", { name: "Leave it alone" }));
    await user.click(button("Review plan"));
    expect(ipc.answers).toEqual({ ...notStarting, notify: [], existing: "leave" });
  });

  it("leads back by Alt and the arrow", async () => {
    const { user } = await onChoose();
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    expect(document.title.split(" – ")[0]).toBe("Check");
    expect(title()).toHaveFocus();
  });
});

describe("a set-up file", () => {
  it("that is opened replaces all answers, its word about starting too", async () => {
    const { ipc, user } = await onChoose();
    await user.click(button("Change: Notification email"));
    await user.clear(screen.getByRole("textbox", { name: "Mail address" }));
    await user.type(screen.getByRole("textbox", { name: "Mail address" }), "ops");
    ipc.opened = {
      ...recommended,
      name: "pilot",
      scope: { groups: ["CN=Pilot,DC=corp,DC=contoso,DC=com"] },
      notify: [],
      start: false,
    };
    await user.click(button("Open set-up file"));
    expect(screen.getByText("1 security group")).toBeVisible();
    expect(screen.getByText("Nobody is told")).toBeVisible();
    expect(screen.getByRole("status")).toHaveTextContent("The answers of pilot are filled in.");
    await user.click(button("Save as set-up file"));
    expect(ipc.answers).toEqual(ipc.opened);
    const page = within(screen.getByRole("main"));
    expect(page.getByText(`Saved as ${ipc.savedTo}`)).toBeVisible();
  });

  it("is dropped on the window and fills in its answers; a folder or a fault says what it is", async () => {
    const { ipc } = await onChoose();
    const told = "Drop the set-up file to fill in its answers.";
    act(() => ipc.drag("over"));
    expect(screen.getByText(told)).toBeVisible();
    act(() => ipc.drag("left"));
    expect(screen.queryByText(told)).not.toBeInTheDocument();
    expect(ipc.asked).not.toContain("open_setup drop");

    ipc.opened = { ...recommended, name: "pilot", notify: [] };
    act(() => ipc.drag("dropped"));
    const page = within(screen.getByRole("main"));
    expect(await page.findByText("The answers of pilot are filled in.")).toBeVisible();
    expect(ipc.asked).toContain("open_setup drop");

    ipc.refusal = aProblem({ code: "file-trouble" });
    act(() => ipc.drag("dropped"));
    expect(await screen.findByText("A file could not be read or written")).toBeVisible();
    ipc.refusal = aProblem({ code: "setup-invalid", facts: { field: "scope" } });
    act(() => ipc.drag("dropped"));
    expect(await screen.findByText("One answer of the set-up cannot be used")).toBeVisible();
  });

  it("of another tenant is refused, and nothing is lost", async () => {
    const { ipc, user } = await onChoose();
    await user.click(button("Change: Passwords"));
    await user.click(screen.getByRole("switch", { name: "Password hash sync" }));
    ipc.opened = { ...recommended, tenant: "fabrikam.onmicrosoft.com" };
    await user.click(button("Open set-up file"));
    const card = screen.getByRole("region", { name: "The sign-in belongs to another tenant" });
    expect(within(card).getByText("fabrikam.onmicrosoft.com")).toBeVisible();
    await user.click(button("Review plan"));
    expect(ipc.answers).toEqual({ ...notStarting, passwordHashSync: false });
  });

  it("of another journey is refused, and nothing is lost", async () => {
    const { ipc, user } = await onChoose();
    ipc.opened = { ...recommended, journey: "another-journey", domain: "x" } as unknown as SetupFile;
    await user.click(button("Open set-up file"));
    const card = screen.getByRole("region", { name: "One answer of the set-up cannot be used" });
    expect(within(card).getByText("another-journey")).toBeVisible();
    await user.click(button("Review plan"));
    expect(ipc.answers).toEqual(notStarting);
  });

  it("that cannot be read shows why, and nothing is lost", async () => {
    const { ipc, user } = await onChoose();
    ipc.refusal = aProblem({ code: "setup-invalid", facts: { field: "scope" } });
    await user.click(button("Open set-up file"));
    expect(screen.getByText("One answer of the set-up cannot be used")).toBeVisible();
    expect(screen.getByText("All users")).toBeVisible();
  });

  it("is not saved while an answer is wrong", async () => {
    const { ipc, user } = await onChoose();
    await user.click(button("Change: Notification email"));
    await user.clear(screen.getByRole("textbox", { name: "Mail address" }));
    await user.type(screen.getByRole("textbox", { name: "Mail address" }), "ops");
    await user.click(button("Save as set-up file"));
    expect(ipc.asked).not.toContain("save_setup");
    expect(screen.getByText(/This is no mail address/)).toBeVisible();
  });
});
