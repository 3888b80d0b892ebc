import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { ActView, FoundPerson, PersonView, StepView } from "../../ipc/bindings";
import { configuration, looked, operating } from "../../testing/operating";
import { button, clean, footer, primary, title } from "../../testing/pages";
import { namesOnly } from "../../testing/people";
import { anAppView, aRunView } from "../../testing/views";

const languages = ["en", "nl", "id"] as const;
const works = configuration("corp.contoso.com", { state: "in-step", level: "fine" });
const account = { name: "Adele", address: "adele@contoso.com", roles: [], grows: true };
const anna: FoundPerson = {
  name: "Anna <b>Vos</b>",
  address: "anna@contoso.com",
  distinguishedName: "CN=Anna,OU=Staff,DC=corp",
  sourceId: "source-id",
  targetId: "wrong-id",
  kind: "user",
  job: null,
  foundIn: ["log"],
};
const wrong = { source: "source-id", target: "wrong-id", name: "Anna Vos" };
const right = { source: "source-id", target: "right-id", name: "Anna Vos" };
const told: PersonView = {
  person: anna,
  at: "2026-02-03T10:00:00Z",
  configuration: { id: works.id, name: works.name, domain: works.domain, job: "job-id" },
  answer: {
    code: "fails",
    lead: "fails",
    values: { ...namesOnly(anna.name), error: "InvalidAnchor", cause: "pair-broken" },
    todo: ["forget-pair"],
  },
  rows: [],
  moreRows: false,
  tie: wrong,
  user: { id: "wrong-id", name: "Anna Vos", address: "other@contoso.com", enabled: true, synchronized: true },
  unread: { log: null, tie: null, user: null, job: null, scope: null },
};
const target = {
  servicePrincipal: works.id,
  jobs: ["job-id"],
  name: works.name,
  domain: works.domain,
};
const steering = { act: { is: "forget-pair", object: "source-id" }, target } as const;

function anAct(phase: ActView["phase"], changesMade = 0): ActView {
  const [first] = aRunView("planned").run?.steps ?? [];
  if (!first) throw new Error("no step");
  const step = (id: StepView["id"], notes: StepView["notes"]): StepView => ({
    ...first,
    id,
    notes,
    part: "act",
    onlyLooks: false,
    state: phase === "planned" ? { is: "will-change" } : { is: "done", already: false },
  });
  const steps = [
    step("pause-jobs", [
      { code: "will-pause-job", values: { template: "AD2AADProvisioning" } },
      { code: "starts-again-afterwards", values: {} },
    ]),
    step("forget-pair", [{ code: "will-forget-pair", values: { account: "wrong-id" } }]),
    step("match-anew", [{ code: "will-match-anew", values: {} }]),
    step("pair-now", [{ code: "will-tell-the-pair", values: {} }]),
    step("go-on", [{ code: "will-go-on", values: { template: "AD2AADProvisioning" } }]),
  ];
  return { steering, asks: [], phase, steps, changesMade, began: null, ended: null };
}

const whyNames = {
  en: "Why was somebody skipped?",
  nl: "Waarom werd iemand overgeslagen?",
  id: "Mengapa seseorang dilewati?",
};
const openNames = { en: "Forget this pair", nl: "Dit paar vergeten", id: "Lupakan pasangan ini" };

/** The answer about Anna. */
async function answered(answer: PersonView, language: (typeof languages)[number] = "en") {
  const page = await operating({ status: looked(works), account }, language);
  page.ipc.found = { people: [anna], more: false, log: null, users: null, typed: anna };
  page.ipc.answer = answer;
  await page.user.click(button(whyNames[language]));
  await page.user.type(screen.getByRole("textbox"), "Anna{Enter}");
  await waitFor(() => expect(title()).toHaveTextContent("Anna"));
  return page;
}

/** The page of the pair, on the way that an answer leads to it. */
async function opened(answer: PersonView, language: (typeof languages)[number] = "en") {
  const page = await answered(answer, language);
  await page.user.click(button(openNames[language]));
  return page;
}

describe("an answer", () => {
  it("that a pair is broken leads to forgetting it", async () => {
    await answered(told);
    expect(button("Forget this pair").closest("li")).toHaveTextContent(/forget this one pair/);
  });

  it("with any other tie says that it can be forgotten if it is wrong", async () => {
    const answer = { ...told.answer, todo: [] };
    await answered({ ...told, answer });
    expect(screen.getByText(/^Is that the wrong account\?/)).toBeVisible();
    expect(button("Forget this pair")).toBeVisible();
  });

  it("where single pairs cannot be forgotten says why, and offers nothing", async () => {
    await answered({ ...told, tie: null, unread: { ...told.unread, tie: "not-here" } });
    expect(screen.queryByRole("button", { name: "Forget this pair" })).toBeNull();
    expect(screen.getByText(/only in its worldwide cloud.*not offered here\.$/)).toBeVisible();
  });
});

describe("forgetting one pair", () => {
  it("shows what is tied to what, is asked once, and tells what is tied then", async () => {
    const { ipc, user, show } = await opened(told);
    await waitFor(() => expect(ipc.asked.at(-1)).toMatch(/^plan_act/));
    expect(ipc.asked.at(-1)).toBe("plan_act forget-pair source-id corp.contoso.com");
    expect(screen.getByText("Anna Vos · other@contoso.com · wrong-id")).toBeVisible();
    show(anAppView({ revision: 4, status: looked(works), account, act: anAct("planned") }));
    expect(title()).toHaveTextContent("Forget this one pair?");
    expect(screen.getByText(/pauses\. A round that is under way/)).toBeVisible();
    expect(screen.getByText("A job that was paused before is not started.")).toBeVisible();
    expect(footer().getByText("Nothing was changed on this page")).toBeVisible();
    await user.click(primary());
    expect(ipc.asked.at(-1)).toMatch(/^begin_act/);

    const own = told.user && { ...told.user, id: "right-id", address: "anna@contoso.com" };
    ipc.answer = { ...told, tie: right, user: own };
    show(anAppView({ revision: 5, status: looked(works), account, act: anAct("done", 4) }));
    await waitFor(() =>
      expect(screen.getByText("Anna <b>Vos</b> is tied to anna@contoso.com now.")).toBeVisible(),
    );
    expect(screen.getByText("Anna Vos · anna@contoso.com · right-id")).toBeVisible();
    await user.click(button("Back to Anna <b>Vos</b>"));
    expect(screen.getByRole("textbox")).toHaveValue("source-id");
  });

  it.each([
    [wrong, /is tied to other@contoso\.com again, the same as before\./],
    [null, /is tied to nothing yet\. The next round/],
  ])("says where it leads to the same account, or to none yet", async (tie, said) => {
    const { ipc, show } = await opened(told);
    await waitFor(() => expect(ipc.asked.at(-1)).toMatch(/^plan_act/));
    ipc.answer = { ...told, tie };
    show(anAppView({ revision: 5, status: looked(works), account, act: anAct("done", 4) }));
    await waitFor(() => expect(screen.getByText(said)).toBeVisible());
  });

  it("of somebody who is tied to nothing is not planned", async () => {
    const { ipc } = await opened({ ...told, tie: null });
    await waitFor(() => expect(title()).toHaveTextContent("Anna <b>Vos</b> is tied to nothing"));
    expect(ipc.asked.some((asked) => asked.startsWith("plan_act"))).toBe(false);
  });

  it("that may not be read says so, and asks for the permission when told to", async () => {
    const { ipc, user } = await opened({ ...told, tie: null, unread: { ...told.unread, tie: "not-asked" } });
    await waitFor(() => expect(title()).toHaveTextContent("could not be read"));
    await user.click(button("Read what this person is tied to"));
    await waitFor(() => expect(ipc.asked.at(-1)).toBe("why Anna <b>Vos</b> true"));
  });

  it("that was begun and broke off is gone on with, though nothing is tied any more", async () => {
    const page = await answered({ ...told, tie: null });
    const owed = {
      cloud: "demo",
      tenant: anAppView({}).tenant?.id ?? "",
      tenantName: "Contoso",
      steering,
      unknown: false,
      at: "2026-02-03T10:00:00Z",
    } as const;
    page.show(anAppView({ revision: 3, status: looked(works), account, owed: [owed] }));
    await page.user.click(button("Forget this pair"));
    await waitFor(() => expect(page.ipc.asked.at(-1)).toMatch(/^plan_act/));
  });

  it.each(languages)("is clean and told without a gap in %s", async (language) => {
    const { ipc, show } = await opened(told, language);
    await waitFor(() => expect(ipc.asked.at(-1)).toMatch(/^plan_act/));
    await clean();
    show(anAppView({ revision: 4, status: looked(works), account, act: anAct("planned") }));
    await clean();
    show(anAppView({ revision: 5, status: looked(works), account, act: anAct("done", 4) }));
    await clean();
  });
});
