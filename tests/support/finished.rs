//! What a tenant holds when a Cloud Sync journey is done.

use crate::causewayctl::Ended;
use crate::tenant::{Configuration, Picture, Tenant, take_hash_mappings};
use reqwest::Method;
use serde_json::{Value, json};

/// Contoso's Active Directory domain.
pub const DOMAIN: &str = "corp.contoso.com";
/// The job that brings people and groups.
pub const PROVISIONING: &str = "AD2AADProvisioning";
/// The job that brings password hashes.
pub const PASSWORD_HASH: &str = "AD2AADPasswordHash";
/// The job that writes Exchange attributes back.
pub const WRITEBACK: &str = "AAD2ADExchangeHybridWriteback";

/// The one configuration there is, with these jobs, all of them running.
#[track_caller]
pub fn only_one<'a>(picture: &'a Picture, templates: &[&str]) -> &'a Configuration {
    assert_eq!(picture.sync_enabled, true);
    let names: Vec<_> = picture.configurations.iter().map(|found| &found.name).collect();
    assert_eq!(names.len(), 1, "one configuration, not {names:?}");
    let configuration = &picture.configurations[0];
    assert_eq!(configuration.templates(), templates);
    for job in &configuration.jobs {
        assert_eq!(job.json["schedule"]["state"], "Active", "{}", job.template);
    }
    configuration
}

/// The settings of the recommended answers.
#[track_caller]
pub fn has_recommended_settings(configuration: &Configuration, domain: &str) {
    assert_eq!(configuration.setting("Domain"), json!({ "domain": domain }));
    assert_eq!(
        configuration.setting("AppKey"),
        json!({ "appKeyScenario": "AD2AADPasswordHash" })
    );
    let guard = configuration.setting("SyncNotificationSettings");
    assert_eq!(
        (&guard["DeleteThresholdEnabled"], &guard["DeleteThresholdValue"]),
        (&json!(true), &json!(500))
    );
}

/// The schema of the provisioning job is the template's but for one password hash mapping on each kind of person.
pub async fn has_no_leaf_changed_but_ours(tenant: &Tenant, configuration: &Configuration, expected: Value) {
    let job = configuration.job(PROVISIONING);
    let mut ours = job.schema.clone();
    assert_eq!(take_hash_mappings(&mut ours), expected);
    let id = job.json["id"].as_str().expect("an id");
    let path = format!(
        "/v1.0/servicePrincipals/{}/synchronization/jobs/{id}/schema",
        configuration.id
    );
    let (status, _) = tenant.call(Method::DELETE, &path, None).await;
    assert_eq!(status, 204);
    let mut template = tenant.get(&path).await;
    assert_eq!(
        take_hash_mappings(&mut template),
        json!({}),
        "a template maps no hashes"
    );
    assert!(ours == template, "a leaf that is not ours differs from the template's");
}

/// Methods and paths of all Graph requests so far.
pub async fn requests(tenant: &Tenant) -> Vec<(String, String)> {
    let log = tenant.control(Method::GET, "requests", None).await;
    let rows = log["requests"].as_array().expect("a list").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = rows.map(|row| (text(&row["method"]), text(&row["path"])));
    rows.filter(|(_, path)| path.starts_with("/v1.0") || path.starts_with("/beta"))
        .collect()
}

/// Fails unless nothing was written since the log was cleared.
pub async fn nothing_written(tenant: &Tenant) -> usize {
    let requests = requests(tenant).await;
    // The question to an agent is a POST that writes nothing, and so is a batch: each of its requests is listed by itself.
    let looks = ["/discover", "/$batch"];
    let is_write =
        |(method, path): &&(String, String)| method != "GET" && !looks.iter().any(|look| path.ends_with(look));
    let writes: Vec<_> = requests.iter().filter(is_write).collect();
    assert!(writes.is_empty(), "{writes:?}");
    requests.len()
}

/// Forgets the requests so far.
pub async fn clear_requests(tenant: &Tenant) {
    tenant.control(Method::DELETE, "requests", None).await;
}

/// A secret must be nowhere in what a call said.
#[track_caller]
pub fn says_no_secret(tenant: &Tenant, ended: &Ended) {
    let secret = tenant.text("clientSecret");
    assert!(
        !ended.out.contains(secret) && !ended.err.contains(secret),
        "the client secret was printed"
    );
}
