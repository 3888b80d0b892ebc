import { screen, within } from "@testing-library/react";

import type { AppView } from "../ipc/bindings";
import type { Language } from "../locales/words";
import { button, primary } from "./pages";
import { aPeopleTable } from "./peopleViews";
import { renderPage } from "./renderPage";
import { aCheck, anAppView } from "./views";

/** Everything that a people feed needs is there. */
const checked = aCheck({ journey: "people-feed", asked: [], at: "2026-02-05T09:40:00Z" });

/** The page The file, reached from the first page. */
export async function onFile(parts: Partial<AppView> = {}, language: Language = "en") {
  const view = anAppView({ check: checked });
  const page = await renderPage(view, language);
  page.ipc.hr.table = aPeopleTable();
  await page.user.click(button(/Causeway|first page|beginpagina|awal/));
  const cards = within(screen.getByRole("main")).getAllByRole("button");
  const card = cards.find(({ textContent }) => textContent.includes("HR"));
  if (!card) throw new Error("no card");
  await page.user.click(card);
  await page.user.click(primary());
  await page.user.click(primary());
  page.show({ ...view, revision: 2, ...parts });
  return page;
}

/** A later page, with everything on the way as it is proposed. */
export async function onPage(steps: number, parts: Partial<AppView>, language: Language = "en") {
  const page = await onFile(parts, language);
  for (let step = 0; step < steps; step += 1) {
    await screen.findByRole("heading", { level: 1 });
    await page.user.click(primary());
  }
  return page;
}
