import { act, renderHook, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { ActView } from "../ipc/bindings";
import { configuration, looked, operating } from "../testing/operating";
import { aJob } from "../testing/statusViews";
import { button, clean, footer, primary, title } from "../testing/pages";
import { renderPage } from "../testing/renderPage";
import { anAppView, aRunView } from "../testing/views";
import { useCalmOrder } from "./useCalmOrder";

const since = "2026-02-03T10:00:00Z";
const deadline = "2099-03-03T10:00:00Z";

const stuck = configuration("corp.contoso.com", {
  state: "quarantine/agent-silent",
  cause: "quarantine/agent-silent",
  level: "urgent",
  choice: "go-on",
  since,
  deadline,
  nextTry: since,
  code: "Quarantine",
});
const held = configuration("corp.contoso.com", {
  state: "held-deletes",
  cause: "held-deletes",
  level: "urgent",
  choice: "decide",
  affected: 600,
  since,
  deadline,
});
const fine = configuration("emea.contoso.com", { state: "in-step", level: "fine" });
const works = configuration("corp.contoso.com", { state: "in-step", level: "fine" });
const paused = configuration("asia.contoso.com", { state: "paused", level: "needs-you", choice: "go-on" });

function anAct(phase: ActView["phase"], act: ActView["steering"]["act"], changesMade = 0): ActView {
  const target = { servicePrincipal: "corp.contoso.com", jobs: [], name: "corp", domain: "corp.contoso.com" };
  return { steering: { act, target }, asks: [], phase, steps: [], changesMade, began: null, ended: null };
}

function offered(): (string | undefined)[] {
  return [...document.querySelectorAll<HTMLElement>("[data-act]")].map(({ dataset }) => dataset.act);
}

describe("what runs", () => {
  it("is looked at again and again while its page is seen, and tells the worst first", async () => {
    const { ipc, user } = await operating({ status: looked(stuck, paused, fine) });
    expect(ipc.watched).toBe("tenant");
    expect(title()).toHaveTextContent(/^corp\.contoso\.com has been stuck for \d+ days$/);
    expect(screen.getByText("Microsoft tries again")).toBeVisible();
    expect(screen.getByText(/^Day \d+ of 28$/)).toBeVisible();
    const rail = within(screen.getByRole("navigation", { name: "Configurations" }));
    expect(rail.getAllByRole("listitem").map((item) => item.dataset.page)).toEqual([
      "corp.contoso.com",
      "asia.contoso.com",
      "emea.contoso.com",
      "apps",
    ]);
    await user.click(rail.getByRole("button", { name: /emea/ }));
    expect(title()).toHaveTextContent("emea.contoso.com is in step");
    expect(footer().getByText("Looking only. Nothing on this page changes anything")).toBeVisible();
    expect(ipc.asked.filter((asked) => !asked.startsWith("watch"))).toEqual(["check_tenant"]);
  });

  it("is nothing before anything is set up, and not fine when it cannot be seen", async () => {
    const { show } = await operating({ status: looked() });
    expect(title()).toHaveTextContent("Nothing is set up in Contoso yet");
    expect(button("Set it up")).toBeVisible();
    const problem = {
      code: "no-connection",
      facts: {},
      details: "x",
      retryable: true,
      requestId: null,
    } as const;
    show(anAppView({ revision: 3, status: { ...looked(), at: null, problem } }));
    expect(title()).toHaveTextContent("Causeway cannot see what runs in Contoso");
  });
});

it("a window that was reloaded opens where it was, and goes on from there", async () => {
  const { user } = await renderPage(anAppView({ status: looked(stuck, paused) }));
  expect(title()).toHaveTextContent(/^corp\.contoso\.com has been stuck/);
  await user.click(button("Start again or pause"));
  expect(title()).toHaveTextContent("Start corp.contoso.com again, or pause it");
});

it("who paused it is told where that is known", async () => {
  const by = { at: since, by: "sanne@contoso.com" };
  const known = { ...paused, jobs: paused.jobs.map((job) => ({ ...job, paused: by })) };
  const { show } = await operating({ status: looked(known) });
  expect(screen.getByText(/sanne@contoso\.com paused it on .*2026/)).toBeVisible();
  const nobody = { ...paused, jobs: paused.jobs.map((job) => ({ ...job, paused: { ...by, by: null } })) };
  show(anAppView({ revision: 3, status: looked(nobody) }));
  expect(screen.getByText(/It was paused on .*2026/)).toBeVisible();
});

describe("an act", () => {
  it("is chosen, looked at, asked once, and sent", async () => {
    const { ipc, user, show } = await operating({ status: looked(stuck) });
    await user.click(button("Start again or pause"));
    expect(screen.getByText("Fits here").closest("button")).toHaveTextContent("Go on where it stopped");
    await user.click(button(/^Go on where it stopped/));
    expect(ipc.asked.at(-1)).toMatch(/^plan_act/);
    const [first] = aRunView("planned").run?.steps ?? [];
    if (!first) throw new Error("no step");
    const step = {
      ...first,
      id: "go-on",
      part: "act",
      onlyLooks: false,
      state: { is: "will-change" },
    } as const;
    const planned = { ...anAct("planned", { is: "go-on" }), steps: [step] };
    show(anAppView({ revision: 4, status: looked(stuck), act: planned }));
    expect(title()).toHaveTextContent("Go on where it stopped?");
    await user.click(button("Start corp.contoso.com again"));
    expect(ipc.asked.at(-1)).toMatch(/^begin_act/);
    show(anAppView({ revision: 5, status: looked(works), act: anAct("done", { is: "go-on" }, 1) }));
    expect(title()).toHaveTextContent("Go on where it stopped: done");
    // Gone meanwhile: nothing is offered for another one in its place.
    show(anAppView({ revision: 6, status: looked(fine) }));
    expect(document.querySelector("[data-act]")).toBeNull();
  });

  it("about held removals is none that would let some go unasked", async () => {
    const { user } = await operating({ status: looked(held) });
    await user.click(button("Start again or pause"));
    expect(offered()).toEqual(["keep", "let-go", "raise-once", "pause", "remove"]);
    expect(document.querySelector("[data-act=remove]")).not.toBeVisible();
  });

  it("that switches something off is offered last, where there is such a job", async () => {
    const parts = { state: "in-step", level: "fine" } as const;
    const others = ["AD2AADPasswordHash", "AAD2ADExchangeHybridWriteback"].map((job) => aJob(job, parts));
    const whole = { ...works, jobs: [...works.jobs, ...others] };
    const { user, show } = await operating({ status: looked(whole) });
    await user.click(button("Start again or pause"));
    const more = ["pause-hashes", "take-out-hashes", "exchange-off", "remove"];
    expect(offered()).toEqual(["everybody", "pause", "forget-pairs", ...more]);
    expect(document.querySelector("[data-act=pause-hashes]")).not.toBeVisible();
    await user.click(button("More"));
    expect(document.querySelector("[data-act=pause-hashes]")).toBeVisible();
    const resting = whole.jobs.map((job) => (job.firstRank ? job : { ...job, state: "paused" as const }));
    show(anAppView({ revision: 3, status: looked({ ...whole, jobs: resting }) }));
    expect(offered().slice(-3)).toEqual(more.slice(1));
    show(anAppView({ revision: 4, status: looked(works) }));
    expect(offered()).toEqual(["everybody", "pause", "forget-pairs", "remove"]);
  });

  it("asks for every text, and takes no other order", async () => {
    const { ipc, user, show } = await operating({ status: looked(works) });
    await user.click(button("Start again or pause"));
    await user.click(button("More"));
    await user.click(button(/^Remove the configuration/));
    const asks = [
      { what: "tenant", text: "Contoso" },
      { what: "configuration", text: "corp" },
    ] as const;
    const [first] = aRunView("planned").run?.steps ?? [];
    if (!first) throw new Error("no step");
    const step = {
      ...first,
      id: "remove-jobs",
      part: "removal",
      onlyLooks: false,
      state: { is: "will-change" },
    } as const;
    const planned = { ...anAct("planned", { is: "remove" }), asks: [...asks], steps: [step] };
    show(anAppView({ revision: 4, status: looked(works), act: planned }));
    const [tenant, name] = screen.getAllByRole("textbox");
    if (!tenant || !name) throw new Error("two fields");
    await user.type(tenant, "corp");
    await user.type(name, "Contoso");
    expect(button("Remove corp.contoso.com")).toHaveAttribute("aria-disabled", "true");
    await user.clear(tenant);
    await user.type(tenant, "Contoso");
    await user.clear(name);
    await user.type(name, " corp ");
    await user.click(button("Remove corp.contoso.com"));
    expect(ipc.asked.at(-1)).toMatch(/^begin_act remove corp Contoso +corp/);
    await clean();
  });

  it("that removed its configuration and broke off is gone on with", async () => {
    const steering = anAct("stopped", { is: "remove" }).steering;
    const tenant = anAppView({}).tenant?.id ?? "";
    const owed = {
      cloud: "demo",
      tenant,
      tenantName: "Contoso",
      steering,
      unknown: false,
      at: since,
    } as const;
    const { ipc, user, show } = await operating({ status: looked(fine), owed: [owed] });
    await user.click(button("Go on with corp.contoso.com"));
    await user.click(button("Go on with corp.contoso.com"));
    expect(ipc.asked.at(-1)).toMatch(/^plan_act remove/);
    show(anAppView({ revision: 4, status: looked(fine), act: anAct("planned", { is: "remove" }) }));
    expect(title()).toHaveTextContent("Remove the configuration: there is nothing to do");
  });

  it("that lets removals go wants their number known", async () => {
    const unknown = { ...held, jobs: held.jobs.map((job) => ({ ...job, affected: null })) };
    const { user } = await operating({ status: looked(unknown) });
    await user.click(button("Start again or pause"));
    expect(document.querySelector("[data-act=let-go]")).toBeNull();
    expect(screen.getByText(/does not say how many removals/)).toBeVisible();
  });

  it("that broke off is offered first", async () => {
    const steering = anAct("stopped", { is: "keep" }).steering;
    const owed = [
      {
        cloud: "demo",
        tenant: anAppView({}).tenant?.id ?? "",
        tenantName: "Contoso",
        steering,
        unknown: false,
        at: since,
      },
    ] as const;
    const { ipc, user } = await operating({ status: looked(held), owed: [...owed] });
    expect(screen.getByText(/^“Keep everybody” of corp.contoso.com is not finished/)).toBeVisible();
    await user.click(button("Go on with corp.contoso.com"));
    await user.click(button("Go on with corp.contoso.com"));
    expect(ipc.asked.at(-1)).toMatch(/^plan_act/);
  });
});

describe.each(["en", "nl", "id"] as const)("in %s", (language) => {
  it("every page is clean and told without a gap", async () => {
    const { user, show } = await operating({ status: looked(stuck, paused, fine) }, language);
    await clean();
    show(anAppView({ revision: 5, status: looked(held) }));
    await clean();
    const ways = document.querySelector<HTMLButtonElement>("main ol button");
    if (!ways) throw new Error("no way");
    await user.click(ways);
    await clean();
    expect(primary()).toBeVisible();
  });
});

describe("the order", () => {
  it("stays under the pointer until it is sorted again", () => {
    const element = document.createElement("nav");
    const { result, rerender } = renderHook(({ found }) => useCalmOrder(found), {
      initialProps: { found: [stuck, paused, fine] },
    });
    const ids = () => result.current.sorted.map(({ id }) => id.split(".")[0]);
    act(() => void result.current.rail(element));
    act(() => void element.dispatchEvent(new Event("pointerenter")));
    rerender({ found: [fine, stuck, paused] });
    expect(ids()).toEqual(["corp", "asia", "emea"]);
    expect(result.current.moved).toBe(3);
    act(() => result.current.sortAgain());
    expect(ids()).toEqual(["emea", "corp", "asia"]);
    rerender({ found: [stuck, paused, fine] });
    act(() => void element.dispatchEvent(new Event("pointerleave")));
    expect(ids()).toEqual(["corp", "asia", "emea"]);
  });
});
