//! From an empty tenant to running jobs.

use journey_tests::causewayctl::Place;
use journey_tests::tenant::Tenant;
use serde_json::json;

use journey_tests::finished::{
    DOMAIN, PASSWORD_HASH, PROVISIONING, clear_requests, has_no_leaf_changed_but_ours, has_recommended_settings,
    nothing_written, only_one, requests, says_no_secret,
};

#[tokio::test]
async fn contoso_is_set_up_and_a_second_run_writes_nothing() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({ "notify": ["ops@contoso.com"] }));
    let applied = place.apply(&tenant);
    applied.expect(0);
    says_no_secret(&tenant, &applied);

    let picture = tenant.picture().await;
    let configuration = only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
    assert_eq!(configuration.name, DOMAIN);
    has_recommended_settings(configuration, DOMAIN);
    let mail = configuration.setting("SyncNotificationSettings");
    assert_eq!(
        (&mail["Enabled"], &mail["Recipients"]),
        (&json!(true), &json!("ops@contoso.com"))
    );

    clear_requests(&tenant).await;
    place.apply(&tenant).expect(0);
    let sent = nothing_written(&tenant).await;
    let requests = requests(&tenant).await;
    assert!(sent <= 8, "a second run sent {sent} requests: {requests:?}");
    asks_once(&requests);

    has_no_leaf_changed_but_ours(&tenant, configuration, json!({ "user": 1, "inetOrgPerson": 1 })).await;
}

#[tokio::test]
async fn the_checks_and_the_looks_before_the_first_change_ask_once() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    for run in [Place::plan, Place::apply] {
        run(&place, &tenant).expect(0);
        let mut requests = requests(&tenant).await;
        let first_change = requests.iter().position(|(method, _)| method != "GET");
        requests.truncate(first_change.unwrap_or(requests.len()));
        asks_once(&requests);
        clear_requests(&tenant).await;
    }
}

#[tokio::test]
async fn without_a_journal_a_second_run_writes_nothing_either() {
    let tenant = Tenant::start("contoso").await;
    Place::new(&tenant, DOMAIN, json!({})).apply(&tenant).expect(0);
    clear_requests(&tenant).await;
    Place::new(&tenant, DOMAIN, json!({})).apply(&tenant).expect(0);
    nothing_written(&tenant).await;
    only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
}

#[tokio::test]
async fn a_school_and_an_enterprise_are_set_up() {
    for scenario in ["school", "enterprise"] {
        let tenant = Tenant::start(scenario).await;
        let domain = tenant.text("domain");
        Place::new(&tenant, domain, json!({})).apply(&tenant).expect(0);
        let picture = tenant.picture().await;
        has_recommended_settings(only_one(&picture, &[PASSWORD_HASH, PROVISIONING]), domain);
    }
}

#[tokio::test]
async fn the_delays_of_a_real_service_are_waited_out() {
    let tenant = Tenant::start_with("contoso", &["--timing", "demo"]).await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let applied = place.apply(&tenant);
    applied.expect(0);
    applied.says("not all its servers know it yet");
    only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
}

#[tokio::test]
async fn a_plan_counts_the_changes_that_its_run_makes_and_writes_nothing() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let planned = place.plan(&tenant);
    planned.expect(0);
    planned.says("Cloud Sync for corp.contoso.com: looking at what would change");
    planned.says("A configuration named corp.contoso.com is created");
    planned.says("A job is created: Password hash sync");
    planned.says("6 steps would change something");
    nothing_written(&tenant).await;
    assert!(tenant.picture().await.configurations.is_empty());

    let applied = place.apply(&tenant);
    applied.expect(0);
    applied.says("6 changes made");
}

#[tokio::test]
async fn json_output_is_one_object_a_line_and_holds_no_secret() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let applied = place.run(&tenant, &["--output", "json", "apply", "set-up.json", "--yes"]);
    applied.expect(0);
    says_no_secret(&tenant, &applied);
    let lines: Vec<serde_json::Value> = applied
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(
        lines
            .iter()
            .any(|line| line["event"] == "step-ended" && line["step"] == "first-status"),
        "{lines:?}"
    );
}

#[tokio::test]
async fn status_tells_how_it_does_and_only_reads() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    clear_requests(&tenant).await;
    let status = place.run(&tenant, &["status"]);
    status.expect(0);
    status.says(DOMAIN);
    nothing_written(&tenant).await;
}

#[tokio::test]
async fn the_demo_runs_the_journey_in_the_terminal() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let demo = std::process::Command::new(journey_tests::program::built("causewayctl"))
        .args(["--state-dir", "state", "demo", "--scenario", "school"])
        .current_dir(place.path())
        .env_clear()
        .env("LC_ALL", "nl_NL.UTF-8")
        .output()
        .unwrap();
    let demo: journey_tests::causewayctl::Ended = demo.into();
    demo.expect(0);
    demo.says("Directorysynchronisatie");
}

/// The checks and each step share what they read.
#[track_caller]
fn asks_once(requests: &[(String, String)]) {
    for (at, request) in requests.iter().enumerate() {
        assert!(!requests[..at].contains(request), "{request:?} twice in {requests:?}");
    }
}
