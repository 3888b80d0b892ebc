import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import type { AppView, GalleryAppSetup, GalleryKind, TrialResult, TrialView } from "../../ipc/bindings";
import type { Language } from "../../locales/words";
import { footer, footerButton as button, footerButtons, titleText as title } from "../../testing/footer";
import { aGallery, anAppSetup, anEntry, aRow } from "../../testing/galleryViews";
import { clean } from "../../testing/pages";
import { renderPage } from "../../testing/renderPage";
import { aProblem, aRunView, aTrial, done } from "../../testing/views";

// Fields and lists of Fluent are slow to find by role in jsdom.
vi.setConfig({ testTimeout: 30_000 });

const ann = "ann@contoso.com";
const name = "Zscaler Köln";
const setup: GalleryAppSetup = { ...anAppSetup, name, instances: [{ key: name, name, start: false }] };

/** The app is set up and nothing started. */
function applied(parts: Partial<AppView> = {}, kind: GalleryKind = "people"): AppView {
  const view = aRunView("done", { "create-app": done, "start-jobs": { is: "not-wanted" } }, 4);
  const run = view.run && { ...view.run, journey: setup.journey, name, setup };
  const gallery = { ...aGallery, entry: anEntry({ row: aRow({ kind }) }) };
  return { ...view, run, gallery, ...parts };
}

const result: TrialResult = {
  verdict: "success",
  action: "create",
  code: null,
  cause: null,
  message: null,
  steps: [
    { part: "import", state: "success", details: [] },
    { part: "scope", state: "success", details: [] },
    { part: "match", state: "success", details: [["Matches found", "0"]] },
    { part: "action", state: "success", details: [] },
  ],
  changes: [{ attribute: "userName", before: null, after: ann }],
  target: "Ann Lee",
};

const tried = (parts: Partial<TrialView> = {}) => aTrial(applied(), { person: ann, result, ...parts });

const ended = { import: "success", scope: "skipped", match: "not-told", action: "skipped" } as const;
const notAssigned = tried({
  result: {
    ...result,
    verdict: "skipped",
    action: "other",
    code: "NotEffectivelyEntitled",
    message: "The user is not assigned to the application, or not active.",
    steps: result.steps.map((step) => ({ ...step, state: ended[step.part] })),
    changes: [],
  },
});

/** The page after Apply. */
async function afterApply(view = applied(), language: Language = "en", obstacle = false) {
  const page = await renderPage(view, language);
  page.ipc.gallery.assignable = [
    { id: "g1", group: true, name: "Anniversary", address: null },
    { id: "u1", group: false, name: "Ann Lee", address: ann },
  ];
  if (obstacle) page.ipc.obstacle = aProblem({ code: "trial-needs-pause", facts: { name } });
  await page.user.click(footerButtons().at(-1) ?? document.body);
  return page;
}

const pageInRail = () => document.querySelector("nav [data-page=try]");

describe("one person and an app", () => {
  it("finds people of the cloud, says what is real, and tries exactly this one", async () => {
    const { ipc, user } = await afterApply();
    expect(title()).toBe("Try it with one person first");
    await user.type(screen.getByRole("combobox", { name: "Person" }), "a");
    expect(screen.queryByText(/Nobody's name begins/)).toBeNull();
    await user.type(screen.getByRole("combobox", { name: "Person" }), "nn");
    const found = await screen.findAllByRole("option");
    expect(found.map(({ textContent }) => textContent)).toEqual([`Ann Lee${ann}`]);
    await user.keyboard("{ArrowDown}{Enter}");
    expect(screen.getByText(`This is real: Ann Lee gets an account in ${name}`)).toBeVisible();
    expect(screen.getByText(/Just assigned\? Microsoft needs a few minutes/)).toBeVisible();
    await clean();
    await user.click(button("Try Ann Lee"));
    expect(ipc.asked.at(-1)).toBe(`try_person ${ann}`);
    expect(ipc.answers).toMatchObject({ journey: "gallery-app", name });
  });

  it("says why nobody can be found, and finds nobody where nobody begins so", async () => {
    const { ipc, user } = await afterApply();
    ipc.refusal = aProblem({ code: "permission-missing" });
    await user.type(screen.getByRole("combobox", { name: "Person" }), "ann");
    expect(await screen.findByRole("heading", { level: 2, name: /permission/i })).toBeVisible();
    await user.type(screen.getByRole("combobox", { name: "Person" }), "xx");
    expect(await screen.findByText("Nobody's name begins with “annxx”.")).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("heading", { level: 2, name: /permission/i })).toBeNull());
  });

  it("tells the four parts in the words of an app", async () => {
    const { show } = await afterApply();
    show(tried({ working: true, result: null }));
    expect(title()).toBe(`Bringing ${ann} into ${name}`);
    show({ ...tried(), revision: 10 });
    expect(title()).toBe(`${ann} has an account in ${name}`);
    const page = within(screen.getByRole("main"));
    expect(page.getByText("Read from Microsoft Entra ID")).toBeVisible();
    expect(page.getByText("Compared with who is in the app")).toBeVisible();
    expect(page.getByText("1 value in the app")).toBeVisible();
    expect(page.queryByText(/Active Directory|in the cloud/)).toBeNull();
    await clean();
  });

  it("does not take not assigned for the last word", async () => {
    const { ipc, show, user } = await afterApply();
    show(notAssigned);
    expect(title()).toBe(`Microsoft left ${ann} out`);
    expect(screen.getByText(/Just assigned\? Wait a few minutes, then try again/)).toBeVisible();
    expect(screen.getByText("Not reached: the way ended before it")).toBeVisible();
    await user.click(button("Try again"));
    expect(ipc.asked.at(-1)).toBe(`try_person ${ann}`);
    await clean();
  });

  it("has nothing to try again where all went well", async () => {
    const { show } = await afterApply();
    show(tried());
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
    const code = "RedundantExport";
    show({ ...tried({ result: { ...result, verdict: "skipped", action: "other", code } }), revision: 10 });
    expect(title()).toBe(`${ann} was already up to date`);
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  it("shows why nobody can be tried in place of the choice, and goes on or looks again", async () => {
    const { ipc, user } = await afterApply(applied(), "en", true);
    expect(title()).toBe("You can go on without a try");
    expect(
      screen.getByRole("heading", { level: 2, name: "Nobody can be tried while this app runs" }),
    ).toBeVisible();
    expect(screen.queryByRole("combobox")).toBeNull();
    await clean();
    ipc.obstacle = null;
    await user.click(button("Try again"));
    expect(await screen.findByRole("combobox", { name: "Person" })).toBeVisible();
    await user.click(button("Skip this"));
    expect(title()).toContain("start");
  });

  it("waits with the choice for the look", async () => {
    const { ipc, user } = await afterApply(applied(), "en", true);
    ipc.mayTry = () => new Promise(() => undefined);
    await user.click(button("Try again"));
    expect(title()).toBe("Try it with one person first");
    expect(footer().getByText("The button opens when the look at the app is over")).toBeVisible();
    expect(button("Try this person")).toHaveAttribute("aria-disabled", "true");
  });

  it("is no page of an app that brings roles in", async () => {
    const { show } = await renderPage(applied());
    expect(pageInRail()).not.toBeNull();
    show({ ...applied({}, "roles"), revision: 5 });
    expect(pageInRail()).toBeNull();
  });

  it.each(["en", "nl", "id"] as const)("is told without a gap in %s", async (language) => {
    const { container, show } = await afterApply(applied(), language, true);
    const views = [tried({ working: true, result: null }), tried(), notAssigned];
    const gap = /\{\{|undefined|[a-z]:[a-z]/;
    expect(container.textContent).not.toMatch(gap);
    for (const [at, view] of views.entries()) {
      show({ ...view, revision: 10 + at });
      expect(container.textContent).not.toMatch(gap);
    }
  });
});
