//! Settings of others in the same document: what cannot be kept is asked about, what is gone is told.

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::disturbed::all_happened;
use journey_tests::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, clear_requests, nothing_written, only_one};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

/// A key whose value the service keeps hidden.
const HIDDEN: &str = "SecretToken";

/// A tenant whose service drops what is not sent.
async fn dropping(scenario: &str) -> Tenant {
    Tenant::start_with(scenario, &["--timing", "instant", "--secrets-mode", "replace"]).await
}

async fn path_of_settings(tenant: &Tenant) -> String {
    let id = tenant.picture().await.configurations[0].id.clone();
    format!("/v1.0/servicePrincipals/{id}/synchronization/secrets")
}

/// Writes the settings as another program would, changed like this.
async fn change(tenant: &Tenant, change: impl FnOnce(&mut Vec<Value>)) {
    let path = path_of_settings(tenant).await;
    let mut entries = tenant.get(&path).await["value"].as_array().unwrap().clone();
    change(&mut entries);
    let (status, _) = tenant.call(Method::PUT, &path, Some(json!({ "value": entries }))).await;
    assert_eq!(status, 204);
}

#[tokio::test]
async fn a_hidden_value_is_not_lost_unless_somebody_agrees() {
    let tenant = dropping("half-configured").await;
    let hidden = json!({ "key": HIDDEN, "value": "of somebody else" });
    change(&tenant, |entries| entries.push(hidden)).await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    clear_requests(&tenant).await;
    for ended in [place.plan(&tenant), place.apply(&tenant)] {
        ended.expect(3);
        ended.says("--accept-loss SecretToken");
    }
    let other = ["apply", "set-up.json", "--yes", "--accept-loss", "SyncAll"];
    place.run(&tenant, &other).expect(3);
    nothing_written(&tenant).await;
    assert!(tenant.picture().await.configurations[0].secrets.contains_key(HIDDEN));

    let agreed = ["apply", "set-up.json", "--yes", "--accept-loss", HIDDEN];
    let ended = place.run(&tenant, &agreed);
    ended.expect(0);
    ended.says("you accepted that");
    let picture = tenant.picture().await;
    let configuration = only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
    assert!(!configuration.secrets.contains_key(HIDDEN), "this service drops it");
}

#[tokio::test]
async fn a_setting_that_is_gone_when_read_back_is_told_and_nothing_starts() {
    let tenant = dropping("contoso").await;
    // The second reading is the one after the write.
    let held = json!({ "fault": "GET /servicePrincipals/*/synchronization/secrets#2=slow:5" });
    tenant.control(Method::POST, "faults", Some(held)).await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let mut command = tokio::process::Command::from(place.command(&tenant, &["apply", "set-up.json", "--yes"]));
    let running = tokio::spawn(async move { command.output().await });
    while !all_happened(&tenant).await {
        assert!(!running.is_finished(), "the settings were never read back");
    }
    change(&tenant, |entries| entries.retain(|entry| entry["key"] != "SyncAll")).await;
    let ended: Ended = running.await.unwrap().unwrap().into();
    ended.expect(3);
    ended.says("SyncAll");
    let picture = tenant.picture().await;
    let active = |job: &journey_tests::tenant::Job| job.json["schedule"]["state"] == "Active";
    assert!(!picture.configurations[0].jobs.iter().any(active));

    place.apply(&tenant).expect(0);
    only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
}
