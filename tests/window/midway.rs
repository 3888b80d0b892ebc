//! A sign-in that ends in the middle of a run: nothing is lost, and nothing is done twice.

use journey_tests::agent::Agent;
use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::journey::{at, go_on};
use journey_tests::webdriver::until;
use reqwest::Method;
use serde_json::json;

use crate::sign_in::{SANNE, apply, by_browser, opened};
use crate::{fault, is_prepared};

#[tokio::test]
async fn a_sign_in_that_is_revoked_in_the_middle_is_renewed_and_nothing_is_done_twice() {
    let window = waiting_for_the_configuration().await;
    let nothing = Some(json!({}));
    window.tenant.control(Method::POST, "sign-in/revoke", nothing).await;
    window.until_there("main [data-state=failed]").await;
    window.seen("06-apply-signed-out").await;

    sign_in_again(&window, &[("account", SANNE)]).await;
    is_prepared(&window.tenant.picture().await);
    window.close().await;
}

/// One at each of the writes that must not be doubled, and at the schema.
const FAULTS: [&str; 4] = [
    "POST /applicationTemplates/*/instantiate#1=expired-token",
    "PUT /servicePrincipals/*/synchronization/secrets#1=insufficient-claims",
    "POST /servicePrincipals/*/synchronization/jobs#1=expired-token",
    "PUT /servicePrincipals/*/synchronization/jobs/*/schema#1=insufficient-claims",
];

#[tokio::test]
async fn tokens_that_expire_or_are_challenged_are_renewed_in_silence() {
    let window = AppWindow::open("contoso").await;
    by_browser(&window).await;
    let pages = window.home.opened().len();
    for script in FAULTS {
        fault(&window.tenant, script).await;
    }
    apply(&window).await;
    window.until_title("Contoso is prepared").await;
    assert_eq!(
        window.home.opened().len(),
        pages + 1,
        "only Apply asked for the permission to write"
    );
    let log = window.tenant.control(Method::GET, "requests", None).await;
    let requests = log["requests"].as_array().expect("a list").iter();
    let happened = requests.filter(|row| !row["fault"].is_null()).count();
    assert_eq!(happened, FAULTS.len());
    is_prepared(&window.tenant.picture().await);
    window.close().await;
}

#[tokio::test]
async fn a_challenge_that_only_a_person_can_answer_is_answered_and_the_run_goes_on() {
    let window = waiting_for_the_configuration().await;
    let more_factors = Some(json!({ "demand": "mfa" }));
    window.tenant.control(Method::PUT, "sign-in", more_factors).await;
    fault(
        &window.tenant,
        "PUT /servicePrincipals/*/synchronization/secrets#1=insufficient-claims",
    )
    .await;
    window.until_there("main [data-state=failed]").await;
    window.seen("06-apply-more-factors").await;
    sign_in_again(&window, &[("account", SANNE), ("factors", "approved")]).await;
    is_prepared(&window.tenant.picture().await);
    window.close().await;
}

/// In the middle of a run.
async fn waiting_for_the_configuration() -> AppWindow {
    let window = AppWindow::open("contoso").await;
    by_browser(&window).await;
    apply(&window).await;
    window
        .until_there("[data-step=create-configuration][data-state=waiting]")
        .await;
    window
}

/// From a run that could not go on through the sign-in to the end of the run.
async fn sign_in_again(window: &AppWindow, presses: &[(&str, &str)]) {
    until("what was under way has come to its end", async || {
        window.page.text(MAIN).await == "Try again"
    })
    .await;
    window.page.press_words("Sign in again").await;
    at(window, "sign-in").await;
    let pages = window.home.opened().len();
    window.page.press_words("Sign in again").await;
    let page = opened(window, pages + 1).await;
    Agent::at(&window.tenant.connection, presses).come_back(&page).await;
    until("nobody is waited for", async || {
        !window.page.text("main").await.contains("Waiting for you")
    })
    .await;
    go_on(window, "apply").await;
    window.page.press_words("Try again").await;
    window.until_title("Contoso is prepared").await;
}
