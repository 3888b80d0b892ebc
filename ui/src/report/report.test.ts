import { describe, expect, it } from "vitest";

import type { AppView, StepView } from "../ipc/bindings";
import { cloudSync } from "../journeys/cloud-sync";
import { speak } from "../locales/i18n";
import type { Language } from "../locales/words";
import { firstRound } from "../testing/statusViews";
import { aCheck, anAppView, aProblem, aRequest, aRunView, contoso, done } from "../testing/views";
import { words as allWords } from "../testing/words";
import { planHtml, reportHtml } from ".";
import { html } from "./html";

const words = (language: Language) => speak(language, allWords[language]).getFixedT(language);

const hostile = `<img src=x onerror="alert('1')">&amp;`;

const steps = (): StepView[] =>
  (
    aRunView("failed", { "tenant-sync-flag": done, secrets: { is: "failed", problem: aProblem() } }).run
      ?.steps ?? []
  ).map((step) =>
    step.id === "create-configuration"
      ? {
          ...step,
          state: done,
          changed: true,
          notes: [{ code: "will-create-configuration", values: { name: "corp.contoso.com" } }],
          requests: [
            {
              method: "POST",
              path: "/v1.0/applicationTemplates/{id}/instantiate",
              body: '{\n  "displayName": "corp"\n}',
            },
          ],
        }
      : step,
  );

function aView(parts: Partial<AppView> = {}): AppView {
  const view = aRunView("failed", {}, 1);
  return {
    ...view,
    run: view.run && {
      ...view.run,
      steps: steps(),
      ended: "2026-02-05T09:43:00Z",
      created: [
        { kind: "job", id: "AD2AADPasswordHash.1", name: "AD2AADPasswordHash" },
        { kind: "before-image", id: "a.before-schema-1.json", name: "schema-1" },
      ],
    },
    status: firstRound(),
    check: aCheck({
      at: "2026-02-05T09:30:00Z",
      found: [
        { id: "synchronization", verdict: "will-do", code: "sync-off", facts: {} },
        { id: "agents", verdict: "ready", code: "from-the-future", facts: {} },
      ],
    }),
    trial: {
      person: "CN=Anna,DC=corp,DC=contoso,DC=com",
      working: false,
      wait: null,
      problem: null,
      result: {
        verdict: "success",
        cause: null,
        action: "update",
        code: null,
        message: null,
        steps: [],
        changes: [{ attribute: "AccountEnabled", before: "False", after: "True" }],
        target: null,
      },
    },
    requests: {
      total: 3,
      rows: [
        aRequest(),
        aRequest({ number: 2, path: "/v1.0/expected", status: 404, expected: "not-visible-yet" }),
        aRequest({ number: 3, method: "PUT", path: "/v1.0/secrets", status: 403, requestId: "91d2f0c3" }),
      ],
    },
    ...parts,
  };
}

/** The page as a browser reads it. */
const read = (markup: string) => new DOMParser().parseFromString(markup, "text/html");

const sections = (page: Document) =>
  new Map(
    [...page.querySelectorAll("section")].map((one) => [
      one.querySelector("h2")?.textContent,
      one.textContent,
    ]),
  );

describe("the report", () => {
  it("says of what was removed that it is gone, and not that it runs", () => {
    const view = aView();
    const run = view.run && { ...view.run, removed: true };
    const said = sections(read(reportHtml(words("en"), "en", { ...view, run }, cloudSync)));
    expect(said.get("Removed")).toContain("was removed afterwards");
    expect(said.has("State now")).toBe(false);
    expect(said.get("Keep in mind")).toContain("can be restored for 30 days");
    expect(said.get("Keep in mind")).not.toContain("28 days");
  });

  it("says everything that whoever comes next wants to know", () => {
    const page = read(reportHtml(words("en"), "en", aView(), cloudSync));
    expect(page.documentElement.lang).toBe("en");
    expect(page.title).toBe("Cloud Sync in Contoso – Causeway");
    expect(page.querySelector("header")?.textContent).toContain("contoso.onmicrosoft.com");
    expect(page.querySelector(".demo")?.textContent).toContain("Demo tenant");
    const said = sections(page);
    expect(said.get("Who and when")).toContain("anna@contoso.com");
    expect(said.get("State now")).toContain("user to User: 210");
    expect(said.get("What was set up")).toContain("corp.contoso.com");
    expect(said.get("What was set up")).toContain("Stops at 500 removals");
    expect(said.get("What Causeway changed")).toContain("A configuration named corp.contoso.com was created");
    expect(said.has("Removed")).toBe(false);
    expect(said.get("What this set-up created")).toContain("Job: Password hash sync");
    expect(said.get("What this set-up created")).toContain("kept in a.before-schema-1.json");
    expect(said.get("Other steps")).toContain("91d2f0c3-1d1f-4a64-9f0e-6f4bb1cf4c07");
    expect(said.get("The one person who was tried")).toContain("False → True");
    expect(said.get("Checks beforehand")).toContain("off (left to Causeway)");
    expect(said.get("Checks beforehand")).toContain("from-the-future");
    expect(said.get("Keep in mind")).toContain("28 days");
    const failures = said.get("Requests that failed");
    expect(failures).toContain("91d2f0c3");
    expect(failures).not.toContain("/v1.0/expected");
  });

  it("needs nothing but itself", () => {
    const page = read(reportHtml(words("en"), "en", aView(), cloudSync));
    expect(page.querySelectorAll("script, link, img, iframe, [src], [href]")).toHaveLength(0);
    expect(page.querySelector("style")?.textContent).not.toMatch(/url\(|@import/);
    expect(page.querySelector("meta[http-equiv]")?.getAttribute("content")).toContain("default-src 'none'");
    expect(page.querySelector("style")?.textContent).toContain("@page { size: A4;");
  });

  it("keeps whatever a directory says as text", () => {
    const view = aView({
      tenant: { ...contoso, name: hostile },
      account: { name: hostile, address: hostile, roles: [], grows: false },
    });
    const run = view.run && {
      ...view.run,
      setup: { ...view.run.setup, name: hostile, scope: { ous: [hostile] } },
      steps: view.run.steps.map((step) => ({
        ...step,
        notes: [{ code: hostile, values: {} }],
        requests: [{ method: "PUT", path: hostile, body: hostile }],
      })),
    };
    const page = read(reportHtml(words("en"), "en", { ...view, run }, cloudSync));
    expect(page.querySelectorAll("img, [onerror]")).toHaveLength(0);
    expect(page.querySelector("h1")?.textContent).toBe(`Cloud Sync in ${hostile}`);
    expect(page.querySelector("pre")?.textContent).toBe(hostile);
  });

  it("leaves out what is not known", () => {
    const page = read(reportHtml(words("en"), "en", anAppView({ account: null }), cloudSync));
    expect([...sections(page).keys()]).toEqual(["Who and when"]);
    expect(page.body.textContent).toContain("an application");
  });

  it.each(["en", "nl", "id"] as const)("has no gap in %s", (language) => {
    const page = read(reportHtml(words(language), language, aView(), cloudSync));
    expect(page.documentElement.lang).toBe(language);
    expect(page.body.textContent).not.toMatch(/\{\{|undefined|null/);
  });
});

describe("the plan", () => {
  const plan = () => ({
    blocked: steps().slice(3, 4),
    willChange: steps().slice(1, 2),
    stays: steps().slice(0, 1),
    unknown: [],
  });

  it("has every request that will be sent, and says that none was", () => {
    const page = read(planHtml(words("en"), "en", aView(), cloudSync, plan()));
    expect(page.title).toBe("Plan for Cloud Sync in Contoso – Causeway");
    expect(page.body.textContent).toContain("Nothing of this has been written yet.");
    const said = sections(page);
    expect(said.get("Will change")).toContain("/v1.0/applicationTemplates/{id}/instantiate");
    expect(page.querySelector("pre")?.textContent).toBe('{\n  "displayName": "corp"\n}');
    expect(said.get("Stands in the way")).toContain("not allowed");
    expect(said.get("Stays as it is")).toContain("Directory synchronization is on");
    expect(said.has("Cannot be known yet")).toBe(false);
    expect(said.get("Answers")).toContain("All users");
  });

  it.each(["en", "nl", "id"] as const)("has no gap in %s", (language) => {
    const page = read(planHtml(words(language), language, aView(), cloudSync, plan()));
    expect(page.body.textContent).not.toMatch(/\{\{[a-z]+\}\}|undefined|null/);
  });
});

describe("markup", () => {
  it("is only what was written here", () => {
    expect(html`<p title="${`"'`}">${hostile}</p>`.markup).toBe(
      `<p title="&quot;&#39;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;</p>`,
    );
    expect(html`${[html`<i>1</i>`, html`<i>2</i>`]}${null}${false}${0}`.markup).toBe("<i>1</i><i>2</i>0");
  });
});
