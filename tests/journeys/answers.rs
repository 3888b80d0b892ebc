//! Answers other than the recommended ones.

use journey_tests::causewayctl::Place;
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

use journey_tests::finished::{
    DOMAIN, PASSWORD_HASH, PROVISIONING, WRITEBACK, has_no_leaf_changed_but_ours, only_one, requests,
};

#[tokio::test]
async fn without_hashes_neither_job_nor_mapping_nor_tenant_flag_come() {
    let tenant = Tenant::start("contoso").await;
    Place::new(&tenant, DOMAIN, json!({ "passwordHashSync": false }))
        .apply(&tenant)
        .expect(0);
    let picture = tenant.picture().await;
    let configuration = only_one(&picture, &[PROVISIONING]);
    assert_eq!(
        configuration.setting("AppKey"),
        json!({ "appKeyScenario": "AD2AADProvisioning" })
    );
    has_no_leaf_changed_but_ours(&tenant, configuration, json!({})).await;
}

#[tokio::test]
async fn hashes_off_leaves_hashes_that_are_there() {
    let tenant = Tenant::start("contoso").await;
    Place::new(&tenant, DOMAIN, json!({})).apply(&tenant).expect(0);
    let off = Place::new(&tenant, DOMAIN, json!({ "passwordHashSync": false }));
    let applied = off.apply(&tenant);
    applied.expect(0);
    let picture = tenant.picture().await;
    let configuration = only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
    assert_eq!(
        configuration.setting("AppKey"),
        json!({ "appKeyScenario": "AD2AADPasswordHash" })
    );
    has_no_leaf_changed_but_ours(&tenant, configuration, json!({ "user": 1, "inetOrgPerson": 1 })).await;
}

#[tokio::test]
async fn inet_org_persons_can_be_left_out() {
    let tenant = Tenant::start("contoso").await;
    Place::new(&tenant, DOMAIN, json!({ "inetOrgPersonPasswords": false }))
        .apply(&tenant)
        .expect(0);
    let picture = tenant.picture().await;
    let configuration = only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
    has_no_leaf_changed_but_ours(&tenant, configuration, json!({ "user": 1 })).await;
}

#[tokio::test]
async fn a_scope_stands_before_anything_starts_and_changes_nothing_else() {
    let ous = json!({ "ous": ["OU=Staff,DC=corp,DC=contoso,DC=com", "OU=Sales\\, EU,DC=corp,DC=contoso,DC=com"] });
    let groups = json!({ "groups": ["CN=Pilot,OU=Groups,DC=corp,DC=contoso,DC=com"] });
    for (scope, filter, names) in [
        (&ous, "containerFilter", json!({ "includedContainers": ous["ous"] })),
        (&groups, "groupFilter", json!({ "includedGroups": groups["groups"] })),
    ] {
        let tenant = Tenant::start("contoso").await;
        Place::new(&tenant, DOMAIN, json!({ "scope": scope }))
            .apply(&tenant)
            .expect(0);
        let picture = tenant.picture().await;
        let mut configuration = only_one(&picture, &[PASSWORD_HASH, PROVISIONING]).clone();
        let job = configuration
            .jobs
            .iter_mut()
            .find(|job| job.template == PROVISIONING)
            .unwrap();
        let rule = &mut job.schema["synchronizationRules"][0];
        assert_eq!(rule[filter], names);
        rule[filter] = Value::Null;

        let sent = requests(&tenant).await;
        let put = sent
            .iter()
            .position(|(method, path)| method == "PUT" && path.ends_with("/schema"))
            .unwrap();
        let read_back = put
            + sent[put..]
                .iter()
                .position(|(m, p)| m == "GET" && p.ends_with("/schema"))
                .unwrap();
        let start = sent.iter().position(|(_, path)| path.ends_with("/start")).unwrap();
        assert!(
            put < read_back && read_back < start,
            "written, read back, then started: {sent:?}"
        );
        has_no_leaf_changed_but_ours(&tenant, &configuration, json!({ "user": 1, "inetOrgPerson": 1 })).await;
    }
}

#[tokio::test]
async fn with_exchange_the_third_job_comes_and_runs() {
    let tenant = Tenant::start("contoso").await;
    let applied = Place::new(&tenant, DOMAIN, json!({ "exchangeHybridWriteback": true })).apply(&tenant);
    applied.expect(0);
    only_one(&tenant.picture().await, &[WRITEBACK, PASSWORD_HASH, PROVISIONING]);
}

#[tokio::test]
async fn without_the_exchange_schema_nothing_starts_and_the_cure_is_told() {
    let tenant = Tenant::start("no-exchange-schema").await;
    let applied = Place::new(&tenant, DOMAIN, json!({ "exchangeHybridWriteback": true })).apply(&tenant);
    applied.expect(3);
    applied.says("Exchange");
    let picture = tenant.picture().await;
    let configuration = &picture.configurations[0];
    assert_eq!(configuration.templates(), [PASSWORD_HASH, PROVISIONING]);
    assert!(
        configuration
            .jobs
            .iter()
            .all(|job| job.json["schedule"]["state"] == "Disabled")
    );
}

#[tokio::test]
async fn start_false_ends_before_the_start() {
    let tenant = Tenant::start("contoso").await;
    Place::new(&tenant, DOMAIN, json!({ "start": false }))
        .apply(&tenant)
        .expect(0);
    let picture = tenant.picture().await;
    let states: Vec<_> = picture.configurations[0]
        .jobs
        .iter()
        .map(|job| &job.json["schedule"]["state"])
        .collect();
    assert_eq!(states, ["Disabled", "Disabled"]);
    assert!(!requests(&tenant).await.iter().any(|(_, path)| path.ends_with("/start")));
}

#[tokio::test]
async fn a_wrong_set_up_sends_nothing() {
    for (answers, field) in [
        (json!({ "notify": ["ops"] }), "notify[0]"),
        (
            json!({ "scope": { "everyone": true, "ous": ["OU=A,DC=corp,DC=contoso,DC=com"] } }),
            "scope",
        ),
        (
            json!({ "accidentalDeletes": { "enabled": true, "threshold": -1 } }),
            "accidentalDeletes.threshold",
        ),
        (json!({ "colour": "blue" }), "colour"),
    ] {
        let tenant = Tenant::start("contoso").await;
        let ended = Place::new(&tenant, DOMAIN, answers).apply(&tenant);
        ended.expect(2);
        ended.says(field);
        let log = tenant.control(Method::GET, "requests", None).await;
        let signed_in_by_test_only = log["requests"].as_array().unwrap().len() <= 1;
        assert!(signed_in_by_test_only, "{log}");
    }
}
