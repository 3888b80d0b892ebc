//! What is still there after the window was closed.

use journey_tests::app_window::AppWindow;
use journey_tests::journey::{self, at};
use journey_tests::opening::Opening;
use journey_tests::tenant::Tenant;
use journey_tests::webdriver::until;
use reqwest::Method;

use crate::is_prepared;

/// The demo tenant runs on its own here, as a real one does.
#[tokio::test]
async fn closed_during_apply_and_opened_again_it_goes_on() {
    let tenant = Tenant::start_with("contoso", &["--timing", "demo"]).await;
    let on_it = || Opening {
        demo_at: Some(&tenant.connection),
        ..Opening::of("contoso")
    };
    let window = AppWindow::open_as(on_it()).await;
    journey::to_apply(&window).await;
    window
        .until_there("[data-step=create-configuration][data-state=waiting]")
        .await;
    let home = window.kill().await;
    let state = tenant.control(Method::GET, "state", None).await;
    assert_eq!(
        state["configurations"].as_array().map(Vec::len),
        Some(1),
        "the change was made"
    );

    let window = AppWindow::open_as(Opening { home, ..on_it() }).await;
    journey::to_check(&window).await;
    until("the unfinished set-up is told", async || {
        window
            .page
            .text("main")
            .await
            .contains("The set-up of corp.contoso.com is not finished")
    })
    .await;
    window.seen("03-check-unfinished").await;
    window.page.press_words("Continue corp.contoso.com").await;
    at(&window, "apply").await;
    window.until_title("Contoso is prepared").await;
    let picture = tenant.picture().await;
    is_prepared(&picture);
    window.close().await;
}

#[tokio::test]
async fn settings_are_kept_and_hold_from_the_first_moment() {
    let window = AppWindow::open("school").await;
    window.until_there("main input[type=radio]").await;
    window.page.press("header button[aria-label=Settings]").await;
    window
        .page
        .press("[role=group] input[value=nl], [role=dialog] input[value=nl]")
        .await;
    window
        .page
        .press("[role=group] input[value=dark], [role=dialog] input[value=dark]")
        .await;
    window
        .page
        .press("[role=group] input[value=larger], [role=dialog] input[value=larger]")
        .await;
    until("the window speaks Dutch", async || {
        window.page.run("return document.documentElement.lang").await == "nl"
    })
    .await;
    window.seen("10-settings").await;
    let larger = window
        .page
        .run("return getComputedStyle(document.querySelector('h1')).fontSize")
        .await;
    let home = window.close().await;

    let window = AppWindow::open_as(Opening {
        home,
        ..Opening::of("school")
    })
    .await;
    assert_eq!(window.page.run("return document.documentElement.lang").await, "nl");
    let sheet = "return getComputedStyle(document.querySelector('.fui-FluentProvider')).backgroundColor";
    assert_eq!(window.page.run(sheet).await, "rgb(41, 41, 41)");
    assert_eq!(
        window
            .page
            .run("return getComputedStyle(document.querySelector('h1')).fontSize")
            .await,
        larger
    );
    window.close().await;
}
