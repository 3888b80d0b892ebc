//! The smallest window, everything twice as large, the dark, and names that nobody expects.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::journey::{self, CARD, RECOMMENDED, SECOND, at, go_on};
use journey_tests::keys::F9;
use journey_tests::opening::{Opening, Size};
use journey_tests::tenant::{AD2AAD, Tenant};
use journey_tests::webdriver::until;
use reqwest::Method;
use serde_json::json;

use crate::{fault, skip_wait};

#[tokio::test]
async fn in_the_smallest_window() {
    let window = opened(Opening {
        size: Size::Smallest,
        ..Opening::of("contoso")
    })
    .await;
    every_page(&window).await;
    window.close().await;
}

#[tokio::test]
async fn twice_as_large_and_dark_in_dutch() {
    let window = opened(Opening {
        size: Size::Doubled,
        theme: "Adwaita:dark",
        language: "nl",
        ..Opening::of("contoso")
    })
    .await;
    every_page(&window).await;
    window.close().await;
}

#[tokio::test]
async fn twice_as_large_in_indonesian() {
    let window = opened(Opening {
        size: Size::Doubled,
        language: "id",
        ..Opening::of("contoso")
    })
    .await;
    every_page(&window).await;
    window.close().await;
}

#[tokio::test]
async fn in_the_dark() {
    let window = opened(Opening {
        theme: "Adwaita:dark",
        ..Opening::of("contoso")
    })
    .await;
    assert_eq!(
        window
            .page
            .run("return getComputedStyle(document.body).backgroundColor")
            .await,
        "rgb(20, 20, 20)"
    );
    every_page(&window).await;
    window.close().await;
}

async fn opened(opening: Opening<'_>) -> AppWindow {
    let window = AppWindow::open_as(opening).await;
    skip_wait(&window.tenant, "contoso").await;
    window
}

/// Every page with its usual content, a failure among them, and the panel.
async fn every_page(window: &AppWindow) {
    window.until_there("main input[type=radio]").await;
    window.seen("01-welcome").await;
    let in_sight = window
        .page
        .run(&format!(
            "return document.querySelector('{CARD}').getBoundingClientRect().top < innerHeight - 60"
        ))
        .await;
    assert_eq!(in_sight, true, "the way in is seen without scrolling");
    journey::begin(window).await;
    window.seen("02-sign-in").await;
    window.page.press(RECOMMENDED).await;
    journey::looked(window).await;
    window.seen("03-check-ready").await;
    go_on(window, "choose").await;
    window.until_open().await;
    window.page.press("[data-answer=who] button[aria-expanded]").await;
    window.page.press("[data-answer=who] input[value=ous]").await;
    window.until_there("[role=treeitem]").await;
    window.seen("04-choose-units").await;
    window.page.press("[data-answer=who] input[value=everyone]").await;
    journey::review(window).await;
    window.page.press("[data-step=create-configuration] button").await;
    window.seen("05-review").await;
    fault(
        &window.tenant,
        &format!("POST /applicationTemplates/{AD2AAD}/instantiate=403"),
    )
    .await;
    go_on(window, "apply").await;
    window.until_there("[data-state=failed]").await;
    window.seen("06-apply-refused").await;
    window.page.key(F9).await;
    window.until_there("aside li").await;
    window.seen("06-apply-refused-panel").await;
    window.page.key(F9).await;
    until("the panel is closed", async || !window.page.has("aside").await).await;
    window.page.press(MAIN).await;
    window.until_there("[data-step=secrets][data-state=done]").await;
    journey::applied(window).await;
    window.seen("06-apply-done").await;
    go_on(window, "try").await;
    window.seen("07-try").await;
    window.page.press(SECOND).await;
    at(window, "enable").await;
    window.until_open().await;
    window.seen("08-enable").await;
    window.page.press(MAIN).await;
    journey::started(window).await;
    go_on(window, "done").await;
    window.until_there("main [data-standing]").await;
    window.seen("09-done").await;
}

const HOSTILE: &str = "<img src=x onerror=\"window.ran = 1\"> {{name}} $t(button.stop) \u{202e}txet\u{202c} 𝕎𝕀𝔻𝔼 \
    Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft_____________________________";

#[tokio::test]
async fn hostile_and_very_long_names_stay_text() {
    let window = opened(Opening {
        size: Size::Smallest,
        ..Opening::of("contoso")
    })
    .await;
    exists_already(&window.tenant, HOSTILE).await;
    journey::to_check(&window).await;
    let found = window.page.text("[data-check=configurations]").await;
    assert!(found.contains("<img src=x onerror=\"window.ran = 1\">"), "{found}");
    window.seen("03-check-hostile").await;
    journey::go_on(&window, "choose").await;
    window.until_open().await;
    window.seen("04-choose-hostile").await;
    journey::review(&window).await;
    window.seen("05-review-hostile").await;
    window.page.key(F9).await;
    window.until_there("aside li").await;
    window.seen("05-review-hostile-panel").await;
    assert_eq!(window.page.run("return window.ran ?? null").await, json!(null));
    assert!(!window.page.has("main img").await);
    window.close().await;
}

/// A configuration for the domain with this name, as anybody could have made it.
async fn exists_already(tenant: &Tenant, name: &str) {
    let path = format!("/v1.0/applicationTemplates/{AD2AAD}/instantiate");
    let (status, made) = tenant
        .call(Method::POST, &path, Some(json!({ "displayName": name })))
        .await;
    assert_eq!(status, 201, "{made}");
    let id = made["servicePrincipal"]["id"].as_str().expect("an id");
    let path = format!("/v1.0/servicePrincipals/{id}/synchronization/secrets");
    let domain = json!({ "key": "Domain", "value": r#"{"domain":"corp.contoso.com"}"# });
    let (status, told) = tenant
        .call(Method::PUT, &path, Some(json!({ "value": [domain] })))
        .await;
    assert_eq!(status, 204, "{told}");
}
