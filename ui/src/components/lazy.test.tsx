import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { FakeIpc } from "../testing/fakeIpc";
import { aRenderer } from "../testing/renderer";
import { anAppView } from "../testing/views";
import { words } from "../testing/words";

/** The window as it opens, with nothing but the first page there. */
async function opening() {
  // Each window of this file waits for the rest anew.
  vi.resetModules();
  const { App } = await import("../App");
  const { speak } = await import("../locales/i18n");
  const ipc = new FakeIpc(anAppView({ tenant: null, account: null, check: null }));
  render(<App ipc={ipc} speaker={speak("en", words.en)} renderer={aRenderer()} />);
}

const settings = () => screen.getByRole("button", { name: "Settings" });
const language = () => screen.getByRole("button", { name: "Language: English" });

describe("before the rest is there", () => {
  beforeEach(opening);
  // The window goes on reading the rest, which has nowhere to go once the test has ended.
  afterEach(() => vi.dynamicImportSettled());

  it("the first page is whole", () => {
    expect(screen.getByRole("heading", { level: 1 })).toBeVisible();
    expect(screen.getAllByRole("radio")).toHaveLength(2);
    expect(settings()).toHaveAttribute("aria-expanded", "false");
    expect(language()).toHaveAttribute("aria-haspopup", "menu");
  });

  it("who presses a button sees it open later", async () => {
    fireEvent.click(settings());
    const opened = within(await screen.findByRole("group", { name: "Settings" }));
    expect(opened.getByText(/^About Causeway \d/)).toBeVisible();
    expect(opened.getByText(/^On this computer it keeps/)).toBeVisible();
    expect(opened.getByText("Text size")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("group", { name: "Settings" })).not.toBeInTheDocument();
    expect(settings()).toHaveFocus();
  });

  it("who opens a menu by its key sees it open later", async () => {
    fireEvent.keyDown(language(), { key: "ArrowDown" });
    expect(await screen.findByRole("menuitemradio", { name: "Nederlands" })).toBeVisible();
  });

  it("who begins comes to the next page later", async () => {
    const begin = screen.getByRole("button", { name: /Cloud Sync/ });
    // React goes on with code that was still to come only in an act that is waited for.
    // eslint-disable-next-line @typescript-eslint/require-await
    await act(async () => fireEvent.click(begin));
    const title = await screen.findByRole("heading", { level: 1, name: "Who signs in to Contoso?" });
    // The page comes with code that no act waits for, so its effects run after it is drawn.
    await waitFor(() => expect(title).toHaveFocus());
  });
});
