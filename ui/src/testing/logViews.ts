import type { LogRow, LogView } from "../ipc/bindings";
import { configuration, looked, operating } from "./operating";
import { button } from "./pages";
import { anAppView } from "./views";

export const works = configuration("corp.contoso.com", { state: "in-step", level: "fine" });

export function row(place: number, parts: Partial<LogRow> = {}): LogRow {
  return {
    id: `row-${place}`,
    at: "2026-02-03T10:00:00Z",
    action: "update",
    outcome: "changed",
    code: null,
    cause: null,
    kind: "user",
    name: `Person ${place}`,
    address: `person${place}@contoso.com`,
    sourceId: `source-${place}`,
    dn: null,
    ou: null,
    targetId: null,
    targetName: null,
    changeId: `change-${place}`,
    job: "job",
    why: null,
    ...parts,
  };
}

export const failed = row(0, { outcome: "failed", code: "AttributeValueMustBeUnique", cause: "taken" });

export function aLog(parts: Partial<LogView> = {}): LogView {
  const nothing = { outcomes: [], actions: [], kinds: [], codes: [], job: null, object: null, text: null };
  const target = { servicePrincipal: works.id, jobs: [], name: works.name, domain: works.domain };
  return {
    target,
    period: "day",
    reading: false,
    wait: null,
    read: 150_000,
    matched: 150_000,
    revision: 1,
    filter: { since: null, is: nothing, not: nothing },
    tally: { changed: 149_999, warned: 0, failed: 1, causes: 1, held: 0, skipped: 0, unknown: 0 },
    groups: [
      {
        outcome: "failed",
        code: "AttributeValueMustBeUnique",
        cause: "taken",
        kind: "user",
        count: 1,
        newest: failed.at,
        names: ["Person 0"],
      },
    ],
    oldest: "2026-02-02T10:00:00Z",
    complete: true,
    letGo: 0,
    problem: null,
    ...parts,
  };
}

/** The page of the log, opened from the page of what runs. */
export async function reading(log: LogView | null, language: "en" | "nl" | "id" = "en") {
  const page = await operating({ status: looked(works) }, language);
  page.ipc.logged = [failed, ...Array.from({ length: 199 }, (_, place) => row(place + 1))];
  const names = { en: "Provisioning log", nl: "Provisioning-logboek", id: "Log provisioning" };
  await page.user.click(button(names[language]));
  page.show(anAppView({ revision: 3, status: looked(works), log }));
  return page;
}
