//! What stands in the way, what is said about it, and that nothing is half done.

use journey_tests::causewayctl::Place;
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

use journey_tests::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, only_one, requests};

#[tokio::test]
async fn a_switched_off_flag_is_switched_on() {
    for scenario in ["sync-flag-off", "sync-flag-v1-read-only"] {
        let tenant = Tenant::start(scenario).await;
        let applied = Place::new(&tenant, DOMAIN, json!({})).apply(&tenant);
        applied.expect(0);
        if scenario == "sync-flag-off" {
            applied.says("It was switched off before");
        }
        only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
    }
}

#[tokio::test]
async fn a_locked_flag_is_explained_and_nothing_starts() {
    let tenant = Tenant::start("sync-flag-locked").await;
    let applied = Place::new(&tenant, DOMAIN, json!({})).apply(&tenant);
    applied.expect(3);
    applied.says("72");
    let picture = tenant.picture().await;
    let active = |job: &journey_tests::tenant::Job| job.json["schedule"]["state"] == "Active";
    assert!(!picture.configurations.iter().flat_map(|found| &found.jobs).any(active));
}

#[tokio::test]
async fn nothing_is_started_while_no_agent_answers() {
    for (scenario, words) in [
        ("agent-inactive", "gives Microsoft no answer"),
        ("no-agent", "knows no agent that reads this Active Directory domain"),
    ] {
        let tenant = Tenant::start(scenario).await;
        let place = Place::new(&tenant, DOMAIN, json!({}));
        for again in [false, true] {
            let applied = place.apply(&tenant);
            applied.expect(3);
            applied.says(words);
            let started = requests(&tenant).await.iter().any(|(_, path)| path.ends_with("/start"));
            assert!(!started, "{scenario}, run again: {again}");
        }
        assert_eq!(
            tenant.picture().await.configurations[0].templates(),
            [PASSWORD_HASH, PROVISIONING]
        );
    }
}

#[tokio::test]
async fn who_may_not_ask_an_agent_is_told_so_and_starts() {
    let tenant = Tenant::start("contoso").await;
    let refused =
        json!({ "fault": "POST /servicePrincipals/*/synchronization/jobs/*/schema/directories/*/discover=403" });
    tenant.control(Method::POST, "faults", Some(refused)).await;
    let applied = Place::new(&tenant, DOMAIN, json!({})).apply(&tenant);
    applied.expect(0);
    applied.says("Not checked: whether an agent answers");
    only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
}

#[tokio::test]
async fn a_schema_without_a_kind_of_people_is_left_as_it_is() {
    let tenant = Tenant::start("half-configured").await;
    let configuration = tenant.picture().await.configurations[0].clone();
    let job = configuration.job(PROVISIONING);
    let id = job.json["id"].as_str().unwrap();
    let path = format!(
        "/v1.0/servicePrincipals/{}/synchronization/jobs/{id}/schema",
        configuration.id
    );
    let mut schema = tenant.get(&path).await;
    let mappings = schema["synchronizationRules"][0]["objectMappings"]
        .as_array_mut()
        .unwrap();
    mappings.retain(|mapping| mapping["sourceObjectName"] != "inetOrgPerson");
    let (status, _) = tenant.call(Method::PUT, &path, Some(schema)).await;
    assert_eq!(status, 204);
    let applied = Place::new(&tenant, DOMAIN, json!({})).apply(&tenant);
    applied.expect(0);
    applied.says("does not map inetOrgPerson");
    only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
}

#[tokio::test]
async fn a_place_that_nobody_can_look_up_is_said_to_be_unchecked() {
    let tenant = Tenant::start("contoso").await;
    let nowhere = "OU=Nowhere,DC=corp,DC=contoso,DC=com";
    let planned = Place::new(&tenant, DOMAIN, json!({ "scope": { "ous": [nowhere] } })).plan(&tenant);
    planned.expect(0);
    planned.says(&format!("Not checked: whether {nowhere} exists"));
}

/// What was not seen is not planned from: the jobs are there.
#[tokio::test]
async fn a_look_that_failed_is_told_as_one_and_nothing_behind_it_is_planned() {
    for (fault, code) in [("404", "not-found"), ("401", "sign-in-again")] {
        let tenant = Tenant::start("configured").await;
        let fault = json!({ "fault": format!("GET /servicePrincipals/*/synchronization/jobs#1x9={fault}") });
        tenant.control(Method::POST, "faults", Some(fault)).await;
        let planned = Place::new(&tenant, DOMAIN, json!({})).plan(&tenant);
        planned.says("The look at the configuration did not succeed");
        planned.says(&format!("Code: {code}"));
        planned.says("Create the jobs: after the configuration");
        // What was looked at and found is not what a step waits for.
        planned.says("Ask an agent whether it reaches Active Directory: after the jobs");
        planned.says("what would change is not known in full");
        for untrue in [
            "Not completed",
            "A job is created",
            "would change something",
            "Nothing would change",
        ] {
            assert!(!planned.out.contains(untrue), "{code}: {}", planned.out);
        }
    }
}

#[tokio::test]
async fn throttling_is_waited_out() {
    let tenant = Tenant::start("throttled").await;
    let applied = Place::new(&tenant, DOMAIN, json!({})).apply(&tenant);
    applied.expect(0);
    applied.says("asks Causeway to wait");
    only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
}

#[tokio::test]
async fn missing_rights_are_named_and_nothing_is_written() {
    for scenario in ["consent-missing", "role-missing"] {
        let tenant = Tenant::start(scenario).await;
        let applied = Place::new(&tenant, DOMAIN, json!({})).apply(&tenant);
        applied.expect(3);
        applied.says("permission");
        let state = tenant.control(Method::GET, "state", None).await;
        assert_eq!(state["onPremisesSyncEnabled"], Value::Null);
        assert_eq!(state["configurations"].as_array().map(Vec::len), Some(0), "{state:#}");
    }
}

#[tokio::test]
async fn a_wrong_secret_is_a_refused_sign_in() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let mut command = place.command(&tenant, &["apply", "set-up.json", "--yes"]);
    command.env("AZURE_CLIENT_SECRET", "sentinel-of-a-wrong-secret");
    let ended: journey_tests::causewayctl::Ended = command.output().unwrap().into();
    ended.expect(4);
    assert!(!ended.out.contains("sentinel") && !ended.err.contains("sentinel"));
}

#[tokio::test]
async fn a_set_up_for_another_tenant_changes_nothing() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({ "tenant": "fabrikam.onmicrosoft.com" }));
    let ended = place.apply(&tenant);
    ended.expect(3);
    assert!(tenant.picture().await.configurations.is_empty());
}

#[tokio::test]
async fn a_lost_answer_makes_no_second_configuration() {
    for fault in [
        "POST /applicationTemplates/*/instantiate#1=reset:after",
        "POST /applicationTemplates/*/instantiate#1=504:after",
        "POST /servicePrincipals/*/synchronization/jobs#1=reset:after",
        "POST /servicePrincipals/*/synchronization/jobs#2=reset:after",
    ] {
        let tenant = Tenant::start_with("contoso", &["--timing", "instant", "--fault", fault]).await;
        let place = Place::new(&tenant, DOMAIN, json!({}));
        place.apply(&tenant).expect(0);
        only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
    }
}

/// A tenant's own text must not steer the terminal.
#[tokio::test]
async fn hostile_names_stay_text() {
    let tenant = Tenant::start("contoso").await;
    let body = json!({ "displayName": "corp.contoso.com\u{1b}[31m\u{202e}evil" });
    let path = format!(
        "/v1.0/applicationTemplates/{}/instantiate",
        journey_tests::tenant::AD2AAD
    );
    let (status, made) = tenant.call(Method::POST, &path, Some(body)).await;
    assert_eq!(status, 201, "{made}");
    let id = made["servicePrincipal"]["id"].as_str().unwrap();
    let secrets = json!({ "value": [{ "key": "Domain", "value": json!({ "domain": DOMAIN }).to_string() }] });
    let path = format!("/v1.0/servicePrincipals/{id}/synchronization/secrets");
    let (status, answer): (u16, Value) = tenant.call(Method::PUT, &path, Some(secrets)).await;
    assert_eq!(status, 204, "{answer}");
    let planned = Place::new(&tenant, DOMAIN, json!({})).plan(&tenant);
    planned.expect(0);
    planned.says("evil");
    assert!(
        !planned.out.contains('\u{1b}') && !planned.out.contains('\u{202e}'),
        "{:?}",
        planned.out
    );
}
