//! The real window over WebDriver, from a press of the button to the state of the tenant.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod answers;
mod apply;
mod check;
mod existing;
mod feed;
mod feed_send;
mod gallery;
mod gallery_table;
mod gallery_try;
mod guarded;
mod journeys;
mod keyboard;
mod midway;
mod operate;
mod own_tenant;
mod pages;
mod presenter;
mod removal;
mod sentinels;
mod sign_in;
mod sizes;
mod stays;

use journey_tests::tenant::{Picture, Tenant, take_hash_mappings};
use reqwest::Method;
use serde_json::json;

/// What one whole set-up leaves behind, seen by calls of our own.
#[track_caller]
fn is_set_up(tenant: &Picture) {
    is_prepared(tenant);
    for job in &tenant.configurations[0].jobs {
        assert_eq!(job.json["schedule"]["state"], "Active", "{}", job.template);
    }
}

/// The same before anything was started.
#[track_caller]
fn is_prepared(tenant: &Picture) {
    assert_eq!(tenant.sync_enabled, true);
    let [configuration] = tenant.configurations.as_slice() else {
        panic!("one configuration, not {:?}", ids(tenant))
    };
    assert_eq!(configuration.name, "corp.contoso.com");
    assert_eq!(configuration.templates(), ["AD2AADPasswordHash", "AD2AADProvisioning"]);
    assert_eq!(configuration.setting("Domain"), json!({ "domain": "corp.contoso.com" }));
    assert_eq!(
        configuration.setting("SyncNotificationSettings")["DeleteThresholdEnabled"],
        true
    );
    let mut schema = configuration.job("AD2AADProvisioning").schema.clone();
    assert_eq!(
        take_hash_mappings(&mut schema),
        json!({ "user": 1, "inetOrgPerson": 1 })
    );
}

/// The ids of everything that a journey creates.
fn ids(tenant: &Picture) -> Vec<String> {
    let configurations = tenant.configurations.iter();
    let jobs = configurations
        .clone()
        .flat_map(|one| &one.jobs)
        .map(|job| job.json["id"].to_string());
    configurations.map(|one| one.id.clone()).chain(jobs).collect()
}

/// Begins the tenant again without waits, for tests that are about something else.
async fn skip_wait(tenant: &Tenant, scenario: &str) {
    let again = json!({ "scenario": scenario, "timing": "instant" });
    tenant.control(Method::POST, "reset", Some(again)).await;
}

/// Lets something go wrong, as `graph-simulator --fault` does.
async fn fault(tenant: &Tenant, fault: &str) {
    tenant
        .control(Method::POST, "faults", Some(json!({ "fault": fault })))
        .await;
}
