import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";

import { onApp, onCredentials } from "../../testing/gallery";
import { anAppSetup, anEntry, aRow } from "../../testing/galleryViews";
import { button, clean, footer, primary, title } from "../../testing/pages";
import { answersOf, setupOf } from "./answers";
import { isGoodAddress } from "./credentials";

/* jsdom has no layout: the list is as high as a window, and a line as high as it usually is. */
beforeAll(() => {
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, get: () => 600 });
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 60 });
});

const isShut = () => primary().getAttribute("aria-disabled") === "true";

describe("the app", () => {
  const rows = [
    aRow(),
    aRow({ id: "canva-id", name: "Canva", kind: "sign-on" }),
    aRow({ id: "slack-id", name: "Slack", kind: "person", instances: 3 }),
  ];

  it("is found by typing and taken by keys, and what cannot be set up says why", async () => {
    const { ipc, user } = await onApp(rows);
    expect(title()).toHaveTextContent("Which app?");
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(2));
    expect(screen.getByRole("main")).toHaveTextContent("1 more cannot be set up here");
    expect(screen.getByRole("main")).toHaveTextContent("Already in Contoso: 3");
    await user.click(screen.getByRole("switch"));
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(3));
    const canva = screen.getByRole("option", { name: /Canva/ });
    expect(canva).toHaveAttribute("aria-disabled", "true");
    expect(canva).toHaveTextContent("Microsoft offers sign-on only");
    await user.click(canva);
    expect(ipc.asked).not.toContain("gallery_entry canva-id");
    expect(isShut()).toBe(true);
    await user.type(screen.getByRole("combobox"), "zs");
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(1));
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(title()).toHaveTextContent("Zscaler is chosen"));
    expect(ipc.asked).toContain("forget_credentials");
    expect(isShut()).toBe(false);
    await clean();
  });
});

describe("the credentials", () => {
  it("leave the window as soon as their field is left", async () => {
    const { ipc, user } = await onCredentials();
    expect(title()).toHaveTextContent("How Microsoft gets into Zscaler");
    expect(footer().getByText("2 fields are still open")).toBeVisible();
    await user.type(screen.getByLabelText(/^Tenant URL/), "https://x/{{id}");
    const token = screen.getByLabelText(/^Secret Token/);
    expect(token).toHaveAttribute("type", "password");
    await user.type(token, "hunter-22");
    await user.tab();
    await waitFor(() => expect(token).toHaveValue(""));
    expect(token).toHaveAttribute("placeholder", "Typed; in memory only");
    expect(ipc.asked).toContain("keep_credential SecretToken 9");
    expect(screen.getByText(/Enter an https address/)).toBeVisible();
    expect(isShut()).toBe(true);
    await user.clear(screen.getByLabelText(/^Tenant URL/));
    await user.type(screen.getByLabelText(/^Tenant URL/), "https://scim.example/v2");
    expect(isShut()).toBe(false);
    for (const field of document.querySelectorAll("input")) expect(field.value).not.toContain("hunter");
    expect(document.body).not.toHaveTextContent("hunter");
    await clean();
  });

  it("of an app whose name is taken are asked about before anything else", async () => {
    const entry = anEntry({ named: ["Zscaler"], freeName: "Zscaler 2" });
    const { user } = await onCredentials(entry);
    const name = screen.getByLabelText("Name in Contoso");
    await user.clear(name);
    await user.type(name, "ZSCALER");
    expect(footer().getByText("Next opens when you say whether that app is meant")).toBeVisible();
    await user.click(screen.getByRole("checkbox", { name: "Yes, complete Zscaler" }));
    expect(footer().getByText("2 fields are still open")).toBeVisible();
    await clean();
  });
});

describe("the way to the plan", () => {
  it("ends in a set-up file without the secret", async () => {
    const { ipc, user } = await onCredentials();
    ipc.gallery.assignable = [
      { id: "g1", group: true, name: "App pilot", address: null },
      { id: "u1", group: false, name: "Apple Smith", address: "apple@contoso.com" },
    ];
    await user.type(screen.getByLabelText(/^Tenant URL/), "https://scim.example/v2");
    await user.type(screen.getByLabelText(/^Secret Token/), "hunter-22");
    await user.tab();
    await waitFor(() => expect(isShut()).toBe(false));
    await user.click(primary());
    expect(title()).toHaveTextContent("Who gets an account in Zscaler?");
    await user.type(screen.getByRole("combobox"), "app");
    await user.click(await screen.findByRole("option", { name: /App pilot/ }));
    await waitFor(() => expect(title()).toHaveTextContent("1 group or person gets into Zscaler"));
    await clean();
    await user.click(primary());
    expect(title()).toHaveTextContent("What keeps it safe");
    await user.click(button("Change: Notification email"));
    await clean();
    await user.click(primary());
    expect(ipc.asked).toContain("plan");
    expect(ipc.answers).toMatchObject({
      name: "Zscaler",
      app: { template: "zscaler-id" },
      instances: [
        {
          key: "Zscaler",
          scope: "assigned",
          credentials: { BaseAddress: "https://scim.example/v2", SecretToken: { from: "prompt" } },
          assign: [{ group: "App pilot" }],
          start: false,
        },
      ],
    });
    expect(JSON.stringify(ipc.answers)).not.toContain("hunter");
  });

  it("lets everybody in only when the tenant's name is typed", async () => {
    const { ipc, user } = await onCredentials(anEntry({ row: aRow({ kind: "person" }), fields: [] }));
    expect(screen.getByRole("main")).toHaveTextContent("There is nothing to type here");
    await user.click(primary());
    await user.click(screen.getByRole("radio", { name: /^Everybody in Contoso/ }));
    expect(await screen.findByText(/812 accounts of Contoso get an account/)).toBeVisible();
    expect(isShut()).toBe(true);
    await user.type(screen.getByLabelText("To confirm, type Contoso"), "Contoso");
    expect(isShut()).toBe(false);
    await clean();
    await user.click(primary());
    await user.click(primary());
    expect(ipc.answers).toMatchObject({
      instances: [{ scope: "everyone", confirmEveryone: true, assign: [] }],
    });
  });

  it("asks nobody who gets into an app that brings roles", async () => {
    const { user } = await onCredentials(
      anEntry({ row: aRow({ kind: "roles" }), fields: [], warning: "many-aws" }),
    );
    expect(within(screen.getByRole("navigation")).queryByText("Who")).toBeNull();
    await user.click(primary());
    expect(title()).toHaveTextContent("What keeps it safe");
    expect(screen.queryByText("Delete guard")).toBeNull();
    await clean();
  });

  it.each(["nl", "id"] as const)("speaks %s on every page", async (language) => {
    const { user } = await onCredentials(anEntry({ row: aRow({ kind: "person" }), fields: [] }), language);
    await clean();
    await user.click(primary());
    await clean();
    await user.click(primary());
    await clean();
  });
});

it("writes back what it read, and says no when everybody is not meant any more", () => {
  const file = {
    ...anAppSetup,
    instances: [{ name: "A", scope: "everyone", confirmEveryone: true, start: false }],
  };
  const answers = answersOf(file);
  expect(setupOf(file, answers).instances?.[0]).toMatchObject({
    name: "A",
    key: "A",
    scope: "everyone",
    start: false,
  });
  const assigned = setupOf(file, { ...answers, everyone: false }).instances?.[0];
  expect(assigned).toMatchObject({ scope: "assigned" });
  expect(assigned).not.toHaveProperty("confirmEveryone");
});

it("takes no address with something left to fill in", () => {
  expect(isGoodAddress("https://scim.example/v2?x=1")).toBe(true);
  for (const wrong of [
    "http://x",
    "https://",
    "https://a:b@x",
    "https://x/{id}",
    "https://x/<id>",
    "https://x y",
  ]) {
    expect(isGoodAddress(wrong), wrong).toBe(false);
  }
});
