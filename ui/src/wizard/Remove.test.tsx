import { DeleteRegular } from "@fluentui/react-icons";
import { render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import type { AppView, CreatedView, RunPhase, RunView, StepState, StepView } from "../ipc/bindings";
import type { Language } from "../locales/words";
import { footerButton, footerButtons, titleText as title } from "../testing/footer";
import { clean } from "../testing/pages";
import { renderPage } from "../testing/renderPage";
import { firstRound } from "../testing/statusViews";
import { aProblem, aRunView, anAppView, contoso, done, recommended } from "../testing/views";

vi.setConfig({ testTimeout: 30_000 });

const created: CreatedView[] = [
  { kind: "application", id: "11111111-0000-0000-0000-000000000000", name: "corp.contoso.com" },
  { kind: "configuration", id: "22222222-0000-0000-0000-000000000000", name: "corp.contoso.com" },
  { kind: "job", id: "AD2AADProvisioning.1", name: "AD2AADProvisioning" },
];

/** A set-up that is done, and what it created. */
function finished(parts: Partial<AppView> = {}, made = created): AppView {
  const view = aRunView("done", { secrets: done, "start-jobs": done, "first-status": done }, 6);
  return { ...view, run: view.run && { ...view.run, created: made }, status: firstRound(), ...parts };
}

function aRemoval(phase: RunPhase, jobs: Partial<StepView>, application: Partial<StepView>): RunView {
  const step = (id: StepView["id"], parts: Partial<StepView>): StepView => ({
    id,
    part: "removal",
    onlyLooks: false,
    state: { is: "to-come", after: [] },
    notes: [],
    requests: [],
    differences: [],
    changed: false,
    spent: 300,
    ...parts,
  });
  return {
    journey: "cloud-sync",
    name: "corp.contoso.com",
    setup: recommended,
    phase,
    steps: [step("remove-jobs", jobs), step("remove-application", application)],
    changesMade: phase === "done" ? 2 : 0,
    created: [],
    began: "2026-02-05T09:41:00Z",
    ended: null,
    removed: false,
  };
}

const willChange: StepState = { is: "will-change" };
const request = { method: "DELETE", path: "/v1.0/applications/1", body: null };
const planned = aRemoval(
  "planned",
  {
    state: willChange,
    notes: [{ code: "will-delete-job", values: { template: "AD2AADProvisioning" } }],
    requests: [request],
  },
  {
    state: willChange,
    notes: [{ code: "will-delete-configuration", values: { name: "corp.contoso.com" } }],
    requests: [request],
  },
);
const onlyJobs = aRemoval(
  "planned",
  {
    state: willChange,
    notes: [{ code: "will-delete-job", values: { template: "AD2AADPasswordHash" } }],
    requests: [request],
  },
  {
    state: { is: "not-wanted" },
    notes: [{ code: "configuration-was-there-before", values: { name: "corp.contoso.com" } }],
  },
);
const nothing = aRemoval(
  "planned",
  { state: { is: "not-wanted" }, notes: [{ code: "no-jobs-created", values: {} }] },
  { state: { is: "not-wanted" }, notes: [{ code: "no-configuration-created", values: {} }] },
);
const problem = aProblem({ code: "continue-before-removing", facts: {}, requestId: null });
const blocked = aRemoval("planned", { state: { is: "failed", problem } }, {});
const working = aRemoval("running", { state: { is: "changing" } }, {});
const failed = aRemoval(
  "failed",
  { state: done, changed: true },
  { state: { is: "failed", problem: aProblem() } },
);
const stopped = aRemoval("stopped", { state: done, changed: true }, { state: { is: "stopped" } });
const gone = aRemoval("done", { state: done, changed: true }, { state: done, changed: true });

const kept = aRemoval(
  "done",
  { state: done, changed: true },
  {
    state: { is: "not-wanted" },
    notes: [
      {
        code: "configuration-kept-for-other-jobs",
        values: { name: "corp.contoso.com", jobs: "AAD2ADExchangeHybridWriteback" },
      },
    ],
  },
);

const button = (name: string) => screen.getByRole("button", { name });
const field = () => screen.getByRole("textbox", { name: "Type Contoso to confirm" });

/** Come to by the button on the last page. */
async function removePage(removal: RunView | null, language: Language = "en") {
  const page = await renderPage(finished(), language);
  await page.user.click(footerButtons().at(-1) ?? document.body);
  const way = [...document.querySelectorAll("main button")].find(({ textContent }) =>
    /^(Remove what was created|Verwijderen wat is gemaakt|Hapus apa yang dibuat)$/.test(textContent),
  );
  await page.user.click(way ?? document.body);
  page.show(finished({ revision: 9, removal }));
  return page;
}

describe("the list of what was created", () => {
  it("names each thing by what it is, and leads to the page that removes", async () => {
    const { ipc, user } = await renderPage(finished());
    await user.click(footerButtons().at(-1) ?? document.body);
    await user.click(button("What this set-up created"));
    expect(screen.getByText("Enterprise application: corp.contoso.com")).toBeVisible();
    expect(screen.getByText("Job: AD to Microsoft Entra ID sync")).toBeVisible();
    expect(screen.getByText(/A pretend company has none/)).toBeVisible();
    ipc.asked.length = 0;
    await user.click(button("Remove what was created"));
    expect(ipc.asked).toEqual(["plan_removal"]);
    expect(title()).toBe("Looking at what was created in Contoso");
  });

  it("leads into the admin center of the tenant's own cloud", async () => {
    const { ipc, user } = await renderPage(finished({ tenant: { ...contoso, cloud: "usgov" } }));
    await user.click(footerButtons().at(-1) ?? document.body);
    await user.click(button("What this set-up created"));
    await user.click(button("Open in the admin center"));
    expect(ipc.asked.at(-1)).toMatch(
      /^open_page https:\/\/entra\.microsoft\.us\/#view\/.*\/objectId\/22222222-/,
    );
    expect(screen.queryByText(/A pretend company has none/)).toBeNull();
  });

  it("offers no removal where nothing was created, or all of it is gone", async () => {
    const { user, show } = await renderPage(finished({}, []));
    await user.click(footerButtons().at(-1) ?? document.body);
    expect(screen.queryByRole("button", { name: "Remove what was created" })).toBeNull();
    const view = finished({ revision: 9, removal: gone });
    show({ ...view, run: view.run && { ...view.run, removed: true } });
    await user.click(button("What this set-up created"));
    expect(screen.getByText("It has been removed since.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Remove what was created" })).toBeNull();
  });
});

it("is reached from a run that stands half-way, and leads back there", async () => {
  const view = aRunView("failed", { "create-jobs": { is: "failed", problem: aProblem() } }, 2);
  const halfWay = {
    ...view,
    run: view.run && { ...view.run, setup: { ...recommended, start: false }, created },
  };
  const { user, show } = await renderPage(halfWay);
  await user.click(button("Remove what was created"));
  show({ ...halfWay, revision: 9, removal: planned });
  expect(screen.queryByRole("button", { name: /^Done/ })).toBeNull();
  await user.click(footerButton("Back"));
  expect(document.querySelector("[data-step=create-jobs]")).toBeVisible();
});

describe("removing", () => {
  it("says what goes and what stays, and opens only for the tenant's name", async () => {
    const { ipc, user } = await removePage(planned);
    expect(title()).toBe("Removing this ends the synchronization of corp.contoso.com");
    expect(screen.getByText("Everyone who was synchronized")).toBeVisible();
    const { container: bin } = render(<DeleteRegular />);
    const drawn = document.querySelector("[data-step=remove-jobs] path")?.getAttribute("d");
    expect(drawn).toBe(bin.querySelector("path")?.getAttribute("d"));
    expect(screen.getByText(/can be restored for 30 days, the jobs cannot/)).toBeVisible();
    ipc.asked.length = 0;
    await user.type(field(), "contoso{Enter}");
    await user.click(footerButton("Remove from Contoso"));
    expect(ipc.asked).toEqual([]);
    expect(footerButton("Remove from Contoso")).toHaveAttribute("aria-disabled", "true");
    await user.clear(field());
    await user.type(field(), "Contoso{Enter}");
    expect(ipc.asked).toEqual([]);
    await user.click(footerButton("Remove from Contoso"));
    expect(ipc.asked).toEqual(["remove_created Contoso"]);
    expect(ipc.answers).toEqual(recommended);
  });

  it("promises no end of the synchronization where only jobs were added", async () => {
    await removePage(onlyJobs);
    expect(title()).toBe("Removing this deletes what was added for corp.contoso.com");
    expect(
      screen.getByText("The configuration corp.contoso.com was there before this run. It stays"),
    ).toBeVisible();
  });

  it("asks for nothing where there is nothing to remove, or nobody knows yet", async () => {
    const { show } = await removePage(nothing);
    expect(title()).toBe("There is nothing to remove in Contoso");
    expect(screen.queryByRole("textbox")).toBeNull();
    show(finished({ revision: 10, removal: blocked }));
    expect(title()).toBe("The set-up does not know yet what it created");
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("still removes what is on its way out, though nothing is left to send", async () => {
    await removePage(
      aRemoval(
        "planned",
        { state: { is: "done", already: true } },
        {
          state: willChange,
          notes: [{ code: "will-delete-configuration", values: { name: "corp.contoso.com" } }],
        },
      ),
    );
    expect(field()).toBeVisible();
  });

  it("can only be stopped while it works, and holds the person here", async () => {
    const { ipc, user, show } = await removePage(planned);
    show(finished({ revision: 10, removal: working }));
    expect(footerButtons().map(({ textContent }) => textContent)).toEqual(["Stop"]);
    ipc.asked.length = 0;
    await user.click(footerButton("Stop"));
    expect(ipc.asked).toEqual(["stop_run"]);
    show(finished({ revision: 11, removal: gone }));
    expect(title()).toBe("What was created in Contoso is gone");
  });

  it("goes on after a failure once the name is there again", async () => {
    const { ipc, user, show } = await removePage(planned);
    show(finished({ revision: 10, removal: failed }));
    expect(title()).toBe("Not everything could be removed");
    await user.type(field(), "Contoso");
    ipc.asked.length = 0;
    await user.click(footerButton("Remove from Contoso"));
    expect(ipc.asked).toEqual(["remove_created Contoso"]);
  });

  it("calls nothing gone that was kept for others", async () => {
    const { user, show } = await removePage(planned);
    show(finished({ revision: 10, removal: kept }));
    expect(title()).toBe("What others made keeps the configuration in Contoso");
    await user.click(footerButton("Back"));
    expect(button("Remove what was created")).toBeVisible();
  });

  it("is found again by a window that was reloaded in the middle", async () => {
    await renderPage(anAppView({ run: finished().run, removal: working }));
    expect(title()).toBe("Removing what was created in Contoso");
  });
});

describe("every state of the page", () => {
  const states = [null, planned, onlyJobs, nothing, blocked, working, failed, stopped, kept, gone];

  it.each(["en", "nl", "id"] as const)(
    "is clean and told without a gap in %s",
    { timeout: 120_000 },
    async (language) => {
      const { show } = await removePage(null, language);
      for (const [at, removal] of states.entries()) {
        show(finished({ revision: 10 + at, removal }));
        await clean();
      }
    },
  );
});
