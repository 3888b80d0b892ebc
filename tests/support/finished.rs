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

/// All that looking can need and that changes nothing.
const TO_READ: [&str; 10] = [
    "Application.Read.All",
    "AuditLog.Read.All",
    "Directory.Read.All",
    "Domain.Read.All",
    "OnPremDirectorySynchronization.Read.All",
    "Organization.Read.All",
    "ProvisioningLog.Read.All",
    "Synchronization.Read.All",
    "SynchronizationMetadata.Read.All",
    "User.Read.All",
];

/// Tokens from here on hold permissions to read alone. Where too little is granted that stays so.
pub async fn grant_reading_alone(tenant: &Tenant) {
    if !tenant.text("scenario").ends_with("/consent-missing") {
        let granted = json!({ "permissions": TO_READ });
        tenant.control(Method::PUT, "sign-in/granted", Some(granted)).await;
    }
}

/// Fails when something was refused, since the log was cleared, to who may read everything that there is a permission to read for.
pub async fn nothing_refused(tenant: &Tenant) {
    let scenario = tenant.text("scenario");
    let variant = scenario.split('/').nth(1).unwrap_or_default();
    let is_expected = |refused: &Asked| {
        // For these there is a permission to write alone.
        let agents = refused.path.contains("/onPremisesPublishingProfiles/") || refused.path.ends_with("/discover");
        let closed = match variant {
            "consent-missing" | "role-missing" => true,
            "log-closed" | "free-licence" => refused.path.contains("/auditLogs/"),
            _ => false,
        };
        agents || closed
    };
    let mut refused = asked(tenant).await;
    refused.retain(|asked| matches!(asked.status, Some(401 | 403)) && !is_expected(asked));
    assert!(refused.is_empty(), "{scenario}: {refused:?}");
}

/// One Graph request as the tenant saw it.
#[derive(Debug)]
pub struct Asked {
    /// Its method.
    pub method: String,
    /// Its path, with version and query.
    pub path: String,
    /// What it was answered with; absent when the connection broke instead.
    pub status: Option<u64>,
}

/// All Graph requests so far.
pub async fn asked(tenant: &Tenant) -> Vec<Asked> {
    let log = tenant.control(Method::GET, "requests", None).await;
    let rows = log["requests"].as_array().expect("a list").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = rows.map(|row| Asked {
        method: text(&row["method"]),
        path: text(&row["path"]),
        status: row["status"].as_u64(),
    });
    rows.filter(|asked| asked.path.starts_with("/v1.0") || asked.path.starts_with("/beta"))
        .collect()
}

/// Methods and paths of all Graph requests so far.
pub async fn requests(tenant: &Tenant) -> Vec<(String, String)> {
    let asked = asked(tenant).await.into_iter();
    asked.map(|asked| (asked.method, asked.path)).collect()
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

/// How often the service was asked what it wants nobody to ask, by kind.
pub async fn violations(tenant: &Tenant) -> Value {
    tenant.control(Method::GET, "violations", None).await
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
