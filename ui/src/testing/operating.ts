import { screen, within } from "@testing-library/react";

import type { AppView, ConfigurationStatus, StatusView } from "../ipc/bindings";
import { renderPage } from "./renderPage";
import { aJob, aStatus } from "./statusViews";
import { anAppView } from "./views";

/** A configuration with one job. */
export function configuration(domain: string, parts: Parameters<typeof aJob>[1]): ConfigurationStatus {
  const job = { ...aJob("AD2AADProvisioning", parts), id: `${domain}.job` };
  const [found] = aStatus([job]).configurations;
  if (!found) throw new Error("no configuration");
  return { ...found, id: domain, name: domain, domain };
}

/** A look at a whole tenant. */
export function looked(...configurations: ConfigurationStatus[]): StatusView {
  return { ...aStatus([]), wholeTenant: true, configurations };
}

/** The page of what runs, opened from the first page. */
export async function operating(parts: Partial<AppView>, language: "en" | "nl" | "id" = "en") {
  const page = await renderPage(anAppView({}), language);
  const home = screen.getByRole("button", { name: /Causeway|first page|beginpagina|awal/ });
  await page.user.click(home);
  const cards = within(screen.getByRole("main")).getAllByRole("button");
  const card = cards.find(({ textContent }) =>
    /See how it is doing|Kijken hoe het gaat|Lihat bagaimana/.test(textContent),
  );
  if (!card) throw new Error("no card");
  await page.user.click(card);
  page.show(anAppView({ revision: 2, ...parts }));
  return page;
}
