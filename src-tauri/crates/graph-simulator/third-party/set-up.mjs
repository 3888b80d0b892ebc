// A whole set-up with @microsoft/microsoft-graph-client. Usage: node set-up.mjs demo.json (the line graph-simulator printed).
import { readFileSync } from "node:fs";
import { Client, HTTPMessageHandler } from "@microsoft/microsoft-graph-client";

const demo = JSON.parse(readFileSync(process.argv[2], "utf8"));
const form = new URLSearchParams({
  grant_type: "client_credentials",
  client_id: demo.clientId,
  client_secret: demo.clientSecret,
  scope: `${demo.graph}/.default`,
});
const signedIn = await fetch(`${demo.login}/${demo.tenant}/oauth2/v2.0/token`, { method: "POST", body: form });
const { access_token: token } = await signedIn.json();

// The client's own authentication gives tokens to https addresses only, so a middleware of two lines does it here.
class Bearer extends HTTPMessageHandler {
  async execute(context) {
    context.options.headers = { ...context.options.headers, Authorization: `Bearer ${token}` };
    await super.execute(context);
  }
}
const client = Client.initWithMiddleware({ baseUrl: `${demo.graph}/`, defaultVersion: "v1.0", middleware: new Bearer() });
const CLOUD_SYNC = "1a4721b3-e57f-4451-ae87-ef078703ec94";
const domain = "corp.contoso.com";

/** Asks until the answer is there: what is created is not seen at once. */
async function eventually(ask) {
  for (let tries = 0; ; tries++) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      if (error.statusCode !== 404 || tries > 60) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

await client.api(`/organization/${demo.tenant}`).patch({ onPremisesSyncEnabled: true });
const made = await client.api(`/applicationTemplates/${CLOUD_SYNC}/instantiate`).post({ displayName: domain });
const principal = `/servicePrincipals/${made.servicePrincipal.id}`;
await eventually(async () => (await client.api(`${principal}/synchronization/templates`).get()).value.length);

const jobs = [];
for (const templateId of ["AD2AADProvisioning", "AD2AADPasswordHash"]) {
  jobs.push(await client.api(`${principal}/synchronization/jobs`).post({ templateId }));
}
await client.api(`${principal}/synchronization/secrets`).put({
  value: [
    { key: "Domain", value: JSON.stringify({ domain }) },
    { key: "AppKey", value: JSON.stringify({ appKeyScenario: "AD2AADPasswordHash" }) },
  ],
});
const schemaPath = `${principal}/synchronization/jobs/${jobs[0].id}/schema`;
const schema = await eventually(() => client.api(schemaPath).get());
for (const mapping of schema.synchronizationRules[0].objectMappings) {
  if (["user", "inetOrgPerson"].includes(mapping.sourceObjectName)) {
    mapping.attributeMappings.push({
      targetAttributeName: "CredentialData",
      matchingPriority: 0, flowType: "Always", flowBehavior: "FlowWhenChanged", defaultValue: null, exportMissingReferences: false,
      source: { type: "Attribute", name: "PasswordHash", expression: "[PasswordHash]", parameters: [] },
    });
  }
}
await client.api(schemaPath).put(schema);
for (const job of jobs) await client.api(`${principal}/synchronization/jobs/${job.id}/start`).post();
await eventually(async () => {
  const { value } = await client.api(`${principal}/synchronization/jobs`).get();
  return value.length === 2 && value.every((job) => job.schedule.state === "Active");
});
console.log(`done: ${jobs.map((job) => job.id).join(", ")}`);
