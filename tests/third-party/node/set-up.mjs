// A whole Cloud Sync set-up with @microsoft/microsoft-graph-client.
// Usage: npm ci && node set-up.mjs < demo.json, the line graph-simulator printed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import graphClient from "@microsoft/microsoft-graph-client";

const { Client, HTTPMessageHandler, RetryHandler, RetryHandlerOptions, TelemetryHandler } = graphClient;

const CLOUD_SYNC = "1a4721b3-e57f-4451-ae87-ef078703ec94";
const DOMAIN = "corp.contoso.com";
const demo = JSON.parse(readFileSync(0, "utf8"));

/** Gives tokens to the demo tenant. The client's own AuthenticationHandler gives them to https addresses only. */
class LoopbackAuthentication {
  async execute(context) {
    assert.equal(new URL(context.request).origin, demo.graph);
    this.token ??= await signIn();
    context.options.headers = { ...context.options.headers, Authorization: `Bearer ${this.token}` };
    await this.next.execute(context);
  }

  setNext(next) {
    this.next = next;
  }
}

async function signIn() {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: demo.clientId,
    client_secret: demo.clientSecret,
    scope: `${demo.graph}/.default`,
  });
  const answer = await fetch(`${demo.login}/${demo.tenant}/oauth2/v2.0/token`, { method: "POST", body });
  assert.equal(answer.status, 200, "sign-in");
  console.log("signed in");
  return (await answer.json()).access_token;
}

/** Asks until the answer is as expected: what was written is not seen at once. */
async function eventually(path, isAsExpected) {
  const end = Date.now() + 60_000;
  for (;;) {
    const answer = await client.api(path).get().catch((error) => {
      if (error.statusCode !== 404) throw error;
    });
    if (answer && isAsExpected(answer)) return answer;
    assert.ok(Date.now() < end, `${path} never was as expected: ${JSON.stringify(answer)?.slice(0, 500)}`);
    await pause(300);
  }
}

function passwordHash() {
  return {
    defaultValue: null,
    exportMissingReferences: false,
    flowBehavior: "FlowWhenChanged",
    flowType: "Always",
    matchingPriority: 0,
    targetAttributeName: "CredentialData",
    source: { expression: "[PasswordHash]", name: "PasswordHash", type: "Attribute", parameters: [] },
  };
}

const isPasswordHash = (attribute) => attribute.targetAttributeName.toLowerCase() === "credentialdata";
const peopleOf = (schema) =>
  schema.synchronizationRules[0].objectMappings.filter(
    ({ sourceObjectName, targetObjectName }) =>
      ["user", "inetOrgPerson"].includes(sourceObjectName) && targetObjectName === "User",
  );

// The client's usual chain but for its first link.
const client = Client.initWithMiddleware({
  baseUrl: `${demo.graph}/`,
  defaultVersion: "v1.0",
  middleware: [
    new LoopbackAuthentication(),
    new RetryHandler(new RetryHandlerOptions()),
    new TelemetryHandler(),
    new HTTPMessageHandler(),
  ],
});

const organizations = (await client.api("/organization").select(["id", "onPremisesSyncEnabled"]).get()).value;
assert.deepEqual(organizations, [{ id: demo.tenant, onPremisesSyncEnabled: null }]);
console.log("organization read");

await client.api(`/organization/${demo.tenant}`).patch({ onPremisesSyncEnabled: true });
assert.equal((await client.api(`/organization/${demo.tenant}`).get()).onPremisesSyncEnabled, true);
console.log("sync flag set");

const made = await client.api(`/applicationTemplates/${CLOUD_SYNC}/instantiate`).post({ displayName: DOMAIN });
assert.equal(made.application.appId, made.servicePrincipal.appId);
const principal = `/servicePrincipals/${made.servicePrincipal.id}`;
await eventually(principal, ({ displayName }) => displayName === DOMAIN);
console.log(`configuration created: ${made.servicePrincipal.id}`);

const sync = `${principal}/synchronization`;
const wanted = ["AD2AADProvisioning", "AD2AADPasswordHash"];
await eventually(`${sync}/templates`, ({ value }) => wanted.every((id) => value.some((template) => template.id === id)));
console.log("templates listed");

const jobs = [];
for (const templateId of wanted) {
  const job = await client.api(`${sync}/jobs`).post({ templateId });
  assert.deepEqual([job.templateId, job.schedule.state, job.status.code], [templateId, "Disabled", "Paused"]);
  jobs.push(`${sync}/jobs/${job.id}`);
}
console.log(`jobs created: ${jobs.length}`);

const settings = {
  Domain: { domain: DOMAIN },
  AppKey: { appKeyScenario: "AD2AADPasswordHash" },
  SyncNotificationSettings: { Enabled: false, DeleteThresholdEnabled: true, DeleteThresholdValue: 500 },
};
await client
  .api(`${sync}/secrets`)
  .put({ value: Object.entries(settings).map(([key, value]) => ({ key, value: JSON.stringify(value) })) });
const kept = (await client.api(`${sync}/secrets`).get()).value.map(({ key }) => key);
assert.ok(Object.keys(settings).every((key) => kept.includes(key)), `kept: ${kept}`);
console.log("settings written");

const schema = await eventually(`${jobs[0]}/schema`, ({ synchronizationRules }) => synchronizationRules.length === 1);
console.log(`schema read: ${JSON.stringify(schema).length} bytes`);

for (const mapping of peopleOf(schema)) {
  mapping.attributeMappings = [...mapping.attributeMappings.filter((one) => !isPasswordHash(one)), passwordHash()];
}
await client.api(`${jobs[0]}/schema`).put(schema);
const written = await client.api(`${jobs[0]}/schema`).get();
const counts = peopleOf(written).map(({ attributeMappings }) => attributeMappings.filter(isPasswordHash).length);
assert.deepEqual(counts, [1, 1]);
console.log("password hash mapping written");

for (const job of jobs) await client.api(`${job}/start`).post();
console.log("jobs started");

for (const job of jobs) {
  await eventually(job, ({ schedule, status }) => schedule.state === "Active" && status.code === "Active");
}
console.log("both jobs are Active");
