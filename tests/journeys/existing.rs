//! A configuration for the domain is already there.

use std::collections::BTreeSet;

use journey_tests::causewayctl::Place;
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::json;

use journey_tests::finished::{
    DOMAIN, PASSWORD_HASH, PROVISIONING, clear_requests, has_recommended_settings, nothing_written, only_one,
};

#[tokio::test]
async fn a_complete_one_is_found_and_not_touched() {
    let tenant = Tenant::start("configured").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let planned = place.plan(&tenant);
    planned.expect(0);
    planned.says("is already there");
    place.apply(&tenant).expect(0);
    nothing_written(&tenant).await;
}

/// What is there already may be missing in lists for a while: also after the run that made it, here for longer than this test takes.
#[tokio::test]
async fn one_of_an_earlier_run_that_no_list_shows_yet_is_not_made_again() {
    let tenant = Tenant::start_with("contoso", &["--timing", "instant", "--lag", "list=600"]).await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    assert!(tenant.picture().await.configurations.is_empty(), "no list shows it");
    clear_requests(&tenant).await;
    place.apply(&tenant).expect(0);
    nothing_written(&tenant).await;
}

#[tokio::test]
async fn a_half_done_one_is_completed_not_doubled() {
    let tenant = Tenant::start("half-configured").await;
    let before = tenant.picture().await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    let kept = kept(&place.path().join("state"));
    assert_eq!(
        kept["schema"]["synchronizationRules"],
        before.configurations[0].jobs[0].schema["synchronizationRules"]
    );
    let names: BTreeSet<_> = before.configurations[0].secrets.keys().map(String::as_str).collect();
    let kept_names = kept["secret"].as_array().unwrap().iter();
    let kept_names: BTreeSet<_> = kept_names.map(|name| name.as_str().unwrap()).collect();
    assert_eq!(kept_names, names, "names and no values");
    let after = tenant.picture().await;
    let configuration = only_one(&after, &[PASSWORD_HASH, PROVISIONING]);
    assert_eq!(configuration.id, before.configurations[0].id);
    has_recommended_settings(configuration, DOMAIN);
}

const PILOT: &str = "OU=Pilot,DC=corp,DC=contoso,DC=com";

/// A pilot that somebody set up elsewhere, ran, and paused.
async fn paused_pilot() -> Tenant {
    let tenant = Tenant::start("contoso").await;
    let answers = json!({ "scope": { "ous": [PILOT] }, "passwordHashSync": false,
        "accidentalDeletes": { "enabled": true, "threshold": 17 }, "notify": ["pilot@contoso.com"] });
    Place::new(&tenant, DOMAIN, answers).apply(&tenant).expect(0);
    let picture = tenant.picture().await;
    let configuration = &picture.configurations[0];
    let job = configuration.job(PROVISIONING).json["id"].as_str().unwrap().to_owned();
    let pause = format!(
        "/v1.0/servicePrincipals/{}/synchronization/jobs/{job}/pause",
        configuration.id
    );
    assert_eq!(tenant.call(Method::POST, &pause, None).await.0, 204);
    clear_requests(&tenant).await;
    tenant
}

#[tokio::test]
async fn what_the_file_leaves_out_stays_as_it_is() {
    let tenant = paused_pilot().await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let planned = place.plan(&tenant);
    planned.expect(0);
    planned.says("Nothing would change");
    planned.says(PILOT);
    planned.says("stays as it is: 17");
    place.apply(&tenant).expect(0);
    nothing_written(&tenant).await;
    place.apply(&tenant).expect(0);
    nothing_written(&tenant).await;
}

#[tokio::test]
async fn the_plan_shows_what_each_answer_changes_from_and_to() {
    let tenant = paused_pilot().await;
    let answers = json!({ "scope": { "everyone": true }, "accidentalDeletes": { "enabled": true, "threshold": 500 } });
    let place = Place::new(&tenant, DOMAIN, answers);
    let planned = place.plan(&tenant);
    for said in [
        "When 500 deletions are due in one round",
        "stopped itself at 17",
        "Everyone takes part",
        PILOT,
    ] {
        planned.says(said);
    }
    place.apply(&tenant).expect(0);
    let picture = tenant.picture().await;
    let configuration = &picture.configurations[0];
    let settings = configuration.setting("SyncNotificationSettings");
    assert_eq!(
        (&settings["DeleteThresholdValue"], &settings["Recipients"]),
        (&json!(500), &json!("pilot@contoso.com"))
    );
    assert_eq!(configuration.templates(), [PROVISIONING], "hashes were not asked for");
    assert_ne!(
        configuration.jobs[0].json["schedule"]["state"], "Active",
        "nor was the start"
    );
}

#[tokio::test]
async fn one_that_is_to_be_left_is_left() {
    let tenant = Tenant::start("half-configured").await;
    let applied = Place::new(&tenant, DOMAIN, json!({ "existing": "leave" })).apply(&tenant);
    applied.expect(3);
    let picture = tenant.picture().await;
    assert_eq!(picture.configurations.len(), 1);
    assert_eq!(picture.configurations[0].templates(), [PROVISIONING]);
}

#[tokio::test]
async fn of_two_the_person_chooses() {
    let tenant = Tenant::start("duplicated").await;
    let before = tenant.picture().await;
    assert_eq!(before.configurations.len(), 2);
    let undecided = Place::new(&tenant, DOMAIN, json!({}));
    clear_requests(&tenant).await;
    let blocked = undecided.apply(&tenant);
    blocked.expect(3);
    for configuration in &before.configurations {
        blocked.says(&configuration.id);
    }
    let chosen = &before.configurations[1].id;
    let decided = Place::new(&tenant, DOMAIN, json!({ "existing": { "configuration": chosen } }));
    decided.apply(&tenant).expect(0);
    let after = tenant.picture().await;
    assert_eq!(after.configurations.len(), 2, "neither doubled nor removed");
    let completed = after.configurations.iter().find(|found| found.id == *chosen).unwrap();
    assert_eq!(completed.templates(), [PASSWORD_HASH, PROVISIONING]);
    let other = |picture: &journey_tests::tenant::Picture| {
        picture
            .configurations
            .iter()
            .find(|found| found.id != *chosen)
            .map(|found| found.secrets.clone())
    };
    assert_eq!(other(&after), other(&before));
}

/// What is kept beside the journal of how it was before, by the first word of its name.
fn kept(folder: &std::path::Path) -> serde_json::Value {
    let mut kept = json!({});
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if let Some((_, what)) = name.split_once(".before-") {
                let text = std::fs::read_to_string(&path).unwrap();
                kept[what.split('-').next().unwrap()] = serde_json::from_str(&text).unwrap();
            }
        }
    }
    kept
}

/// Makes a configuration of that name with this text as its stored domain, and answers with its id.
async fn foreign(tenant: &Tenant, name: &str, domain: &str) -> String {
    let path = format!(
        "/v1.0/applicationTemplates/{}/instantiate",
        journey_tests::tenant::AD2AAD
    );
    let (status, made) = tenant
        .call(Method::POST, &path, Some(json!({ "displayName": name })))
        .await;
    assert_eq!(status, 201, "{made}");
    let id = made["servicePrincipal"]["id"].as_str().unwrap().to_owned();
    let secrets = json!({ "value": [{ "key": "Domain", "value": domain }] });
    let path = format!("/v1.0/servicePrincipals/{id}/synchronization/secrets");
    let (status, answer) = tenant.call(Method::PUT, &path, Some(secrets)).await;
    assert_eq!(status, 204, "{answer}");
    id
}

/// A second configuration beside one that may be for the same domain would work on the same people.
#[tokio::test]
async fn one_whose_domain_cannot_be_read_blocks_until_it_is_named() {
    let tenant = Tenant::start("contoso").await;
    let id = foreign(&tenant, "Entra-Cloud-Sync", "*").await;
    clear_requests(&tenant).await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    for blocked in [place.plan(&tenant), place.apply(&tenant)] {
        blocked.expect(3);
        blocked.says("may be for this domain");
        blocked.says(&id);
    }
    let status = place.run(&tenant, &["status", "set-up.json"]);
    status.expect(0);
    status.says("Entra-Cloud-Sync, without a domain that can be read");
    nothing_written(&tenant).await;
    let named = Place::new(&tenant, DOMAIN, json!({ "existing": { "configuration": id } })).plan(&tenant);
    named.expect(0);
    named.says("is already there");
}

/// In a tenant that masks every domain, a configuration of another domain stands in the way until the person says what it is.
#[tokio::test]
async fn where_no_domain_can_be_read_a_new_one_is_made_when_that_is_asked_for() {
    let tenant = Tenant::start("contoso").await;
    let other = foreign(&tenant, "other.contoso.com", "*").await;
    let undecided = Place::new(&tenant, DOMAIN, json!({})).apply(&tenant);
    undecided.expect(3);
    undecided.says(&other);
    undecided.says(r#""existing": "new""#);
    let place = Place::new(&tenant, DOMAIN, json!({ "existing": "new" }));
    place.apply(&tenant).expect(0);
    let picture = tenant.picture().await;
    let names: BTreeSet<_> = picture.configurations.iter().map(|found| found.name.as_str()).collect();
    assert_eq!(names, BTreeSet::from([DOMAIN, "other.contoso.com"]));
    clear_requests(&tenant).await;
    let elsewhere = Place::new(&tenant, DOMAIN, json!({ "existing": "new" }));
    for again in [place, elsewhere] {
        again.apply(&tenant).expect(0);
        nothing_written(&tenant).await;
    }
}

/// Of that name and without a domain that can be read: plan and status find the same one.
#[tokio::test]
async fn status_finds_by_name_what_the_plan_finds() {
    let tenant = Tenant::start("contoso").await;
    foreign(&tenant, DOMAIN, "*").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let planned = place.plan(&tenant);
    planned.expect(0);
    planned.says("is already there");
    let status = place.run(&tenant, &["status", "set-up.json"]);
    status.expect(0);
    status.says("corp.contoso.com, without a domain that can be read");
}

#[tokio::test]
async fn one_that_is_named_and_does_not_fit_stops_the_run() {
    let tenant = Tenant::start("contoso").await;
    let other = foreign(&tenant, "other", r#"{"domain":"other.contoso.com"}"#).await;
    clear_requests(&tenant).await;
    for id in [other.as_str(), "00000000-0000-4000-8000-000000000000"] {
        let place = Place::new(&tenant, DOMAIN, json!({ "existing": { "configuration": id } }));
        for stopped in [
            place.plan(&tenant),
            place.apply(&tenant),
            place.run(&tenant, &["status", "set-up.json"]),
        ] {
            stopped.expect(3);
            stopped.says(id);
        }
    }
    nothing_written(&tenant).await;
}
