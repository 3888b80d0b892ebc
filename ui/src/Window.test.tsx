import { screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { words } from "./testing/words";
import { rail, button, primary, notStarting, checked, aRun, aPlan, clean, onChoose } from "./testing/pages";
import { renderPage } from "./testing/renderPage";
import { anAppView, anna, done, recommended } from "./testing/views";

// Pages are big and axe is thorough: a busy machine needs its time.
vi.setConfig({ testTimeout: 120_000 });

describe("the recommended path", () => {
  it.each(["en", "nl", "id"] as const)(
    "leads to the end in %s: five decisions, nothing typed, every page whole and accessible",
    async (language) => {
      const { ipc, user, show } = await renderPage(anAppView({ tenant: null, account: null }), language);
      // A press that chooses between things or changes the tenant; going on with what is filled in is none.
      const decisions: string[] = [];
      const decide = async (element: HTMLElement) => {
        decisions.push(element.textContent);
        await user.click(element);
      };
      const next = async () => {
        expect(primary()).toHaveTextContent(words[language].common.button.next);
        await user.click(primary());
        await clean();
      };

      await decide(screen.getByRole("button", { name: /Cloud Sync/ }));
      await decide(screen.getByRole("button", { name: new RegExp(anna.name) }));
      expect(ipc.asked).toContain(`sign_in_demo ${anna.address}`);
      show(anAppView({ revision: 2, check: checked }));
      expect(document.title).toContain(words[language].common.pages.check);
      await clean();
      await next();

      expect(rail().getByText(anna.address)).toBeVisible();
      expect(primary()).toHaveTextContent(words[language].common.button.review);
      await user.click(primary());
      expect(ipc.asked.slice(-2)).toEqual(["read_setup", "plan"]);
      expect(ipc.answers).toEqual(notStarting);
      show(aPlan());
      await clean();

      await decide(primary());
      expect(ipc.asked.at(-1)).toBe("start_run");
      expect(ipc.answers).toEqual(notStarting);
      show(aRun("running", { "tenant-sync-flag": done, "create-configuration": { is: "changing" } }, 1));
      await clean();
      show(aRun("done", { "tenant-sync-flag": done, "create-configuration": done }, 2, 5));
      await clean();
      await next();

      await decide(button(words[language].trial.skip));
      await decide(primary());
      expect(ipc.asked.at(-1)).toBe("start_run");
      expect(ipc.answers).toEqual(recommended);
      show(aRun("done", { "start-jobs": done, "first-status": done }, 1, 6, recommended));
      await next();
      expect(document.title).toContain(words[language].common.pages.done);
      expect(decisions).toHaveLength(5);
    },
  );
});

describe("a window that was reloaded", () => {
  it.each([
    ["without a tenant welcomes", anAppView({ tenant: null }), "Causeway"],
    ["with a tenant checks", anAppView(), "Check"],
    ["with a plan shows it", aPlan(), "Review"],
    ["while it plans waits for the plan", aRun("planning"), "Review"],
    ["while Apply runs follows it", aRun("running"), "Apply"],
    ["after Apply failed shows why", aRun("failed"), "Apply"],
    ["while the jobs start follows that", aRun("running", {}, 0, 4, recommended), "Enable"],
  ])("%s", async (_, view, page) => {
    await renderPage(view);
    expect(document.title.split(" – ")[0]).toBe(page);
  });

  it("knows the answers of the run, and that the person wants to start", async () => {
    const { ipc, user } = await renderPage(
      aRun("done", {}, 2, 4, { ...notStarting, passwordHashSync: false }),
    );
    await user.click(rail().getByRole("button", { name: /Choose/ }));
    await user.click(button("Save as set-up file"));
    expect(ipc.answers).toEqual({ ...recommended, passwordHashSync: false });
  });

  it("asks who is there when the person has signed out", async () => {
    const { show } = await onChoose();
    show(anAppView({ revision: 9, tenant: null, account: null }));
    expect(document.title.split(" – ")[0]).toBe("Sign in");
  });
});
