import { within } from "@testing-library/react";

/** The page's title as text, at once: for pages that change while a test looks. */
export const titleText = () => document.querySelector("h1")?.textContent;
export const footer = () => within(document.querySelector("footer") ?? document.body);
export const footerButtons = () => [...document.querySelectorAll<HTMLElement>("footer button")];

/** The footer's button with exactly these words. */
export function footerButton(name: string): HTMLElement {
  const buttons = footerButtons();
  const found = buttons.find(({ textContent }) => textContent === name);
  if (!found) throw new Error(`no ${name}, only ${buttons.map(({ textContent }) => textContent).join(", ")}`);
  return found;
}
