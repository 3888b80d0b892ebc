//! Acts that switch parts of what runs off, or remove it: each does what it says and no more.

use journey_tests::acts::{Kind, at_work, audited, of_kind, owed, parts, running, sent, states, synchronization};
use journey_tests::finished::{
    DOMAIN, PASSWORD_HASH, PROVISIONING, WRITEBACK, clear_requests, nothing_written, requests,
};
use journey_tests::tenant::{Picture, Tenant, take_hash_mappings};
use reqwest::Method;
use serde_json::{Value, json};

/// Methods and last words of what was sent besides looks, ids left out.
async fn written(tenant: &Tenant) -> Vec<String> {
    let is_id = |part: &str| part.contains(|c: char| !c.is_ascii_alphabetic());
    let all = requests(tenant).await.into_iter().filter(|(method, _)| method != "GET");
    all.map(|(method, path)| {
        let last = path.rsplit('/').find(|part| !is_id(part)).unwrap_or_default();
        format!("{method} {last}")
    })
    .collect()
}

#[tokio::test]
async fn writeback_goes_alone() {
    let (tenant, place) = of_kind(Kind::WithExchange).await;
    let act = ["exchange-off", "--yes"];
    place.run(&tenant, &act[..1]).expect(2);
    let off = place.run(&tenant, &act);
    off.expect(0);
    off.says("What was written into Active Directory stays there");
    assert_eq!(written(&tenant).await, ["DELETE jobs"]);
    assert_eq!(
        parts(&tenant).await["configurations"][0]["jobs"],
        json!([PASSWORD_HASH, PROVISIONING])
    );
    assert_eq!(
        audited(&tenant).await.last().unwrap(),
        "Delete provisioning configuration"
    );

    clear_requests(&tenant).await;
    let again = place.run(&tenant, &act);
    again.expect(0);
    again.says("It was so already");
    nothing_written(&tenant).await;
}

#[tokio::test]
async fn hashes_pause_alone_and_a_start_takes_that_back() {
    let (tenant, place) = running().await;
    let paused = place.run(&tenant, &["hashes", "pause", "--yes"]);
    paused.expect(0);
    paused.says("People keep the password they have in the cloud");
    assert_eq!(sent(&tenant).await, ["pause"]);
    assert_eq!(states(&tenant).await, ["Disabled Paused", "Active Active"]);
    let who = place.run(&tenant, &["status"]);
    who.expect(0);
    let told = place.run(&tenant, &["status", "--output", "json"]);
    let line: Value = told
        .out
        .lines()
        .find_map(|line| serde_json::from_str(line).ok())
        .unwrap();
    let jobs = line["configurations"][0]["jobs"].as_array().unwrap();
    let hashes = jobs.iter().find(|job| job["template"] == PASSWORD_HASH).unwrap();
    assert!(
        hashes["paused"]["at"].is_string() && hashes["paused"]["by"].is_string(),
        "{hashes}"
    );

    place.run(&tenant, &["start", "--yes"]).expect(0);
    assert_eq!(states(&tenant).await, ["Active Active", "Active Active"]);
}

#[tokio::test]
async fn hashes_are_taken_out_of_configuration_and_tenant() {
    let (tenant, place) = running().await;
    let before = tenant.picture().await;
    for unsaid in [
        ["hashes", "take-out"].as_slice(),
        &["hashes", "take-out", "--confirm", "contoso"],
    ] {
        place.run(&tenant, unsaid).expect(2);
    }
    nothing_written(&tenant).await;
    let act = ["hashes", "take-out", "--confirm", "Contoso"];
    let out = place.run(&tenant, &act);
    out.expect(0);
    out.says("Microsoft does not document");
    out.says("The last passwords keep working");
    assert_eq!(
        written(&tenant).await,
        [
            "POST pause",
            "PUT schema",
            "DELETE jobs",
            "PUT secrets",
            "PATCH onPremisesSynchronization"
        ]
    );
    let after = parts(&tenant).await;
    let left =
        json!({ "name": DOMAIN, "jobs": [PROVISIONING], "mapped": {}, "appKey": { "appKeyScenario": PROVISIONING } });
    assert_eq!(
        (&after["configurations"], &after["hashesOn"]),
        (&json!([left]), &json!(false))
    );

    // Everything else of the schema and of the settings is as it was.
    let picture = tenant.picture().await;
    let [mut old, mut new] =
        [&before, &picture].map(|picture| picture.configurations[0].job(PROVISIONING).schema.clone());
    for schema in [&mut old, &mut new] {
        take_hash_mappings(schema);
    }
    assert!(old == new, "something else of the schema changed");
    let settings = |picture: &Picture| {
        let mut settings = picture.configurations[0].secrets.clone();
        settings.remove("AppKey");
        settings
    };
    assert_eq!(settings(&before), settings(&picture));

    clear_requests(&tenant).await;
    let again = place.run(&tenant, &act);
    again.expect(0);
    again.says("It was so already");
    nothing_written(&tenant).await;
}

#[tokio::test]
async fn an_app_key_that_cannot_be_read_is_written_once_more() {
    for reads in ["masked", "absent"] {
        let (tenant, place) = running().await;
        let switches = json!({ "switches": { "appKeyReads": reads } });
        tenant.control(Method::PATCH, "switches", Some(switches)).await;
        let act = ["hashes", "take-out", "--confirm", "Contoso"];
        let out = place.run(&tenant, &act);
        out.expect(0);
        out.says("Microsoft does not show its value");
        assert_eq!(
            written(&tenant).await[3..],
            ["PUT secrets", "PATCH onPremisesSynchronization"]
        );
        clear_requests(&tenant).await;
        place.run(&tenant, &act).expect(0);
        nothing_written(&tenant).await;
        tenant
            .control(Method::PATCH, "switches", Some(json!({ "switches": {} })))
            .await;
        let configuration = &tenant.picture().await.configurations[0];
        assert_eq!(
            configuration.setting("AppKey"),
            json!({ "appKeyScenario": PROVISIONING })
        );
        assert_eq!(configuration.setting("Domain"), json!({ "domain": DOMAIN }));
    }
}

/// The other one brings hashes by a job for them, or by a mapping alone.
#[tokio::test]
async fn where_another_configuration_brings_hashes_the_tenant_goes_on_taking_them() {
    for by_job in [true, false] {
        let (tenant, place) = at_work("contoso/duplicated").await;
        let both = tenant.picture().await.configurations;
        let (with, without): (Vec<_>, Vec<_>) = both
            .iter()
            .partition(|found| found.templates().contains(&PASSWORD_HASH));
        let (own, other) = (with[0], without[0]);
        let root = format!("/v1.0/servicePrincipals/{}/synchronization/jobs", other.id);
        if by_job {
            let job = json!({ "templateId": PASSWORD_HASH });
            assert_eq!(tenant.call(Method::POST, &root, Some(job)).await.0, 201);
        } else {
            let id = other.job(PROVISIONING).json["id"].as_str().unwrap();
            let mapped = Some(own.job(PROVISIONING).schema.clone());
            let (status, answer) = tenant.call(Method::PUT, &format!("{root}/{id}/schema"), mapped).await;
            assert_eq!(status, 204, "{answer}");
        }
        clear_requests(&tenant).await;
        let act = ["hashes", "take-out", "--configuration", &own.id, "--confirm", "Contoso"];
        let out = place.run(&tenant, &act);
        out.expect(0);
        out.says("brings password hashes too");
        assert_eq!(written(&tenant).await, ["POST pause", "PUT schema", "DELETE jobs"]);
        assert_eq!(parts(&tenant).await["hashesOn"], true);
    }
}

#[tokio::test]
async fn hashes_are_not_taken_out_beside_hidden_values_or_held_removals() {
    let (tenant, place) = running().await;
    let path = format!("{}/secrets", synchronization(&tenant).await);
    let mut secrets = tenant.get(&path).await;
    secrets["value"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "key": "SecretToken", "value": "x" }));
    let body = json!({ "value": secrets["value"] });
    assert_eq!(tenant.call(Method::PUT, &path, Some(body)).await.0, 204);
    clear_requests(&tenant).await;
    let act = ["hashes", "take-out", "--confirm", "Contoso"];
    let refused = place.run(&tenant, &act);
    refused.expect(3);
    refused.says("SecretToken");
    nothing_written(&tenant).await;

    let (tenant, place) = of_kind(Kind::Held).await;
    place.run(&tenant, &act).expect(3);
    nothing_written(&tenant).await;
}

const REMOVE: [&str; 3] = ["remove", "--configuration", DOMAIN];

#[tokio::test]
async fn a_configuration_goes_whoever_created_it_jobs_first() {
    let (tenant, place) = of_kind(Kind::WithExchange).await;
    for names in [[].as_slice(), &["Contoso"], &[DOMAIN, "Contoso"], &["Contoso", "corp"]] {
        let confirmed = names.iter().flat_map(|name| ["--confirm", name]);
        let act: Vec<&str> = REMOVE.into_iter().chain(confirmed).collect();
        place.run(&tenant, &act).expect(2);
    }
    place.run(&tenant, &["remove", "--confirm", "Contoso"]).expect(2);
    place
        .run(&tenant, &["remove", "set-up.json", "--configuration", DOMAIN])
        .expect(2);
    nothing_written(&tenant).await;

    let removed = place.run(
        &tenant,
        &[REMOVE.as_slice(), &["--confirm", "Contoso", "--confirm", DOMAIN]].concat(),
    );
    removed.expect(0);
    removed.says("stay marked as synchronized");
    let written = written(&tenant).await;
    assert_eq!(
        written,
        ["DELETE jobs", "DELETE jobs", "DELETE jobs", "DELETE applications"]
    );
    let after = parts(&tenant).await;
    assert_eq!((&after["configurations"], &after["inBin"]), (&json!([]), &json!(1)));
    assert!(owed(&place).is_empty());
}

/// Somebody adds a job between the look and the removal.
#[tokio::test]
async fn a_job_that_appeared_since_the_look_holds_the_removal_up() {
    let (tenant, place) = running().await;
    let path = format!("{}/jobs", synchronization(&tenant).await);
    clear_requests(&tenant).await;
    let act = [REMOVE.as_slice(), &["--confirm", "Contoso", "--confirm", DOMAIN]].concat();
    // The list is read by the status first, and again by the removal.
    let slow = json!({ "fault": "GET /servicePrincipals/*/synchronization/jobs#2=slow:2" });
    tenant.control(Method::POST, "faults", Some(slow)).await;
    let mut child = tokio::process::Command::from(place.command(&tenant, &act))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    while !journey_tests::disturbed::all_happened(&tenant).await {
        assert!(child.try_wait().unwrap().is_none(), "it waits for the list");
        tokio::task::yield_now().await;
    }
    let job = json!({ "templateId": WRITEBACK });
    assert_eq!(tenant.call(Method::POST, &path, Some(job)).await.0, 201);
    let ended: journey_tests::causewayctl::Ended = child.wait_with_output().await.unwrap().into();
    ended.expect(3);
    ended.says("jobs that were not there when you decided");
    let deleted = written(&tenant)
        .await
        .into_iter()
        .filter(|sent| sent.starts_with("DELETE"));
    assert_eq!(deleted.count(), 0);
    assert_eq!(
        parts(&tenant).await["configurations"][0]["jobs"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}
