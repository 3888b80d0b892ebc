//! What each scenario has set up when it begins.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Tenant, instant};

async fn configurations(scenario: &str) -> Vec<Value> {
    let tenant = Tenant::start(instant(scenario)).await;
    let state = tenant.control(Method::GET, "/state", Value::Null).await.expect(200);
    state["configurations"].as_array().unwrap().clone()
}

fn jobs(configuration: &Value) -> Vec<(&str, &str)> {
    let jobs = configuration["jobs"].as_array().unwrap();
    jobs.iter()
        .map(|job| {
            (
                job["templateId"].as_str().unwrap(),
                job["status"]["code"].as_str().unwrap(),
            )
        })
        .collect()
}

fn secret(configuration: &Value, key: &str) -> Option<Value> {
    let found = configuration["secrets"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["key"] == key)?;
    serde_json::from_str(found["value"].as_str().unwrap()).ok()
}

fn password_mappings(configuration: &Value) -> Vec<usize> {
    let mappings = configuration["jobs"][0]["schema"]["synchronizationRules"][0]["objectMappings"]
        .as_array()
        .unwrap();
    let people = mappings.iter().filter(|mapping| mapping["targetObjectName"] == "User");
    people
        .map(|mapping| {
            mapping["attributeMappings"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|entry| entry["targetAttributeName"] == "CredentialData")
                .count()
        })
        .collect()
}

#[tokio::test]
async fn most_variants_begin_with_nothing() {
    for variant in [
        "fresh",
        "sync-flag-off",
        "agent-inactive",
        "no-agent",
        "no-exchange-schema",
        "throttled",
    ] {
        assert!(configurations(variant).await.is_empty(), "{variant}");
    }
}

#[tokio::test]
async fn configured_runs_for_weeks() {
    for (scenario, domain, mail) in [
        ("configured", "corp.contoso.com", "ops@contoso.com"),
        (
            "school/configured",
            "ad.lindenschool.example",
            "ops@lindenschool.example",
        ),
    ] {
        let found = configurations(scenario).await;
        assert_eq!(found.len(), 1);
        assert_eq!(
            jobs(&found[0]),
            [("AD2AADProvisioning", "Active"), ("AD2AADPasswordHash", "Active")]
        );
        assert_eq!(secret(&found[0], "Domain"), Some(json!({"domain": domain})));
        assert_eq!(
            secret(&found[0], "AppKey"),
            Some(json!({"appKeyScenario": "AD2AADPasswordHash"}))
        );
        assert_eq!(
            secret(&found[0], "SyncNotificationSettings").unwrap()["Recipients"],
            mail
        );
        assert_eq!(password_mappings(&found[0]), [1, 1]);
        let steady = found[0]["jobs"][0]["status"]["steadyStateFirstAchievedTime"]
            .as_str()
            .unwrap();
        assert!(!steady.starts_with("0001"), "{steady}");
    }
}

#[tokio::test]
async fn half_configured_was_never_started() {
    let found = configurations("half-configured").await;
    assert_eq!(found.len(), 1);
    assert_eq!(jobs(&found[0]), [("AD2AADProvisioning", "Paused")]);
    assert_eq!(secret(&found[0], "Domain"), Some(json!({"domain": "corp.contoso.com"})));
    assert_eq!(secret(&found[0], "AppKey"), None);
    assert_eq!(password_mappings(&found[0]), [0, 0]);
}

#[tokio::test]
async fn duplicated_has_the_domain_twice() {
    let found = configurations("duplicated").await;
    let domains: Vec<_> = found
        .iter()
        .map(|configuration| secret(configuration, "Domain"))
        .collect();
    assert_eq!(
        domains,
        [
            Some(json!({"domain": "corp.contoso.com"})),
            Some(json!({"domain": "corp.contoso.com"}))
        ]
    );
}
