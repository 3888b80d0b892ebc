//! What runs in a tenant in the states in which people act on it, and how it looks afterwards.

use reqwest::Method;
use serde_json::{Value, json};

use crate::causewayctl::Place;
use crate::finished::{DOMAIN, PROVISIONING, clear_requests, requests};
use crate::tenant::Tenant;

/// How what runs is doing before an act.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// In step.
    Running,
    /// Its agents were silent when it was last tried, and answer again.
    Stuck,
    /// More people are gone from Active Directory than the guard, at 500, lets through.
    Held,
    /// Most people left who takes part, and take part again.
    HeldAndBack,
}

/// A tenant in this state, and a place for its set-up.
pub async fn of_kind(kind: Kind) -> (Tenant, Place) {
    let (tenant, place) = running().await;
    match kind {
        Kind::Running => return (tenant, place),
        Kind::Stuck => {
            tenant.control(Method::POST, "agents/all/stop", None).await;
            pass(&tenant).await;
            assert_eq!(states(&tenant).await, ["Active Quarantine"; 2]);
            tenant.control(Method::POST, "agents/all/start", None).await;
        }
        Kind::Held => remove_people(&tenant, 600).await,
        Kind::HeldAndBack => {
            let (path, whole) = schema(&tenant).await;
            let mut part = whole.clone();
            part["synchronizationRules"][0]["containerFilter"] =
                json!({ "includedContainers": ["OU=Utrecht,OU=Staff,DC=corp,DC=contoso,DC=com"] });
            for schema in [part, whole] {
                assert_eq!(tenant.call(Method::PUT, &path, Some(schema)).await.0, 204);
                pass(&tenant).await;
                assert_eq!(states(&tenant).await[1], "Active Quarantine");
            }
        }
    }
    clear_requests(&tenant).await;
    (tenant, place)
}

/// Path and document of the schema of the job that brings people.
async fn schema(tenant: &Tenant) -> (String, Value) {
    let picture = tenant.picture().await;
    let configuration = &picture.configurations[0];
    let job = configuration.job(PROVISIONING);
    let (sp, id) = (&configuration.id, job.json["id"].as_str().expect("as Graph writes it"));
    let path = format!("/v1.0/servicePrincipals/{sp}/synchronization/jobs/{id}/schema");
    (path, job.schema.clone())
}

/// So many people are deleted from Active Directory.
pub async fn remove_people(tenant: &Tenant, count: u32) {
    tenant
        .control(Method::POST, "people/remove", Some(json!({ "count": count })))
        .await;
    pass(tenant).await;
}

/// A minute, in which a round or several are done.
async fn pass(tenant: &Tenant) {
    tenant
        .control(Method::POST, "time", Some(json!({ "seconds": 60 })))
        .await;
}

/// The same of one that is in step.
pub async fn running() -> (Tenant, Place) {
    let tenant = Tenant::start("contoso/configured").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    tenant
        .control(Method::POST, "time", Some(json!({ "seconds": 60 })))
        .await;
    assert_eq!(states(&tenant).await, ["Active Active"; 2]);
    clear_requests(&tenant).await;
    (tenant, place)
}

/// What was asked of jobs besides reading, in order.
pub async fn sent(tenant: &Tenant) -> Vec<String> {
    let all = requests(tenant).await.into_iter();
    all.filter(|(method, _)| method != "GET")
        .map(|(_, path)| path.rsplit('/').next().expect("as Graph writes it").to_owned())
        .collect()
}

/// Schedule and code of every job.
pub async fn states(tenant: &Tenant) -> Vec<String> {
    let picture = tenant.picture().await;
    let jobs = picture.configurations.iter().flat_map(|found| &found.jobs);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    jobs.map(|job| {
        let state = text(&job.json["schedule"]["state"]);
        format!("{state} {}", text(&job.json["status"]["code"]))
    })
    .collect()
}

/// How many deletes are held back, as Microsoft says it.
pub async fn held(tenant: &Tenant) -> usize {
    let picture = tenant.picture().await;
    let job = &picture.configurations[0].job(PROVISIONING).json;
    let message = job["status"]["quarantine"]["error"]["message"].as_str();
    let number = message.and_then(|message| message.split(' ').next()?.parse().ok());
    number.expect("a number of deletes")
}

/// The states, the delete guard, and how many people were removed.
pub async fn end(tenant: &Tenant) -> (Vec<String>, Value, usize) {
    let picture = tenant.picture().await;
    let guard = picture.configurations[0].setting("SyncNotificationSettings")["DeleteThresholdValue"].clone();
    pass(tenant).await;
    let log = "/v1.0/auditLogs/provisioning?$filter=provisioningAction eq 'delete'&$top=1000";
    let removed = tenant.get(log).await["value"]
        .as_array()
        .expect("as Graph writes it")
        .len();
    (states(tenant).await, guard, removed)
}

/// Journals of acts that are not over.
pub fn owed(place: &Place) -> Vec<String> {
    fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .flat_map(|entry| {
                let path = entry.path();
                if path.is_dir() { files(&path) } else { vec![path] }
            })
            .collect()
    }
    let names = files(&place.path().join("state"));
    let names = names.iter().map(|path| {
        path.file_name()
            .expect("as Graph writes it")
            .to_string_lossy()
            .into_owned()
    });
    names
        .filter(|name| name.starts_with("steering+act") && name.ends_with(".jsonl") && !name.contains(".over-"))
        .collect()
}
