import { screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import type { AppsView, ConfigurationStatus } from "../../ipc/bindings";
import { configuration, looked, operating } from "../../testing/operating";
import { button, clean, footer, title } from "../../testing/pages";
import { aProblem, anAppView } from "../../testing/views";

const works = configuration("corp.contoso.com", { state: "in-step", level: "fine" });

function app(name: string, parts: Parameters<typeof configuration>[1]): ConfigurationStatus {
  const found = configuration(name, { ofApp: true, template: `${name}OutDelta`, ...parts });
  return { ...found, domain: null };
}

const box = app("Box", {
  state: "quarantine/too-many-fail",
  cause: "quarantine/too-many-fail",
  level: "urgent",
  choice: "everybody",
  since: "2026-02-03T10:00:00Z",
  deadline: "2099-03-03T10:00:00Z",
});
const slack = app("Slack", {
  state: "quarantine/credentials",
  cause: "quarantine/credentials",
  level: "urgent",
  choice: "go-on",
  since: "2026-02-06T10:00:00Z",
  deadline: "2099-03-06T10:00:00Z",
});
const paused = app("<i>Salesforce</i>", { state: "paused", level: "needs-you", choice: "go-on" });

function found(parts: Partial<AppsView> = {}): AppsView {
  return {
    found: [box, slack, paused, works],
    finding: false,
    looking: false,
    listed: 1200,
    looked: 1200,
    unseen: 0,
    unseenProblem: null,
    searched: "2026-02-07T10:00:00Z",
    at: new Date().toISOString(),
    wait: null,
    problem: null,
    ...parts,
  };
}

const nothing = found({ found: [], listed: null, looked: 0, searched: null, at: null });

async function opened(apps: AppsView | null, language: "en" | "nl" | "id" = "en") {
  const page = await operating({ status: looked(works) }, language);
  const rail = document.querySelector<HTMLElement>("[data-page=apps] button");
  if (!rail) throw new Error("no entry in the rail");
  await page.user.click(rail);
  const tell = (told: AppsView | null, revision: number) =>
    page.show(anAppView({ revision, status: looked(works), apps: told }));
  tell(apps, 3);
  return { ...page, tell };
}

function lines() {
  return within(screen.getByRole("list", { name: "What provisions, the worst first" })).getAllByRole(
    "listitem",
  );
}

afterEach(() => vi.restoreAllMocks());

describe("everything that provisions", () => {
  it("is searched for only when somebody wants it", async () => {
    const { ipc, user } = await opened(nothing);
    expect(title()).toHaveTextContent("Which apps provision in Contoso is not known yet");
    expect(ipc.asked).toContain("apps watch");
    expect(ipc.asked).not.toContain("apps find");
    await user.click(button("Find everything"));
    expect(ipc.asked).toContain("apps find");
  });

  it("says how far the search has come, can be stopped and gone on with", async () => {
    const { ipc, user, tell } = await opened({ ...nothing, finding: true });
    expect(screen.getByText("Listing the apps")).toBeVisible();
    tell(found({ finding: true, looked: 512, searched: null }), 4);
    expect(title()).toHaveTextContent("Looking through the apps of Contoso");
    expect(screen.getByText("512 of 1,200 apps looked at")).toBeVisible();
    expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "512");
    expect(lines()).toHaveLength(4);
    await user.click(button("Stop"));
    expect(ipc.asked).toContain("apps stop");
    tell(found({ looked: 512, searched: null }), 5);
    expect(screen.getByText(/Not all apps were asked/)).toBeVisible();
    await user.click(button("Go on searching"));
    expect(ipc.asked.filter((asked) => asked === "apps find")).toHaveLength(1);
  });

  it("stands worst first, each with its state, and opens", async () => {
    const { user, tell } = await opened(found());
    expect(title()).toHaveTextContent("2 of what provisions are stuck");
    expect(
      screen.getByText(/All apps were last asked on .*What was set up since is not among these/),
    ).toBeVisible();
    expect(lines().map(({ dataset }) => dataset.level)).toEqual(["urgent", "urgent", "needs-you", "fine"]);
    expect(lines()[0]).toHaveTextContent(/^BoxStuck for/);
    expect(footer().getByText("Looking only. Nothing on this page changes anything")).toBeVisible();

    await user.click(screen.getByRole("button", { name: /^Box/ }));
    expect(title()).toHaveTextContent(/^Box has been stuck for \d+ days/);
    const main = screen.getByRole("main");
    expect(main).toHaveTextContent("Whoever you take out keeps access.");
    expect(main).toHaveTextContent("on the side of the app");
    for (const untrue of [
      /Active Directory/,
      /agent/i,
      /delete guard/i,
      /Provisioning log/,
      /Start again or pause/,
    ]) {
      expect(main).not.toHaveTextContent(untrue);
    }
    await user.click(button("Back"));
    tell(found(), 6);
    await user.click(within(screen.getByRole("main")).getByRole("button", { name: /^corp.contoso.com/ }));
    expect(title()).toHaveTextContent("corp.contoso.com is in step");
    expect(button("Provisioning log")).toBeVisible();
  });

  it("that could not be seen is not called fine", async () => {
    const refusal = aProblem({ code: "permission-missing" });
    await opened(found({ found: [], unseen: 1191, unseenProblem: refusal }));
    expect(title()).toHaveTextContent("Nothing was found that provisions in Contoso");
    expect(
      screen.getByText(/1191 apps could not be looked at: .*does not mean that they are fine/),
    ).toBeVisible();
  });

  it("is not asked while nobody sees the window", async () => {
    const { ipc } = await opened(found());
    const hide = (hidden: boolean) => {
      vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
      document.dispatchEvent(new Event("visibilitychange"));
    };
    hide(true);
    await vi.waitFor(() => expect(ipc.asked.at(-1)).toBe("apps unwatch"));
    hide(false);
    await vi.waitFor(() => expect(ipc.asked).toContain("apps watch"));
    expect(ipc.asked.lastIndexOf("apps watch")).toBeGreaterThan(ipc.asked.lastIndexOf("apps unwatch"));
  });

  it("is not lost when an app is gone", async () => {
    const { user, tell } = await opened(found());
    await user.click(screen.getByRole("button", { name: /^Slack/ }));
    expect(title()).toHaveTextContent(/^Slack has been stuck/);
    tell(found({ found: [works] }), 7);
    expect(title()).toHaveTextContent("This app is not among those that were found");
  });
});

it.each(["en", "nl", "id"] as const)("is clean and told without a gap in %s", async (language) => {
  const { user } = await opened(found({ finding: true, looked: 512 }), language);
  await clean();
  await user.click(screen.getByRole("button", { name: /Salesforce/ }));
  await clean();
});
