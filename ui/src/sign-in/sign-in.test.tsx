import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import type { KnownAccount } from "../ipc/bindings";
import { aRun, button } from "../testing/pages";
import { renderPage } from "../testing/renderPage";
import { aProblem, anAppView, anna, contoso } from "../testing/views";

const nobody = anAppView({ tenant: null, account: null });
const tools = "14d82eec-204b-4c2f-b7e8-296a70dab67e";

const tenantField = () => screen.getByRole("textbox", { name: "Tenant" });

async function arrive(own: boolean, known: KnownAccount[] = []) {
  const page = await renderPage(nobody);
  page.ipc.known = known;
  if (own) await page.user.click(screen.getByRole("radio", { name: /My own tenant/ }));
  await page.user.click(button(/Set up Cloud Sync/));
  return page;
}

it("signs in to the demo tenant as it really is", async () => {
  const { user, ipc, show } = await arrive(false);
  await user.click(button("Sign in with the browser"));
  expect(ipc.asked).toContain("begin_sign_in demo browser");
  show({
    ...nobody,
    revision: 2,
    signIn: { more: false, state: { is: "browser", since: new Date().toISOString() } },
  });
  expect(screen.getByRole("heading", { name: "Waiting for you in the browser" })).toBeVisible();
  await user.click(button("Cancel sign-in"));
  expect(ipc.asked).toContain("cancel_sign_in");
});

it("offers a code when the browser keeps silent", async () => {
  const { user, ipc, show } = await arrive(false);
  const since = new Date(Date.now() - 61_000).toISOString();
  show({ ...nobody, revision: 2, signIn: { more: false, state: { is: "browser", since } } });
  expect(await screen.findByText(/No answer after a minute/)).toBeVisible();
  const waiting = within(screen.getByRole("region", { name: "Waiting for you in the browser" }));
  await user.click(waiting.getByRole("button", { name: "Sign in with a code" }));
  expect(ipc.asked).toContain("begin_sign_in demo device-code");
});

it("shows a code with the warning of whom it is for", async () => {
  const { user, show } = await arrive(false);
  const state = {
    is: "code",
    userCode: "ABCD-1234",
    page: "http://login.example/device",
    expires: "2026-02-05T09:41:00Z",
  } as const;
  show({ ...nobody, revision: 2, signIn: { more: false, state } });
  expect(screen.getByText("ABCD-1234")).toBeVisible();
  expect(screen.getByText(/only if you yourself started this here/)).toBeVisible();
  await user.click(button("Copy the code"));
  expect(await navigator.clipboard.readText()).toBe("ABCD-1234");
});

it("says why nobody is signed in, with number and trace", async () => {
  const { show } = await arrive(true);
  const problem = aProblem({
    code: "blocked-by-policy",
    facts: { aadsts: "AADSTS53003" },
    requestId: "trace",
  });
  show({ ...nobody, revision: 2, signIn: { more: false, state: { is: "refused", problem } } });
  expect(screen.getByRole("heading", { name: /blocks this sign-in/ })).toBeVisible();
  expect(screen.getAllByText("AADSTS53003")[0]).toBeVisible();
  expect(screen.getAllByText("trace")[0]).toBeVisible();
});

it("asks for one thing to sign in to one's own tenant, and folds the rest", async () => {
  const { user, ipc } = await arrive(true);
  expect(screen.getAllByRole("textbox")).toHaveLength(1);
  expect(screen.queryByRole("radio")).toBeNull();
  expect(screen.queryByRole("combobox")).toBeNull();
  const strip = screen.getByRole("region", { name: "Kind of tenant" });
  expect(strip).toHaveTextContent("Real tenant. You sign in at Microsoft.");
  await user.type(tenantField(), "contoso.com");
  await user.click(button("Sign in with the browser"));
  expect(ipc.asked).toContain(`begin_sign_in global contoso.com ${tools} browser`);
});

it("signs in through an app and a cloud that are chosen under Advanced", async () => {
  const { user, ipc } = await arrive(true);
  await user.click(button(/^Advanced/));
  expect(screen.getByText(tools)).toBeVisible();
  await user.click(screen.getByRole("radio", { name: "An app registration of your own" }));
  await user.type(screen.getByRole("textbox", { name: /Application/ }), contoso.id);
  await user.selectOptions(screen.getByRole("combobox"), "usgov");
  await user.click(button("Sign in with the browser"));
  expect(ipc.asked).toContain(`begin_sign_in usgov ${contoso.id} browser`);
});

it.each([
  "not a tenant!!",
  "contoso",
  "common",
  "anna@contoso.com",
  "https://contoso.com",
  "a..b",
  "münchen.de",
])("says at the field that %s names no tenant, once it is left", async (typed) => {
  const { user, ipc } = await arrive(true);
  await user.type(tenantField(), typed);
  expect(screen.queryByText(/neither a domain nor a tenant id/)).toBeNull();
  expect(button("Sign in with the browser")).toHaveAccessibleDescription(/opens when the tenant above/);
  await user.tab();
  expect(tenantField()).toHaveAccessibleDescription(/neither a domain nor a tenant id/);
  expect(tenantField()).toBeInvalid();
  const asked = ipc.asked.length;
  await user.click(button("Sign in with the browser"));
  await user.click(button("Other ways to sign in"));
  await user.click(button("Sign in with a code"));
  await user.click(button("Use the Azure CLI (for looking only)"));
  expect(ipc.asked).toHaveLength(asked);
});

it.each(["", " contoso.com ", contoso.id, contoso.id.replaceAll("-", ""), "a.b"])(
  "takes %j for a tenant",
  async (typed) => {
    const { user, ipc } = await arrive(true);
    if (typed) await user.type(tenantField(), typed);
    await user.tab();
    expect(tenantField()).toBeValid();
    expect(button("Sign in with the browser")).not.toHaveAccessibleDescription();
    await user.click(button("Sign in with the browser"));
    const sent = ["begin_sign_in global", typed.trim(), tools, "browser"].filter(Boolean).join(" ");
    expect(ipc.asked).toContain(sent);
  },
);

it.each(["", "nonsense"])("says why an application ID of %j shuts the button", async (typed) => {
  const { user, ipc } = await arrive(true);
  await user.click(button(/^Advanced/));
  await user.click(screen.getByRole("radio", { name: "An app registration of your own" }));
  const reason = /opens when the application ID under Advanced/;
  expect(button("Sign in with the browser")).toHaveAccessibleDescription(reason);
  expect(button(/^Copy the link/)).toHaveAccessibleDescription(reason);
  const field = screen.getByRole("textbox", { name: /Application/ });
  await user.click(field);
  if (typed) await user.type(field, typed);
  await user.tab();
  expect(field).toHaveAccessibleDescription(/This is no application ID/);
  const asked = ipc.asked.length;
  await user.click(button("Sign in with the browser"));
  await user.click(button(/^Copy the link/));
  expect(ipc.asked).toHaveLength(asked);
});

it("says that a sign-in is under way where the button is shut for it", async () => {
  const { show } = await arrive(true);
  show({
    ...nobody,
    revision: 2,
    signIn: { more: false, state: { is: "browser", since: new Date().toISOString() } },
  });
  expect(button("Sign in with the browser")).toHaveAccessibleDescription(/under way/);
});

it("goes on as somebody who signed in before", async () => {
  const { address, name } = anna;
  const [tenant, object] = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"];
  const account: KnownAccount = {
    cloud: "usgov",
    tenant,
    object,
    client: tools,
    address,
    name,
    tenantName: "",
  };
  const [fabrikam, demo] = [
    { ...account, object: tenant, tenantName: "Fabrikam" },
    { ...account, cloud: "demo" },
  ] as const;
  const { user, ipc } = await arrive(true, [account, fabrikam, demo]);
  const known = within(await screen.findByRole("list", { name: "Signed in before on this computer" }));
  expect(known.getAllByRole("button")).toHaveLength(2);
  expect(known.getByRole("button", { name: /Fabrikam · US Government/ })).toHaveTextContent(tools);
  await user.click(known.getByRole("button", { name: new RegExp(`${tenant} · US Government`) }));
  expect(ipc.asked).toContain(`continue_sign_in ${address}`);
});

it("leads back to the run that could not go on without a new sign-in", async () => {
  const { user, show } = await renderPage(nobody);
  await user.click(button(/Set up Cloud Sync/));
  show(aRun("failed", {}, 1));
  await user.click(button("Next"));
  expect(document.querySelector("[data-page=apply]")).toHaveAttribute("aria-current", "step");
});

it("tells what of this computer takes part before anybody signs in", async () => {
  const page = await renderPage(nobody);
  page.ipc.around = {
    proxy: "http://proxy.example:8080",
    signInProxy: "http://proxy.example:8080",
    proxyScript: "http://wpad.example/proxy.pac",
    certificates: "/etc/other.pem",
    certificateFolders: "/etc/others",
    azureCli: null,
  };
  await page.user.click(screen.getByRole("radio", { name: /My own tenant/ }));
  await page.user.click(button(/Set up Cloud Sync/));
  expect(await screen.findByText(/proxy.pac.*set HTTPS_PROXY/)).toBeVisible();
  await page.user.click(button(/^Advanced/));
  expect(screen.getByText(/go through the proxy http:\/\/proxy.example:8080/)).toBeVisible();
  expect(screen.getByText(/checked against \/etc\/other.pem/)).toBeVisible();
  expect(screen.getByText(/checked against the folder \/etc\/others/)).toBeVisible();
  await page.user.click(button("Other ways to sign in"));
  expect(screen.getByText("The Azure CLI was not found on this computer.")).toBeVisible();
});

it("tells of a proxy that stands before the sign-in alone", async () => {
  const page = await renderPage(nobody);
  page.ipc.around = { ...page.ipc.around, signInProxy: "http://proxy.example:8080" };
  await page.user.click(screen.getByRole("radio", { name: /My own tenant/ }));
  await page.user.click(button(/Set up Cloud Sync/));
  await page.user.click(button(/^Advanced/));
  expect(
    await screen.findByText(/The sign-in goes through the proxy http:\/\/proxy.example:8080/),
  ).toBeVisible();
  expect(screen.getByText("Requests to Microsoft Graph go without a proxy.")).toBeVisible();
});

it("tells which program the Azure CLI is, and nothing of a proxy where there is none", async () => {
  const { user } = await arrive(true);
  await user.click(button("Other ways to sign in"));
  expect(await screen.findByText("This runs /usr/bin/az.")).toBeVisible();
  expect(screen.queryByText(/proxy/)).toBeNull();
});
