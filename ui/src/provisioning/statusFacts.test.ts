import { describe, expect, it } from "vitest";

import { aJob, aStatus, firstRound, inStep, stuckBecause } from "../testing/statusViews";
import { recommended } from "../testing/views";
import { statusFacts } from "./statusFacts";

describe("where the synchronization stands", () => {
  it("is not known before the first look", () => {
    expect(statusFacts(null, recommended).standing).toBe("unknown");
    expect(statusFacts(aStatus([], null), recommended).standing).toBe("unknown");
  });

  it("counts people and groups once, however many jobs serve them", () => {
    expect(statusFacts(firstRound, recommended)).toMatchObject({
      standing: "first-round",
      people: 214,
      groups: 18,
      stuck: [],
    });
  });

  it("is in step when every job that runs has done its first round", () => {
    expect(statusFacts(inStep, recommended).standing).toBe("in-step");
    const left = aJob("AAD2ADExchangeHybridWriteback", { running: false });
    const jobs = inStep.configurations[0]?.jobs ?? [];
    expect(statusFacts(aStatus([...jobs, left]), recommended).standing).toBe("in-step");
  });

  it("is off while the job that brings people does not run", () => {
    const status = aStatus([aJob("AD2AADProvisioning", { running: false }), aJob("AD2AADPasswordHash")]);
    expect(statusFacts(status, recommended).standing).toBe("off");
    expect(statusFacts(aStatus([]), recommended).standing).toBe("off");
  });

  it("is stuck as soon as one job is, explained or not", () => {
    expect(statusFacts(stuckBecause("TooManyDeletes", null), recommended).standing).toBe("stuck");
    const unexplained = aStatus([aJob("AD2AADProvisioning", { code: "Quarantine" })]);
    expect(statusFacts(unexplained, recommended).stuck[0]?.quarantine.reason).toBe("Unknown");
  });

  it("is about the configuration of the set-up where a domain has several", () => {
    const ours = firstRound.configurations[0];
    const other = {
      ...ours,
      id: "other",
      name: "old",
      domain: null,
      jobs: [aJob("AD2AADProvisioning", { code: "Quarantine" })],
    };
    const status = { ...firstRound, configurations: [other, ...firstRound.configurations] };
    expect(statusFacts(status, recommended).standing).toBe("first-round");
    expect(statusFacts(status, { ...recommended, existing: { configuration: "other" } }).standing).toBe(
      "stuck",
    );
  });
});
