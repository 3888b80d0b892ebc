//! New credentials for an app that is there.

use journey_tests::causewayctl::Place;
use journey_tests::finished::{clear_requests, requests};
use journey_tests::searched::{TOKEN, has_none_of};
use journey_tests::table;
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

use crate::gallery::{NAME, TOKEN_OF_APP, apply, command, place, run, writes};

pub(crate) const NEW: &str = "sentinel-of-the-app-4713";
const NEVER_TAKEN: &str = "sentinel-of-the-app-4714";
const THIRD: &str = "sentinel-of-the-app-4715";
const RENEW: &[&str] = &["gallery", "renew", "set-up.json", "--yes"];

/// The app takes these tokens and no others.
async fn takes(tenant: &Tenant, tokens: &[&str]) {
    let told = json!({ "address": "scim.aws.example", "accepts": tokens });
    tenant.control(Method::POST, "targets", Some(told)).await;
}

async fn stored(tenant: &Tenant) -> String {
    table::apps(tenant).await[NAME].settings["SecretToken"].clone()
}

/// Code and state of the app's job.
async fn job(tenant: &Tenant) -> (String, String) {
    let state = tenant.control(Method::GET, "state", None).await;
    let apps = state["configurations"].as_array().expect("a list");
    let app = apps.iter().find(|app| app["servicePrincipal"]["displayName"] == NAME);
    let job = &app.expect("the app")["jobs"][0];
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    (text(&job["status"]["code"]), text(&job["schedule"]["state"]))
}

async fn starts(tenant: &Tenant) -> usize {
    let sent = requests(tenant).await;
    sent.iter().filter(|(_, path)| path.ends_with("/start")).count()
}

/// A tenant in which the app runs, and the token is over after a day.
pub(crate) async fn in_quarantine(answers: Value) -> (Tenant, Place) {
    let tenant = Tenant::start("contoso").await;
    takes(&tenant, &[TOKEN_OF_APP]).await;
    let place = place(&tenant, answers);
    apply(&tenant, &place, Some(TOKEN_OF_APP)).expect(0);
    takes(&tenant, &[NEW]).await;
    let later = json!({ "seconds": 24 * 3600 });
    tenant.control(Method::POST, "time", Some(later)).await;
    assert_eq!(job(&tenant).await, ("Quarantine".to_owned(), "Active".to_owned()));
    clear_requests(&tenant).await;
    (tenant, place)
}

/// The new token is stored, and the job runs.
pub(crate) async fn is_healed(tenant: &Tenant) {
    assert_eq!(job(tenant).await, ("Active".to_owned(), "Active".to_owned()));
    assert_eq!(stored(tenant).await, NEW);
}

#[tokio::test]
async fn a_token_that_works_is_replaced_and_nothing_else_is_touched() {
    let tenant = Tenant::start("contoso").await;
    takes(&tenant, &[TOKEN_OF_APP, NEW]).await;
    let place = place(&tenant, json!({}));
    apply(&tenant, &place, Some(TOKEN_OF_APP)).expect(0);
    // Applying tests what is stored, and leaves it.
    apply(&tenant, &place, Some(NEW)).expect(0);
    assert_eq!(stored(&tenant).await, TOKEN_OF_APP);
    // Other answers of the file are not carried out.
    let place = crate::gallery::place(
        &tenant,
        json!({ "scope": "everyone", "confirmEveryone": true, "start": true }),
    );
    clear_requests(&tenant).await;
    let renewed = run(&tenant, &place, Some(NEW), RENEW);
    renewed.expect(0);
    let written = writes(&tenant).await;
    assert!(
        matches!(written.as_slice(), [(method, path)] if method == "PUT" && path.ends_with("/secrets")),
        "{written:?}"
    );
    assert_eq!(stored(&tenant).await, NEW);
    assert_eq!(table::apps(&tenant).await[NAME].settings["SyncAll"], "false");

    clear_requests(&tenant).await;
    let refused = run(&tenant, &place, Some(NEVER_TAKEN), RENEW);
    refused.expect(3);
    refused.says("The app says no");
    assert_eq!(writes(&tenant).await, []);
    assert_eq!(stored(&tenant).await, NEW);
    has_none_of(place.path(), &[NEW, NEVER_TAKEN, TOKEN_OF_APP, TOKEN], 3);
}

#[tokio::test]
async fn a_tested_token_is_stored_although_an_earlier_run_stored_another() {
    let tenant = Tenant::start("contoso").await;
    takes(&tenant, &[TOKEN_OF_APP]).await;
    let place = place(&tenant, json!({}));
    apply(&tenant, &place, Some(TOKEN_OF_APP)).expect(0);
    takes(&tenant, &[NEW]).await;
    apply(&tenant, &place, Some(NEW)).expect(0);
    assert_eq!(stored(&tenant).await, NEW);
}

#[tokio::test]
async fn a_new_token_takes_the_app_out_of_quarantine() {
    for (arguments, start) in [
        (&["apply", "set-up.json", "--yes"], json!({ "start": true })),
        (&["apply", "set-up.json", "--yes"], json!({})),
        (&["gallery", "renew", "set-up.json", "--yes"][..], json!({})),
    ] as [(&[&str], Value); 3]
    {
        let (tenant, place) = in_quarantine(start).await;
        let status = run(&tenant, &place, None, &["status", "set-up.json"]);
        status.expect(3);
        let plan = run(&tenant, &place, Some(NEW), &["plan", "set-up.json"]);
        plan.expect(0);
        plan.says("is in quarantine and is started again");
        assert_eq!(writes(&tenant).await, []);

        let healed = run(&tenant, &place, Some(NEW), arguments);
        healed.expect(0);
        assert_eq!(starts(&tenant).await, 1);
        is_healed(&tenant).await;
        clear_requests(&tenant).await;
        apply(&tenant, &place, None).expect(0);
        assert_eq!(writes(&tenant).await, []);
    }
}

#[tokio::test]
async fn a_token_that_the_app_refuses_leaves_it_in_quarantine() {
    let (tenant, place) = in_quarantine(json!({})).await;
    for arguments in [&["apply", "set-up.json", "--yes"], RENEW] {
        let refused = run(&tenant, &place, Some(NEVER_TAKEN), arguments);
        refused.expect(3);
        refused.says("The app says no");
    }
    assert_eq!(writes(&tenant).await, []);
    assert_eq!(stored(&tenant).await, TOKEN_OF_APP);
}

#[tokio::test]
async fn an_app_that_takes_the_old_token_again_is_started_again() {
    let (tenant, place) = in_quarantine(json!({})).await;
    takes(&tenant, &[TOKEN_OF_APP]).await;
    apply(&tenant, &place, None).expect(0);
    assert_eq!(starts(&tenant).await, 1);
    assert_eq!(job(&tenant).await, ("Active".to_owned(), "Active".to_owned()));
}

#[tokio::test]
async fn renewing_makes_no_app_and_starts_none_that_rests() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, json!({ "start": true }));
    let missing = run(&tenant, &place, Some(TOKEN_OF_APP), RENEW);
    missing.expect(3);
    missing.says("no app of this name, made from this template");
    assert_eq!(writes(&tenant).await, []);

    let resting = crate::gallery::place(&tenant, json!({ "start": false }));
    apply(&tenant, &resting, Some(TOKEN_OF_APP)).expect(0);
    clear_requests(&tenant).await;
    run(&tenant, &place, Some(NEW), RENEW).expect(0);
    assert_eq!(starts(&tenant).await, 0);
    assert_eq!(stored(&tenant).await, NEW);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_person_types_at_a_terminal_what_the_file_does_not_hold() {
    use journey_tests::terminal::Terminal;

    let tenant = Tenant::start("contoso").await;
    let token = json!({ "BaseAddress": "https://scim.aws.example/abc/scim/v2", "SecretToken": { "from": "prompt" } });
    let place = place(&tenant, json!({ "credentials": token }));
    for (arguments, token) in [
        (&["apply", "set-up.json"][..], TOKEN_OF_APP),
        (&["gallery", "renew", "set-up.json"], NEW),
        // What somebody types takes the place of what is stored, which works.
        (&["apply", "set-up.json"], THIRD),
    ] {
        let mut terminal = Terminal::begin(command(&tenant, &place, None, arguments));
        terminal.answer("(SecretToken) for nl-prod", token);
        terminal.answer("[y/N]", "y");
        let (code, shown) = terminal.end();
        assert_eq!(code, 0, "{shown}");
        std::fs::write(place.path().join(arguments[0]), &shown).expect("a file");
        assert_eq!(stored(&tenant).await, token);
    }
    has_none_of(place.path(), &[TOKEN_OF_APP, NEW, THIRD, TOKEN], 3);
}
