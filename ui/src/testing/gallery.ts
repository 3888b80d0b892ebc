import { screen, within } from "@testing-library/react";

import type { AppView, GalleryRow } from "../ipc/bindings";
import type { Language } from "../locales/words";
import { aGallery, anEntry } from "./galleryViews";
import { button, primary } from "./pages";
import { renderPage } from "./renderPage";
import { aCheck, anAppView } from "./views";

/** Everything that an app needs is there. */
const checked = aCheck({ journey: "gallery-app", asked: [], at: "2026-02-05T09:40:00Z" });

/** The page App, reached from the first page. */
export async function onApp(rows: GalleryRow[], entry = anEntry(), language: Language = "en") {
  const view: AppView = anAppView({ check: checked, gallery: aGallery });
  const page = await renderPage(view, language);
  page.ipc.gallery.rows = rows;
  page.ipc.gallery.app = entry;
  await page.user.click(button(/Causeway|first page|beginpagina|awal/));
  const cards = within(screen.getByRole("main")).getAllByRole("button");
  const card = cards.find(({ textContent }) => /Connect an app|Een app koppelen|Hubungkan/.test(textContent));
  if (!card) throw new Error("no card");
  await page.user.click(card);
  await page.user.click(primary());
  await page.user.click(primary());
  return page;
}

/** The page Credentials, with an app chosen. */
export async function onCredentials(entry = anEntry(), language: Language = "en") {
  const page = await onApp([entry.row], entry, language);
  const option = await screen.findAllByRole("option");
  const [first] = option;
  if (!first) throw new Error("no app");
  await page.user.click(first);
  await page.user.click(primary());
  // One app is the usual answer.
  await page.user.click(primary());
  return page;
}
