import { describe, expect, it } from "vitest";

import type { Level, State } from "../ipc/bindings";
import { speak } from "../locales/i18n";
import type { Language } from "../locales/words";
import { aJob } from "../testing/statusViews";
import { words } from "../testing/words";
import { stateWords } from "./stateWords";

/** A state that Rust adds does not compile here until it is named. */
const every: Record<State, true> = {
  "in-step": true,
  "running-now": true,
  "first-round": true,
  starting: true,
  "never-started": true,
  "not-configured": true,
  paused: true,
  "paused/was-in-quarantine": true,
  "switched-off": true,
  "waits-for-clean-up": true,
  "run-failed": true,
  silent: true,
  "some-fail": true,
  "unknown-code": true,
  "held-deletes": true,
  "quarantine/too-many-fail": true,
  "quarantine/by-hand": true,
  "quarantine/no-data": true,
  "quarantine/unknown": true,
  "quarantine/no-agent": true,
  "quarantine/agent-silent": true,
  "quarantine/agent-slow": true,
  "quarantine/ad-unreachable": true,
  "quarantine/other-domain": true,
  "quarantine/service-account": true,
  "quarantine/microsoft-busy": true,
  "quarantine/credentials": true,
  "quarantine/unknown-code": true,
};
const states = Object.keys(every) as State[];
const now = Date.parse("2026-02-20T12:00:00Z");
const levels: Level[] = ["fine", "needs-you", "urgent"];

const said = (language: Language, state: State, level: Level, affected: number, since: string | null) => {
  const t = speak(language, words[language]).getFixedT(language);
  const has = state.includes("/") || state === "held-deletes" || state === "switched-off";
  const cause = has ? "quarantine/agent-slow" : null;
  const parts = { state, level, affected, since, cause, choice: "go-on", code: "Hibernating" } as const;
  const dates = { deadline: "2026-03-01T10:00:00Z", lastRun: "2026-02-18T12:00:00Z" };
  const job = aJob("AD2AADProvisioning", { ...parts, ...dates });
  return stateWords(t, language, job, "corp.contoso.com", now);
};

describe.each(Object.keys(words) as Language[])("the words of a state in %s", (language) => {
  it.each(states)("are whole for %s", (state) => {
    for (const level of levels) {
      for (const [affected, since] of [
        [1, null],
        [37, "2026-02-18T12:00:00Z"],
      ] as const) {
        const { title, lead, todo, short } = said(language, state, level, affected, since);
        expect(title).toContain("corp.contoso.com");
        for (const sentence of [title, lead, short, ...todo]) {
          expect(sentence).not.toMatch(/^$|\{\{|operate|undefined| {2}/);
        }
        expect(todo.length).toBeLessThanOrEqual(3);
      }
    }
  });
});

it("time is told in whole units, and a quarantine without a date has none", () => {
  const title = (since: string | null) => said("en", "quarantine/no-agent", "urgent", 1, since).title;
  expect(title("2026-02-18T11:59:00Z")).toBe("corp.contoso.com has been stuck for 2 days");
  expect(title("2026-02-20T11:59:30Z")).toBe("corp.contoso.com has been stuck for 1 minute");
  expect(title(null)).toBe("corp.contoso.com is stuck");
});
