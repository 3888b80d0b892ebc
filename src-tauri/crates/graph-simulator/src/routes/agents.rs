//! `/onPremisesPublishingProfiles/provisioning` (contract 12), beta and delegated only: P1.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::call::{Call, Method, Version};
use crate::odata;
use crate::reply::Reply;
use crate::tenant::{Agent, Tenant};

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let (Method::Get, Version::Beta, ["onpremisespublishingprofiles", "provisioning", rest @ ..]) =
        (call.method, call.version, &call.segments()[..])
    else {
        return None;
    };
    let expand: Vec<String> = call
        .query
        .get("$expand")
        .unwrap_or_default()
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    let view = View { tenant, expand };
    let context = |part: &str| format!("onPremisesPublishingProfiles('provisioning'){part}");
    let reply = match rest {
        [] => Ok(Reply::ok(odata::entity(
            call,
            "onPremisesPublishingProfiles/$entity",
            view.profile(),
        ))),
        ["agents"] => odata::collection(call, &context("/agents"), view.agents(&view.expand), 100),
        ["agentgroups"] => odata::collection(call, &context("/agentGroups"), view.groups(&view.expand), 100),
        ["publishedresources"] => {
            odata::collection(call, &context("/publishedResources"), view.resources(&view.expand), 100)
        }
        _ => return None,
    };
    Some(reply.unwrap_or_else(|refused| refused))
}

/// What `$expand` asks to see of the agents.
struct View<'a> {
    tenant: &'a Tenant,
    expand: Vec<String>,
}

impl View<'_> {
    fn profile(&self) -> Value {
        let mut profile = json!({
            "id": "provisioning",
            "isEnabled": !self.tenant.agents.is_empty(),
            "hybridAgentUpdaterConfiguration": {"allowUpdateConfigurationOverride": false, "deferUpdateDateTime": null, "updateWindow": null},
        });
        self.expand_into(&mut profile, &self.expand, "agents", || self.agents(&[]));
        self.expand_into(&mut profile, &self.expand, "agentGroups", || self.groups(&[]));
        self.expand_into(&mut profile, &self.expand, "publishedResources", || self.resources(&[]));
        profile
    }

    fn agents(&self, expand: &[String]) -> Vec<Value> {
        let body = |agent: &Agent| {
            let status = if agent.active { "active" } else { "inactive" };
            let mut body = json!({"id": agent.id, "machineName": agent.machine_name, "externalIp": agent.external_ip, "status": status, "supportedPublishingTypes": ["provisioning"]});
            self.expand_into(&mut body, expand, "agentGroups", || self.groups(&[]));
            body
        };
        self.tenant.agents.iter().map(body).collect()
    }

    /// One group holds all agents, as right after their installation.
    fn groups(&self, expand: &[String]) -> Vec<Value> {
        let mut body = json!({"id": self.id("group"), "displayName": "Default group", "publishingType": "provisioning", "isDefault": true});
        self.expand_into(&mut body, expand, "agents", || self.agents(&[]));
        self.expand_into(&mut body, expand, "publishedResources", || self.resources(&[]));
        vec![body]
    }

    fn resources(&self, expand: &[String]) -> Vec<Value> {
        let mut domains: Vec<&str> = self
            .tenant
            .agents
            .iter()
            .flat_map(|agent| agent.domains.iter().map(String::as_str))
            .collect();
        domains.sort_unstable();
        domains.dedup();
        let body = |domain: &str| {
            let mut body = json!({"id": self.id(domain), "displayName": domain, "resourceName": domain, "publishingType": "provisioning"});
            self.expand_into(&mut body, expand, "agentGroups", || self.groups(&[]));
            body
        };
        domains.into_iter().map(body).collect()
    }

    fn expand_into(&self, body: &mut Value, expand: &[String], name: &str, values: impl FnOnce() -> Vec<Value>) {
        if expand.iter().any(|wanted| wanted.eq_ignore_ascii_case(name)) {
            body[name] = Value::Array(values());
        }
    }

    fn id(&self, of: &str) -> String {
        Uuid::new_v5(&self.tenant.id, of.as_bytes()).to_string()
    }
}
