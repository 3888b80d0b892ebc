//! What a scenario has set up already. It is done by the same calls an administrator would have made, some weeks ago.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::Tenant;
use crate::call::Method;
use crate::clock::after;
use crate::gallery::CLOUD_SYNC;
use crate::reply::{Body, Reply};
use crate::routes;
use crate::scenario::Variant;

const SINCE: Duration = Duration::from_secs(40 * 24 * 3600);

/// Brings a new tenant to where its scenario begins.
pub fn seed(tenant: &mut Tenant, now: Timestamp) {
    let begin = now.checked_sub(SINCE).unwrap_or(now);
    let mut past = Past { tenant, at: begin };
    let names = Arc::clone(&past.tenant.names);
    let domain = names.ad_domain.as_str();
    match past.tenant.scenario.variant {
        Variant::Configured => past.whole_configuration(domain, domain),
        Variant::HalfConfigured => past.half_configuration(domain),
        Variant::Duplicated => {
            past.whole_configuration(domain, domain);
            past.later(Duration::from_secs(3 * 24 * 3600));
            let second = past.configuration(&format!("{domain} (2)"));
            past.job(&second, "AD2AADProvisioning");
            past.secrets(&second, &[("Domain", json!({"domain": domain}))]);
        }
        _ => {}
    }
}

/// Calls at an earlier time. Each passes long after the one before, so nothing is waited for.
struct Past<'t> {
    tenant: &'t mut Tenant,
    at: Timestamp,
}

impl Past<'_> {
    fn later(&mut self, by: Duration) {
        self.at = after(self.at, by);
    }

    fn call(&mut self, method: Method, path: &str, body: &Value) -> Reply {
        self.later(Duration::from_secs(60));
        routes::ask(self.tenant, method, path, body, self.at)
    }

    fn configuration(&mut self, name: &str) -> String {
        let created = self.call(
            Method::Post,
            &format!("/applicationTemplates/{CLOUD_SYNC}/instantiate"),
            &json!({"displayName": name}),
        );
        text(created.json(), "/servicePrincipal/id")
    }

    fn job(&mut self, configuration: &str, template: &str) -> String {
        let created = self.call(
            Method::Post,
            &format!("/servicePrincipals/{configuration}/synchronization/jobs"),
            &json!({"templateId": template}),
        );
        text(created.json(), "/id")
    }

    fn secrets(&mut self, configuration: &str, entries: &[(&str, Value)]) {
        let value: Vec<Value> = entries
            .iter()
            .map(|(key, value)| json!({"key": key, "value": value.to_string()}))
            .collect();
        self.call(
            Method::Put,
            &format!("/servicePrincipals/{configuration}/synchronization/secrets"),
            &json!({"value": value}),
        );
    }

    fn half_configuration(&mut self, name: &str) {
        let id = self.configuration(name);
        self.job(&id, "AD2AADProvisioning");
        self.secrets(&id, &[("Domain", json!({"domain": name}))]);
    }

    /// Both jobs, three secrets, the password mapping, started.
    fn whole_configuration(&mut self, name: &str, domain: &str) {
        let organization = format!("/organization/{}", self.tenant.id);
        self.call(Method::Patch, &organization, &json!({"onPremisesSyncEnabled": true}));
        let id = self.configuration(name);
        let provisioning = self.job(&id, "AD2AADProvisioning");
        let hashes = self.job(&id, "AD2AADPasswordHash");
        let mail = format!("ops@{}", self.tenant.names.verified_domain);
        self.secrets(
            &id,
            &[
                ("Domain", json!({"domain": domain})),
                ("AppKey", json!({"appKeyScenario": "AD2AADPasswordHash"})),
                ("SyncNotificationSettings", json!({"Enabled": true, "Recipients": mail, "DeleteThresholdEnabled": true, "DeleteThresholdValue": 500})),
            ],
        );
        let schema_path = format!("/servicePrincipals/{id}/synchronization/jobs/{provisioning}/schema");
        let schema = self.call(Method::Get, &schema_path, &Value::Null);
        if let Some(mut schema) = content(&schema) {
            add_password_mapping(&mut schema);
            self.call(Method::Put, &schema_path, &schema);
        }
        for job in [provisioning, hashes] {
            self.call(
                Method::Post,
                &format!("/servicePrincipals/{id}/synchronization/jobs/{job}/start"),
                &Value::Null,
            );
        }
    }
}

fn text(body: Option<&Value>, pointer: &str) -> String {
    body.and_then(|body| body.pointer(pointer))
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn content(reply: &Reply) -> Option<Value> {
    match &reply.body {
        Body::Json(value) => Some(value.clone()),
        Body::Raw { bytes, .. } => serde_json::from_slice(bytes).ok(),
        Body::Empty => None,
    }
}

/// Contract 10.5, third switch.
fn add_password_mapping(schema: &mut Value) {
    let mappings = schema
        .pointer_mut("/synchronizationRules/0/objectMappings")
        .and_then(Value::as_array_mut);
    for mapping in mappings
        .into_iter()
        .flatten()
        .filter(|mapping| matches!(mapping["sourceObjectName"].as_str(), Some("user" | "inetOrgPerson")))
    {
        if let Some(attributes) = mapping["attributeMappings"].as_array_mut() {
            attributes.push(json!({
                "defaultValue": null, "exportMissingReferences": false, "flowBehavior": "FlowWhenChanged", "flowType": "Always", "matchingPriority": 0,
                "targetAttributeName": "CredentialData",
                "source": {"expression": "[PasswordHash]", "name": "PasswordHash", "type": "Attribute", "parameters": []},
            }));
        }
    }
}
