import { describe, expect, it } from "vitest";

import { aJob, aStatus, firstRound, inStep, stuckBecause, switchedOff } from "../testing/statusViews";
import { recommended } from "../testing/views";
import { statusFacts } from "./statusFacts";

describe("where the synchronization stands", () => {
  it("is not known before the first look", () => {
    expect(statusFacts(null, recommended).standing).toBe("unknown");
    expect(statusFacts(aStatus([], null), recommended).standing).toBe("unknown");
  });

  it("counts people and groups once, however many jobs serve them", () => {
    expect(statusFacts(firstRound(), recommended)).toMatchObject({
      standing: "first-round",
      people: 214,
      groups: 18,
      stuck: [],
    });
  });

  it("is in step when every job that runs has done its first round", () => {
    expect(statusFacts(inStep(), recommended).standing).toBe("in-step");
    const left = aJob("AAD2ADExchangeHybridWriteback", { state: "paused" });
    const jobs = inStep().configurations[0]?.jobs ?? [];
    expect(statusFacts(aStatus([...jobs, left]), recommended).standing).toBe("in-step");
  });

  it("is off while the job that brings people does not run", () => {
    const status = aStatus([aJob("AD2AADProvisioning", { state: "paused" }), aJob("AD2AADPasswordHash")]);
    expect(statusFacts(status, recommended).standing).toBe("off");
    expect(statusFacts(aStatus([]), recommended).standing).toBe("off");
  });

  it("is stuck as soon as one job is", () => {
    expect(statusFacts(stuckBecause("held-deletes"), recommended).standing).toBe("stuck");
    expect(statusFacts(stuckBecause("quarantine/unknown", "AD2AADPasswordHash"), recommended).standing).toBe(
      "stuck",
    );
  });

  it("is switched off once Microsoft gave up on the job that brings people", () => {
    expect(statusFacts(switchedOff(), recommended).standing).toBe("switched-off");
    expect(statusFacts(switchedOff("AD2AADPasswordHash"), recommended).standing).toBe("stuck");
  });

  it("is about the configuration of the set-up where a domain has several", () => {
    const [stuck] = stuckBecause("quarantine/unknown").configurations;
    if (!stuck) throw new Error("a look that found nothing");
    const other = { ...stuck, id: "other", name: "old", domain: null };
    const status = { ...firstRound(), configurations: [other, ...firstRound().configurations] };
    expect(statusFacts(status, recommended).standing).toBe("first-round");
    // A look for a set-up that names its configuration brings that one, whatever it is called.
    const named = { ...firstRound(), configurations: [other] };
    expect(statusFacts(named, { ...recommended, existing: { configuration: "other" } }).standing).toBe(
      "stuck",
    );
  });
});
