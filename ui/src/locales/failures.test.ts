import { describe, expect, it } from "vitest";

import { words } from "../testing/words";
import type { Language } from "./words";

/** Where a failure of contract 15 is put into words, and what these must name in every language. */
interface Told {
  by: string[];
  names?: string[];
}

const permission = {
  by: ["problems.permission-missing", "check.found.role-missing", "check.found.consent-missing"],
  names: ["Hybrid Identity Administrator", "Synchronization.ReadWrite.All", "{{needed}}", "{{missing}}"],
};
const agentService = "Microsoft Entra Provisioning Agent";
const agentServiceBefore = "Microsoft Azure AD Connect Provisioning Agent";
/** A mistake of ours, held off by tests of the Graph client. */
const neverShown = "never shown";

const failures: Record<string, Told | typeof neverShown> = {
  F1: { by: ["problems.sign-in-again"] },
  F2: { by: ["problems.confirm-sign-in"] },
  F3: permission,
  F4: permission,
  F5: { by: ["waits.not-visible-yet", "problems.not-visible"] },
  F6: { by: ["waits.templates-not-ready", "problems.not-visible"] },
  F7: {
    by: [
      "check.found.sync-off",
      "steps.tenant-sync-flag",
      "operate.error.DirectorySynchronizationNotEnabled",
    ],
  },
  F8: { by: ["problems.sync-flag-locked", "check.found.sync-was-on"], names: ["72"] },
  F9: { by: ["problems.no-agent", "check.found.no-agent", "operate.state.quarantine.no-agent"] },
  F10: {
    by: ["problems.agent-silent", "check.found.agent-silent", "operate.state.quarantine.agent-silent"],
    names: [agentService, agentServiceBefore, "443"],
  },
  F11: {
    by: ["problems.agent-silent", "operate.state.quarantine.agent-slow"],
    names: [agentService, agentServiceBefore, "443", "*.msappproxy.net", "*.servicebus.windows.net", "proxy"],
  },
  F12: {
    by: ["problems.domain-controller-silent", "operate.state.quarantine.ad-unreachable"],
    names: ["gMSA"],
  },
  F13: { by: ["problems.no-agent", "operate.state.quarantine.other-domain"] },
  F14: {
    by: ["problems.sync-account-trouble", "operate.state.quarantine.service-account"],
    names: ["ADToAADSyncServiceAccount", "Conditional Access", "Repair-AADCloudSyncToolsAccount"],
  },
  F15: {
    by: ["waits.unavailable", "problems.service-unavailable", "operate.state.quarantine.microsoft-busy"],
  },
  F16: { by: ["problems.quarantined", "check.found.quarantined", "operate.state.quarantine.unknown-code"] },
  F17: {
    by: ["problems.objects-fail", "operate.state.quarantine.too-many-fail"],
    names: ["provisioning logs"],
  },
  F18: {
    by: ["problems.too-many-deletes", "operate.state.held-deletes"],
    names: ["StagedDelete", "Allow deletes"],
  },
  F19: { by: ["steps.password-hash-mapping", "operate.error.DuplicateAttributeMapping"] },
  F20: neverShown,
  F21: neverShown,
  F22: { by: ["steps.secrets.failed", "problems.unexpected-answer"] },
  F23: { by: ["problems.setting-would-be-lost", "problems.setting-lost", "notes.setting-written-again"] },
  F24: { by: ["check.found.unverified", "trial.initialDomain"], names: ["{{names}}", "{{becomes}}"] },
  F25: {
    by: ["trial.reason.duplicate", "trial.reason.softMatch", "trial.reason.duplicateMail"],
    names: ["proxyAddresses"],
  },
  F26: { by: ["waits.throttled", "common.wait.next", "problems.throttled"] },
  F27: { by: ["problems.log-needs-premium"], names: ["Microsoft Entra ID P1", "P2"] },
  F28: { by: ["operate.state.held-deletes"], names: ["accidentalDeletionPrevention", "disabled"] },
  F29: { by: ["waits.first-write-refused"] },
  F30: { by: ["problems.quarantined", "enable.stuck.until", "cloudSync.mind.quarantine"], names: ["28"] },
  F31: {
    by: ["problems.no-agent", "check.found.no-agent"],
    names: ["Log on as a service", "RemoteSigned", "TLS 1.2"],
  },
  F32: { by: ["problems.consent-missing", "check.found.consent-missing"], names: ["admin consent"] },
  F33: { by: ["trial.tenant.reason.nameTaken", "trial.app.reason.nameTaken", "trial.microsoft"] },
};

it("the failures are those of the contract", () => {
  expect(Object.keys(failures)).toEqual(Array.from({ length: 33 }, (_, at) => `F${at + 1}`));
});

describe.each(Object.keys(words) as Language[])("in %s", (language) => {
  const told = Object.entries(failures).flatMap(([row, failure]) =>
    failure === neverShown ? [] : [{ row, by: failure.by, names: failure.names ?? [] }],
  );

  it.each(told)("$row has words that name what a person needs", ({ by, names }) => {
    const said = by.map((key) => [key, sentences(find(language, key)).join(" ")] as const);
    expect(said.filter(([, text]) => text === "").map(([key]) => key)).toEqual([]);
    const text = said.map(([, one]) => one).join(" ");
    expect(names.filter((name) => !text.toLowerCase().includes(name.toLowerCase()))).toEqual([]);
  });
});

/** `file.path.to.it`. */
function find(language: Language, key: string): unknown {
  const within = (tree: unknown, part: string) => (tree as Record<string, unknown> | undefined)?.[part];
  return key.split(".").reduce<unknown>(within, words[language]);
}

function sentences(tree: unknown): string[] {
  if (typeof tree === "string") return [tree];
  return tree instanceof Object ? Object.values(tree).flatMap(sentences) : [];
}
