import { describe, expect, it } from "vitest";

import type { StatusView } from "../ipc/bindings";
import type { SetupFile } from "../ipc/setup";
import { aJob, aStatus, firstRound, inStep, stuckBecause, switchedOff } from "../testing/statusViews";
import { recommended } from "../testing/views";
import { statusFacts } from "./statusFacts";

const facts = (status: StatusView | null, setup: SetupFile) =>
  statusFacts(status, setup, "AD2AADProvisioning");

describe("where the synchronization stands", () => {
  it("is not known before the first look", () => {
    expect(facts(null, recommended).standing).toBe("unknown");
    expect(facts(aStatus([], null), recommended).standing).toBe("unknown");
  });

  it("counts people and groups once, however many jobs serve them", () => {
    expect(facts(firstRound, recommended)).toMatchObject({
      standing: "first-round",
      people: 214,
      groups: 18,
      stuck: [],
    });
  });

  it("is in step when every job that runs has done its first round", () => {
    expect(facts(inStep, recommended).standing).toBe("in-step");
    const left = aJob("AAD2ADExchangeHybridWriteback", { running: false });
    const jobs = inStep.configurations[0]?.jobs ?? [];
    expect(facts(aStatus([...jobs, left]), recommended).standing).toBe("in-step");
  });

  it("is off while the job that brings people does not run", () => {
    const status = aStatus([aJob("AD2AADProvisioning", { running: false }), aJob("AD2AADPasswordHash")]);
    expect(facts(status, recommended).standing).toBe("off");
    expect(facts(aStatus([]), recommended).standing).toBe("off");
  });

  it("is stuck as soon as one job is", () => {
    expect(facts(stuckBecause("too-many-deletes"), recommended).standing).toBe("stuck");
    expect(facts(stuckBecause("unknown", "AD2AADPasswordHash"), recommended).standing).toBe("stuck");
  });

  it("is switched off once Microsoft gave up on the job that brings people", () => {
    expect(facts(switchedOff(), recommended).standing).toBe("switched-off");
    expect(facts(switchedOff("AD2AADPasswordHash"), recommended).standing).toBe("stuck");
  });

  it("is about the configuration of the set-up where a domain has several", () => {
    const ours = firstRound.configurations[0];
    const other = {
      ...ours,
      id: "other",
      name: "old",
      domain: null,
      jobs: stuckBecause("unknown").configurations[0]?.jobs ?? [],
    };
    const status = { ...firstRound, configurations: [other, ...firstRound.configurations] };
    expect(facts(status, recommended).standing).toBe("first-round");
    // A look for a set-up that names its configuration brings that one, whatever it is called.
    const named = { ...firstRound, configurations: [other] };
    expect(facts(named, { ...recommended, existing: { configuration: "other" } }).standing).toBe("stuck");
  });
});
