//! A whole set-up in the window, by somebody who signed in with a browser and is remembered. No token and no secret of it is in any
//! file of theirs: journal, exports, reports, settings, what the web view keeps, what the program prints.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::journey::{self, go_on};
use journey_tests::keyring::Keyring;
use journey_tests::opening::{Home, Opening};
use journey_tests::searched::{REFRESH_TOKEN, TOKEN, has_none_of};
use journey_tests::tenant::Tenant;
use journey_tests::webdriver::until;
use reqwest::Method;
use serde_json::json;

use crate::sign_in;

/// A token that is called over, answers that quote the new one, break off and come from somebody else.
const ROUGH: &[&str] = &[
    "POST /applicationTemplates/*/instantiate=expired-token",
    "/*/oauth2/v2.0/token=quoted",
    "/*/oauth2/v2.0/token#2=truncate",
    "POST /servicePrincipals/*/synchronization/jobs=quoted",
    "GET /servicePrincipals/*/synchronization/secrets=insufficient-claims",
    "PUT /servicePrincipals/*/synchronization/secrets=html:502",
    "GET /servicePrincipals/*/synchronization/jobs/*/schema=truncate",
];

#[tokio::test]
async fn a_set_up_through_broken_answers_leaves_no_token_in_any_file() {
    let tenant = Tenant::start_with("contoso", &["--timing", "demo"]).await;
    let home = Home::new();
    let keyring = Keyring::start(home.path());
    let window = AppWindow::open_as(Opening {
        demo_at: Some(&tenant.connection),
        keyring: Some(&keyring),
        home,
        ..Opening::of("contoso")
    })
    .await;
    sign_in::by_browser(&window).await;
    sign_in::apply(&window).await;
    for fault in ROUGH {
        let fault = json!({ "fault": fault });
        tenant.control(Method::POST, "faults", Some(fault)).await;
    }
    until("it is prepared", async || {
        // The steps that go on are waited for first.
        if window.page.text(MAIN).await == "Try again" {
            window.page.press(MAIN).await;
        }
        window.title().await == "Contoso is prepared"
    })
    .await;
    journey::start(&window).await;
    go_on(&window, "done").await;
    window.until_open().await;
    window.page.press(MAIN).await;
    until("the report is saved", async || {
        window.page.text("footer").await.contains("Saved as ")
    })
    .await;
    window.page.press_words("Save as JSON").await;
    until("both reports are there", async || {
        std::fs::read_dir(window.home.files()).is_ok_and(|files| files.count() == 2)
    })
    .await;
    let home = window.close().await;
    let secrets = ["clientSecret", "controlKey"].map(|name| tenant.text(name));
    has_none_of(home.path(), &[&secrets[..], &[TOKEN, REFRESH_TOKEN]].concat(), 5);
}
