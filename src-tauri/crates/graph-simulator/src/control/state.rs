//! The whole tenant as JSON, for tests that want to see it without any client, masks and delays.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::jobs::Environment;
use crate::routes::{applications::application, service_principals::service_principal};
use crate::tenant::Tenant;

/// Secrets are in clear here: it is the only place that shows what a PUT really left.
pub(super) fn dump(tenant: &mut Tenant, now: Timestamp) -> Value {
    let (mut kept, mut deleted) = (Vec::new(), Vec::new());
    for at in 0..tenant.service_principals.len() {
        let body = configuration(tenant, at, now);
        if tenant.service_principals[at].deleted.is_none() {
            kept.push(body)
        } else {
            deleted.push(body)
        }
    }
    let agents = tenant.agents.iter().map(|agent| json!({"id": agent.id, "machineName": agent.machine_name, "active": agent.active, "domains": agent.domains}));
    json!({
        "now": now,
        "scenario": tenant.scenario.to_string(),
        "tenant": tenant.id,
        "onPremisesSyncEnabled": tenant.organization.sync_enabled,
        "onPremisesSynchronization": tenant.synchronization,
        "domains": tenant.domains,
        "agents": agents.collect::<Vec<_>>(),
        "configurations": kept,
        "deleted": deleted,
    })
}

fn configuration(tenant: &mut Tenant, at: usize, now: Timestamp) -> Value {
    let environment = Environment::of(tenant, &tenant.service_principals[at]);
    let jobs = tenant.service_principals[at].jobs.iter_mut().map(|job| {
        let mut body = job.to_json(&environment, false, now);
        body["staged"] = job.feed.waiting().into();
        body["inTarget"] = job.in_target(&environment);
        body["schema"] = serde_json::from_slice(&job.schema_text("")).unwrap_or(Value::Null);
        body
    });
    let jobs: Vec<Value> = jobs.collect();
    let found = &tenant.service_principals[at];
    json!({
        "servicePrincipal": service_principal(found, tenant),
        "application": application(found),
        "secrets": found.secrets.iter().map(|(key, value)| json!({"key": key, "value": value})).collect::<Vec<_>>(),
        "jobs": jobs,
    })
}
