//! Every app of a tenant that provisions, found among many that do not.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "log/support.rs"]
#[expect(dead_code, reason = "tests of the log need more of it")]
mod support;

use std::collections::BTreeMap;
use std::time::Duration;

use futures::TryStreamExt as _;
use graph_client::GraphClient;
use provisioning::{App, Level, State, all_apps, each_once, is_of_app, jobs_of_apps, judge};
use reqwest::Method;
use serde_json::{Value, json};

use support::Tenant;

const READ: [&str; 2] = ["Synchronization.Read.All", "Application.Read.All"];

/// A client that waits a millisecond where another waits a second.
async fn hurried(tenant: &Tenant, permissions: &[&str]) -> GraphClient {
    tenant.client(permissions).await.with_pace(Duration::from_millis(1))
}

/// Those with jobs: how each stands, by name, and whether it is of an app.
async fn found(client: &GraphClient, apps: &[App]) -> BTreeMap<String, (State, Level, bool)> {
    let all: Vec<_> = jobs_of_apps(client, apps).try_concat().await.unwrap();
    assert_eq!(all.len(), apps.len());
    let now = client.now();
    let judged = all.into_iter().flat_map(|(app, jobs)| {
        let jobs = jobs.unwrap().into_iter();
        jobs.map(move |job| {
            let verdict = judge(&job, now);
            (app.name.clone(), (verdict.state, verdict.level, is_of_app(&job)))
        })
    });
    // The first job of Cloud Sync is the one that brings people.
    judged.fold(BTreeMap::new(), |mut all, (name, standing)| {
        all.entry(name).or_insert(standing);
        all
    })
}

#[tokio::test]
async fn of_twelve_hundred_apps_those_that_provision_are_found_and_judged() {
    let tenant = Tenant::new("contoso/apps");
    let client = hurried(&tenant, &READ).await;
    tenant.control(Method::DELETE, "requests", &Value::Null).await;
    let apps = all_apps(&client).await.unwrap();
    assert_eq!(apps.len(), 1200);
    assert_eq!(apps[0].name, "corp.contoso.com", "Cloud Sync comes first");
    let found = found(&client, &apps).await;
    let fine = (State::InStep, Level::Fine, true);
    let expected = [
        ("AWS IAM Identity Center", fine),
        ("Atlassian Cloud", fine),
        ("Box", (State::TooManyFail, Level::Urgent, true)),
        ("Salesforce", (State::Paused, Level::NeedsYou, true)),
        ("ServiceNow", fine),
        ("Slack", (State::Credentials, Level::Urgent, true)),
        ("Workday to Microsoft Entra User Provisioning", fine),
        ("Zoom", fine),
        ("corp.contoso.com", (State::SomeFail, Level::NeedsYou, false)),
    ];
    let told: Vec<_> = found
        .iter()
        .map(|(name, standing)| (name.as_str(), *standing))
        .collect();
    assert_eq!(told, expected);

    let log = tenant.control(Method::GET, "requests", &Value::Null).await;
    let (items, whole): (Vec<_>, Vec<_>) = log["requests"]
        .as_array()
        .unwrap()
        .iter()
        .partition(|request| request["inBatch"] == true);
    assert!(
        items.iter().all(|item| item["method"] == "GET"),
        "a look writes nothing"
    );
    let batches = whole.iter().filter(|request| request["method"] == "POST");
    let paths: Vec<_> = batches.map(|request| request["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["/v1.0/$batch"; 60]);
    assert_eq!(
        (items.len(), whole.len()),
        (1200, 60 + 3),
        "two pages of apps, one of Cloud Sync"
    );
}

#[tokio::test]
async fn one_that_is_throttled_is_asked_again_and_one_that_is_gone_has_none() {
    let tenant = Tenant::new("contoso/apps");
    let client = hurried(&tenant, &READ).await;
    let fault = |script: &str| json!({ "fault": script });
    for nth in [3, 7, 11] {
        let script = format!("GET /servicePrincipals/*/synchronization/jobs#{nth}=429:retry-after=9");
        tenant.control(Method::POST, "faults", &fault(&script)).await;
    }
    let gone = App {
        id: "5c1f7f3e-0000-4000-8000-000000000000".to_owned(),
        name: "Gone".to_owned(),
    };
    let apps = each_once(vec![gone], all_apps(&client).await.unwrap());
    tenant.control(Method::DELETE, "requests", &Value::Null).await;
    let found = found(&client, &apps[..20]).await;
    assert!(!found.contains_key("Gone") && found.contains_key("corp.contoso.com"));
    let log = tenant.control(Method::GET, "requests", &Value::Null).await;
    let items = log["requests"].as_array().unwrap().iter();
    let statuses: Vec<u64> = items
        .filter(|request| request["inBatch"] == true)
        .map(|request| request["status"].as_u64().unwrap())
        .collect();
    let count = |status| statuses.iter().filter(|one| **one == status).count();
    assert_eq!(
        (count(429), count(404), count(200)),
        (3, 1, 19),
        "only three are asked again"
    );
}

#[tokio::test]
async fn who_may_not_look_is_told_so_of_each_app() {
    let tenant = Tenant::new("contoso/apps");
    let client = hurried(&tenant, &["Application.Read.All"]).await;
    let apps = all_apps(&client).await.unwrap();
    let some: Vec<_> = jobs_of_apps(&client, &apps[..40]).try_concat().await.unwrap();
    assert!(
        some.iter()
            .all(|(_, jobs)| jobs.as_ref().is_err_and(|error| error.is_missing_permission()))
    );
    let nobody = hurried(&tenant, &[]).await;
    assert!(all_apps(&nobody).await.unwrap_err().is_missing_permission());
}
