import { createDOMRenderer } from "@fluentui/react-components";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { FakeIpc } from "../testing/fakeIpc";
import { anAppView } from "../testing/views";
import { words } from "../testing/words";

/** The window as it opens, with nothing but the first page there. */
async function opening() {
  // Each window of this file waits for the rest anew.
  vi.resetModules();
  const { App } = await import("../App");
  const { speak } = await import("../locales/i18n");
  const ipc = new FakeIpc(anAppView({ tenant: null, account: null, check: null }));
  render(<App ipc={ipc} speaker={speak("en", words.en)} renderer={createDOMRenderer(document)} />);
}

const settings = () => screen.getByRole("button", { name: "Settings" });
const language = () => screen.getByRole("button", { name: "Language: English" });
/** A menu of Fluent says that it is one. */
const theRest = () => waitFor(() => expect(language()).toHaveAttribute("aria-haspopup", "menu"));

describe("before the rest is there", () => {
  beforeEach(opening);

  it("the first page is whole", async () => {
    expect(screen.getByRole("heading", { level: 1 })).toBeVisible();
    expect(screen.getAllByRole("radio")).toHaveLength(2);
    expect(language()).not.toHaveAttribute("aria-haspopup");
    expect(settings()).toHaveAttribute("aria-expanded", "false");
    await theRest();
  });

  it("who is on a button stays on it", async () => {
    language().focus();
    await theRest();
    expect(language()).toHaveFocus();
  });

  it("who presses a button sees it open later", async () => {
    fireEvent.click(settings());
    const opened = within(await screen.findByRole("group", { name: "Settings" }));
    expect(opened.getByText("Text size")).toBeVisible();
  });

  it("who begins comes to the next page later", async () => {
    await userEvent.click(screen.getByRole("button", { name: /Cloud Sync/ }));
    const title = await screen.findByRole("heading", { level: 1, name: "Who signs in to Contoso?" });
    expect(title).toHaveFocus();
  });
});
