//! What runs in a tenant in the states in which people act on it, and how it looks afterwards.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use reqwest::Method;
use serde_json::{Value, json};

use crate::causewayctl::Place;
use crate::finished::{DOMAIN, PROVISIONING, WRITEBACK, clear_requests, requests};
use crate::tenant::{Tenant, take_hash_mappings};

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
    /// 600 were held, and so many are back that 399 are left: fewer than the guard lets through.
    HeldPartial,
    /// In step, with Exchange attributes that are written back.
    WithExchange,
    /// In step, with somebody who is tied to the account of somebody else.
    WrongPair,
}

/// A tenant in this state, and a place for its set-up.
pub async fn of_kind(kind: Kind) -> (Tenant, Place) {
    let (tenant, place) = match kind {
        Kind::HeldPartial => at_work("contoso/held-partial").await,
        _ => running().await,
    };
    match kind {
        Kind::Running => return (tenant, place),
        Kind::Stuck => {
            tenant.control(Method::POST, "agents/all/stop", None).await;
            pass(&tenant).await;
            assert_eq!(states(&tenant).await, ["Active Quarantine"; 2]);
            tenant.control(Method::POST, "agents/all/start", None).await;
        }
        Kind::Held => remove_people(&tenant, 600).await,
        Kind::WrongPair => {
            wrong_pair(&tenant).await;
        }
        Kind::HeldPartial => {
            assert_eq!(states(&tenant).await[1], "Active Quarantine");
        }
        Kind::WithExchange => {
            let path = format!("{}/jobs", synchronization(&tenant).await);
            let job = json!({ "templateId": WRITEBACK });
            let (status, job) = tenant.call(Method::POST, &path, Some(job)).await;
            assert_eq!(status, 201, "{job}");
            let path = format!("{path}/{}/start", job["id"].as_str().expect("an id"));
            assert_eq!(tenant.call(Method::POST, &path, None).await.0, 204);
            pass(&tenant).await;
        }
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
    let job = picture.configurations[0].job(PROVISIONING);
    let id = job.json["id"].as_str().expect("as Graph writes it");
    let path = format!("{}/jobs/{id}/schema", synchronization(tenant).await);
    (path, job.schema.clone())
}

/// Path of what is synchronized by the first configuration.
pub async fn synchronization(tenant: &Tenant) -> String {
    let id = &tenant.picture().await.configurations[0].id;
    format!("/v1.0/servicePrincipals/{id}/synchronization")
}

/// So many people are deleted from Active Directory.
pub async fn remove_people(tenant: &Tenant, count: u32) {
    tenant
        .control(Method::POST, "people/remove", Some(json!({ "count": count })))
        .await;
    pass(tenant).await;
}

/// A minute, in which a round or several are done.
pub async fn pass(tenant: &Tenant) {
    tenant
        .control(Method::POST, "time", Some(json!({ "seconds": 60 })))
        .await;
}

/// The same of one that is in step.
pub async fn running() -> (Tenant, Place) {
    let (tenant, place) = at_work("contoso/configured").await;
    assert_eq!(states(&tenant).await, ["Active Active"; 2]);
    clear_requests(&tenant).await;
    (tenant, place)
}

/// A tenant of this scenario after its first rounds, and a place.
pub async fn at_work(scenario: &str) -> (Tenant, Place) {
    let tenant = Tenant::start(scenario).await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    pass(&tenant).await;
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
    let guard = picture.configurations.first().map_or(Value::Null, |found| {
        found.setting("SyncNotificationSettings")["DeleteThresholdValue"].clone()
    });
    pass(tenant).await;
    (states(tenant).await, guard, logged(tenant, "delete").await.len())
}

/// Who the provisioning log names with this action, by their ids in Active Directory.
pub async fn logged(tenant: &Tenant, action: &str) -> BTreeSet<String> {
    let mut path = format!("/v1.0/auditLogs/provisioning?$filter=provisioningAction eq '{action}'&$top=1000");
    let mut found = BTreeSet::new();
    loop {
        let page = tenant.get(&path).await;
        let rows = page["value"].as_array().expect("as Graph writes it").iter();
        found.extend(rows.map(|row| row["sourceIdentity"]["id"].to_string()));
        match page["@odata.nextLink"].as_str() {
            Some(next) => path = next.replace(tenant.text("graph"), ""),
            None => return found,
        }
    }
}

/// How many were removed whom no held delete named before.
pub async fn removed_unnamed(tenant: &Tenant) -> usize {
    let named = logged(tenant, "stagedDelete").await;
    logged(tenant, "delete").await.difference(&named).count()
}

/// What people and programs did to provisioning, by the audit log of the directory, oldest first.
pub async fn audited(tenant: &Tenant) -> Vec<String> {
    let log = tenant.get("/v1.0/auditLogs/directoryAudits?$top=1000").await;
    let lines = log["value"].as_array().expect("as Graph writes it").iter().rev();
    let by_somebody = lines.filter(|line| line["activityDisplayName"] != "Quarantine");
    by_somebody
        .map(|line| line["activityDisplayName"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// What there is of every configuration and of the tenant, apart from how it is doing.
pub async fn parts(tenant: &Tenant) -> Value {
    let picture = tenant.picture().await;
    let configurations = picture.configurations.iter().map(|found| {
        let mapped = found.jobs.iter().find(|job| job.template == PROVISIONING);
        let mapped = mapped.map(|job| take_hash_mappings(&mut job.schema.clone()));
        json!({ "name": found.name, "jobs": found.templates(), "mapped": mapped, "appKey": found.setting("AppKey") })
    });
    let features = tenant.get("/v1.0/directory/onPremisesSynchronization").await["value"][0]["features"].clone();
    let bin = tenant
        .get("/v1.0/directory/deletedItems/microsoft.graph.application")
        .await;
    json!({
        "configurations": configurations.collect::<Vec<_>>(),
        "hashesOn": features["passwordSyncEnabled"],
        "syncOn": picture.sync_enabled,
        "inBin": bin["value"].as_array().map(Vec::len),
    })
}

/// Journals of acts that were not put away.
pub fn owed(place: &Place) -> Vec<String> {
    let name = |path: PathBuf| {
        path.file_name()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned()
    };
    journals(place).into_iter().map(name).collect()
}

/// Every act came to its end, though it may have been killed before its journal was put away.
pub fn all_are_over(place: &Place) -> bool {
    journals(place).iter().all(|path| {
        let journal = std::fs::read_to_string(path).expect("a journal");
        let last = journal
            .lines()
            .last()
            .and_then(|line| serde_json::from_str::<Value>(line).ok());
        last.is_some_and(|last| last["event"] == "run-ended" && last["done"] == true)
    })
}

/// Everything that acts have kept on disk.
pub fn kept(place: &Place) -> String {
    let acts = files(&place.path().join("state")).into_iter();
    let acts = acts.filter(|path| path.to_string_lossy().contains("steering+act"));
    acts.map(|path| std::fs::read_to_string(path).expect("a journal"))
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() { files(&path) } else { vec![path] }
        })
        .collect()
}

fn journals(place: &Place) -> Vec<PathBuf> {
    let mut found = files(&place.path().join("state"));
    found.retain(|path| {
        let name = path.file_name().expect("a file has a name").to_string_lossy();
        name.starts_with("steering+act") && name.ends_with(".jsonl") && !name.contains(".over-")
    });
    found
}

/// Somebody, and what the job that brings people ties them to.
#[derive(Debug)]
pub struct Pair {
    /// Id on the source side.
    pub source: String,
    /// Id of their own account.
    pub right: String,
    /// Id of the account that they are tied to by mistake.
    pub wrong: String,
    /// Address of that account.
    pub wrong_account: String,
    /// Their display name.
    pub name: String,
    /// Their distinguished name.
    pub place: String,
    /// Their address.
    pub address: String,
}

impl Pair {
    /// Somebody who is tied to their own account, beside somebody else: the same in every tenant of a scenario.
    pub async fn of_anybody(tenant: &Tenant) -> Self {
        const KNOWN: &str = "id,displayName,userPrincipalName,onPremisesSyncEnabled,onPremisesDistinguishedName";
        let page = tenant.get(&format!("/v1.0/users?$top=999&$select={KNOWN}")).await;
        let users = page["value"].as_array().expect("as Graph writes it").iter();
        let mut users: Vec<&Value> = users.filter(|user| user["onPremisesSyncEnabled"] == true).collect();
        users.sort_by_key(|user| user["id"].to_string());
        let text = |user: &Value, name: &str| user[name].as_str().expect("as Graph writes it").to_owned();
        let (one, other) = (users[0], users[1]);
        let path = connection(tenant, &text(one, "id")).await;
        Self {
            source: text(&tenant.get(&path).await, "sourceAnchor"),
            right: text(one, "id"),
            wrong: text(other, "id"),
            wrong_account: text(other, "userPrincipalName"),
            name: text(one, "displayName"),
            place: text(one, "onPremisesDistinguishedName"),
            address: text(one, "userPrincipalName"),
        }
    }

    /// Id of the account that they are tied to now.
    pub async fn tied_to(&self, tenant: &Tenant) -> Option<String> {
        let path = connection(tenant, &self.source).await;
        let (status, tie) = tenant.call(Method::GET, &path, None).await;
        assert!([200, 404].contains(&status), "{tie}");
        tie["targetAnchor"].as_str().map(str::to_owned)
    }
}

/// Id of the job that brings people.
async fn main_job(tenant: &Tenant) -> String {
    let picture = tenant.picture().await;
    let id = &picture.configurations[0].job(PROVISIONING).json["id"];
    id.as_str().expect("as Graph writes it").to_owned()
}

/// Path of what an object is tied to.
async fn connection(tenant: &Tenant, object: &str) -> String {
    let root = synchronization(tenant).await.replacen("v1.0", "beta", 1);
    format!("{root}/jobs/{}/objectConnections/{object}", main_job(tenant).await)
}

/// Somebody whom the job ties to the account of somebody else. The log has a row of them.
pub async fn wrong_pair(tenant: &Tenant) -> Pair {
    let pair = Pair::of_anybody(tenant).await;
    let (path, schema) = schema(tenant).await;
    let subject = json!({ "objectId": pair.place, "objectTypeName": "user" });
    let rule = &schema["synchronizationRules"][0]["id"];
    let body = json!({ "parameters": [{ "ruleId": rule, "subjects": [subject] }] });
    let path = path.replace("/schema", "/provisionOnDemand");
    assert_eq!(tenant.call(Method::POST, &path, Some(body)).await.0, 200);
    let path_of_other = format!("/v1.0/users/{}?$select=onPremisesDistinguishedName", pair.wrong);
    let other = tenant.get(&path_of_other).await["onPremisesDistinguishedName"].clone();
    let wanted = json!({ "who": pair.place, "to": other });
    let path = format!("jobs/{}/tie", main_job(tenant).await);
    tenant.control(Method::POST, &path, Some(wanted)).await;
    assert_eq!(pair.tied_to(tenant).await.as_deref(), Some(pair.wrong.as_str()));
    clear_requests(tenant).await;
    pair
}
