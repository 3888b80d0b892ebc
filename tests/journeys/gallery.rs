//! One app of the gallery, from nothing to a job that runs.

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{clear_requests, requests};
use journey_tests::searched::{TOKEN, has_none_of};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

/// AWS IAM Identity Center.
pub(crate) const AWS: &str = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";
pub(crate) const NAME: &str = "AWS NL prod";
/// A token that the app takes.
pub(crate) const TOKEN_OF_APP: &str = "sentinel-of-the-app-4711";
/// One that it does not take.
const WRONG: &str = "wrong-sentinel-4712";
const ADDRESS: &str = "https://scim.aws.example/abc/scim/v2";

/// A set-up of one instance with these answers besides.
pub(crate) fn place(tenant: &Tenant, answers: Value) -> Place {
    let token = json!({ "from": "env", "name": "APP_{KEY}" });
    let mut instance =
        json!({ "key": "nl-prod", "name": NAME, "credentials": { "BaseAddress": ADDRESS, "SecretToken": token } });
    for (field, answer) in answers.as_object().expect("answers by field") {
        instance[field] = answer.clone();
    }
    Place::with(
        &json!({ "causeway": 1, "journey": "gallery-app", "tenant": tenant.text("tenant"),
        "app": { "template": AWS }, "instances": [instance] }),
    )
}

/// The command with the token of the app in its variable.
pub(crate) fn command(
    tenant: &Tenant,
    place: &Place,
    token: Option<&str>,
    arguments: &[&str],
) -> std::process::Command {
    let mut command = place.command(tenant, arguments);
    command.envs(token.map(|token| ("APP_NL_PROD", token)));
    command
}

pub(crate) fn run(tenant: &Tenant, place: &Place, token: Option<&str>, arguments: &[&str]) -> Ended {
    let ended: Ended = command(tenant, place, token, arguments)
        .output()
        .expect("causewayctl starts")
        .into();
    // What was said is searched together with what was written.
    let said = place.path().join("said.txt");
    let earlier = std::fs::read_to_string(&said).unwrap_or_default();
    std::fs::write(said, format!("{earlier}{}{}", ended.out, ended.err)).expect("a file");
    ended
}

pub(crate) fn apply(tenant: &Tenant, place: &Place, token: Option<&str>) -> Ended {
    run(tenant, place, token, &["apply", "set-up.json", "--yes"])
}

/// The apps of the template as the tenant has them: name, jobs and settings, without ids and times.
pub(crate) async fn apps(tenant: &Tenant) -> Vec<Value> {
    let filter = format!("/v1.0/servicePrincipals?$filter=applicationTemplateId eq '{AWS}'");
    let list = tenant.get(&filter).await;
    let mut apps = Vec::new();
    for app in list["value"].as_array().expect("a list") {
        let path = format!(
            "/v1.0/servicePrincipals/{}/synchronization",
            app["id"].as_str().expect("an id")
        );
        let jobs = tenant.get(&format!("{path}/jobs")).await;
        let jobs = jobs["value"].as_array().expect("a list").iter();
        let jobs: Vec<Value> = jobs
            .map(|job| json!({ "template": job["templateId"], "state": job["schedule"]["state"] }))
            .collect();
        let stored = tenant.get(&format!("{path}/secrets")).await;
        let stored = stored["value"].as_array().expect("a list").iter();
        let settings: serde_json::Map<String, Value> = stored
            .map(|entry| (entry["key"].as_str().expect("a key").to_owned(), entry["value"].clone()))
            .collect();
        apps.push(json!({ "name": app["displayName"], "jobs": jobs, "settings": settings }));
    }
    apps
}

#[track_caller]
pub(crate) fn is_set_up(apps: &[Value]) {
    let [app] = apps else {
        panic!("one app, not {apps:#?}");
    };
    assert_eq!(app["name"], NAME);
    assert_eq!(
        app["jobs"],
        json!([{ "template": "aWSSingleSignon", "state": "Active" }])
    );
    let settings = &app["settings"];
    assert_eq!(
        (&settings["BaseAddress"], &settings["SecretToken"]),
        (&json!(ADDRESS), &json!("*"))
    );
    assert_eq!(settings["SyncAll"], "false");
    let notification: Value =
        serde_json::from_str(settings["SyncNotificationSettings"].as_str().expect("a text")).expect("JSON");
    assert_eq!(notification["DeleteThresholdValue"], 500, "{notification}");
}

/// Requests that change something; a test of credentials does not.
pub(crate) async fn writes(tenant: &Tenant) -> Vec<(String, String)> {
    let mut sent = requests(tenant).await;
    sent.retain(|(method, path)| method != "GET" && !path.ends_with("validateCredentials"));
    sent
}

#[tokio::test]
async fn an_app_is_set_up_from_nothing_and_a_second_run_writes_nothing() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, json!({ "notify": ["ops@contoso.com"] }));
    let planned = run(&tenant, &place, Some(TOKEN_OF_APP), &["plan", "set-up.json"]);
    planned.expect(0);
    planned.says("An app named AWS NL prod is created");
    planned.says("The usual job of the app is created");
    assert_eq!(writes(&tenant).await, []);
    apply(&tenant, &place, Some(TOKEN_OF_APP)).expect(0);
    is_set_up(&apps(&tenant).await);

    // With the token, without it, and where no journal knows of the first run.
    let elsewhere = place_like(&tenant);
    for (place, token) in [(&place, Some(TOKEN_OF_APP)), (&place, None), (&elsewhere, None)] {
        clear_requests(&tenant).await;
        apply(&tenant, place, token).expect(0);
        assert_eq!(writes(&tenant).await, []);
    }
    let status = run(&tenant, &place, None, &["status", "set-up.json"]);
    status.expect(0);
    status.says(NAME);
    run(&tenant, &place, None, &["drift", "set-up.json"]).expect(0);
    let why = run(&tenant, &place, None, &["why", "Anna", "set-up.json"]);
    why.expect(2);
    why.says("Only people who come from Active Directory");
    has_none_of(place.path(), &[TOKEN_OF_APP, TOKEN, tenant.text("clientSecret")], 3);
}

fn place_like(tenant: &Tenant) -> Place {
    place(tenant, json!({ "notify": ["ops@contoso.com"] }))
}

#[tokio::test]
async fn a_wrong_credential_is_sent_once_stored_never_and_healed_by_a_right_one() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, json!({}));
    let refused = apply(&tenant, &place, Some(WRONG));
    refused.expect(3);
    refused.says("The app says no");
    let sent = requests(&tenant).await;
    let tests = sent.iter().filter(|(_, path)| path.ends_with("validateCredentials"));
    assert_eq!(tests.count(), 1, "{sent:?}");
    assert!(sent.iter().all(|(method, _)| method != "PUT"), "{sent:?}");
    assert_eq!(apps(&tenant).await[0]["jobs"][0]["state"], "Disabled");

    apply(&tenant, &place, Some(TOKEN_OF_APP)).expect(0);
    is_set_up(&apps(&tenant).await);
    has_none_of(place.path(), &[WRONG, TOKEN_OF_APP, TOKEN], 3);
}

#[tokio::test]
async fn without_the_variable_nothing_is_created() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, json!({}));
    let blocked = apply(&tenant, &place, None);
    blocked.expect(3);
    blocked.says("env APP_NL_PROD");
    assert_eq!(writes(&tenant).await, []);
}

#[tokio::test]
async fn an_app_is_known_by_its_exact_name_and_template() {
    let tenant = Tenant::start("contoso").await;
    let make = async |name: &str| {
        let path = format!("/v1.0/applicationTemplates/{AWS}/instantiate");
        let (status, made) = tenant
            .call(Method::POST, &path, Some(json!({ "displayName": name })))
            .await;
        assert_eq!(status, 201, "{made}");
    };
    make("AWS NL prod 2").await;
    make(&NAME.to_lowercase()).await;
    let place = place(&tenant, json!({}));
    apply(&tenant, &place, Some(TOKEN_OF_APP)).expect(0);
    let all = apps(&tenant).await;
    assert_eq!(all.len(), 2);
    let with_job: Vec<&Value> = all.iter().filter(|app| app["jobs"] != json!([])).collect();
    assert_eq!(with_job.len(), 1);
    assert_eq!(with_job[0]["name"], NAME.to_lowercase());

    make(NAME).await;
    clear_requests(&tenant).await;
    let twice = apply(&tenant, &place_of_another_computer(&tenant), Some(TOKEN_OF_APP));
    twice.expect(3);
    twice.says("2 apps are called AWS NL prod");
    assert_eq!(writes(&tenant).await, []);
}

fn place_of_another_computer(tenant: &Tenant) -> Place {
    place(tenant, json!({}))
}

#[tokio::test]
async fn a_lost_answer_makes_no_second_app() {
    for fault in ["reset:after", "504:after", "reset", "truncate"] {
        let tenant = Tenant::start("contoso").await;
        // When an app was made the service tells by its own clock, and that of this computer is half an hour behind.
        let ahead = json!({ "seconds": 1800 });
        tenant.control(Method::POST, "time", Some(ahead)).await;
        let fault = format!("POST /applicationTemplates/*/instantiate={fault}");
        tenant
            .control(Method::POST, "faults", Some(json!({ "fault": fault })))
            .await;
        let place = place(&tenant, json!({}));
        apply(&tenant, &place, Some(TOKEN_OF_APP)).expect(0);
        is_set_up(&apps(&tenant).await);
    }
}

#[tokio::test]
async fn what_a_run_created_is_taken_away_again() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, json!({}));
    apply(&tenant, &place, Some(TOKEN_OF_APP)).expect(0);
    run(
        &tenant,
        &place,
        None,
        &["remove", "set-up.json", "--confirm", "Contoso"],
    )
    .expect(0);
    assert_eq!(apps(&tenant).await, [""; 0]);
}

#[tokio::test]
async fn broken_answers_give_no_secret_away() {
    let tenant = Tenant::start("contoso").await;
    let rough = [
        "POST /servicePrincipals/*/synchronization/jobs/validateCredentials=quoted",
        "PUT /servicePrincipals/*/synchronization/secrets=quoted",
        "GET /servicePrincipals/*/synchronization/secrets=quoted",
        "POST /servicePrincipals/*/synchronization/jobs=504:after",
        "PUT /servicePrincipals/*/synchronization/secrets=html:502",
    ];
    for fault in rough {
        tenant
            .control(Method::POST, "faults", Some(json!({ "fault": fault })))
            .await;
    }
    let place = place(&tenant, json!({}));
    let runs = (0..=rough.len()).map(|_| {
        run(
            &tenant,
            &place,
            Some(TOKEN_OF_APP),
            &["--output", "json", "apply", "set-up.json", "--yes"],
        )
        .code
    });
    assert!(runs.into_iter().any(|code| code == 0), "it never came to an end");
    has_none_of(place.path(), &[TOKEN_OF_APP, TOKEN, "Bearer "], 3);
}

#[tokio::test]
async fn schema_and_export_know_the_journey() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, json!({}));
    let schema = run(&tenant, &place, None, &["schema", "gallery-app"]);
    schema.expect(0);
    schema.says("Causeway set-up file: apps of the gallery");
    let export = run(&tenant, &place, Some(TOKEN_OF_APP), &["export", "set-up.json"]);
    export.expect(0);
    let written: Value = serde_json::from_str(&export.out).expect("JSON");
    assert_eq!(written["instances"][0]["name"], NAME);
    run(&tenant, &place, None, &["export", "set-up.json", "--as", "curl"]).expect(2);
    has_none_of(place.path(), &[TOKEN_OF_APP], 2);
}
