//! The pages of Cloud Sync one after the other, as a person presses through them, in any language.

use crate::app_window::{AppWindow, MAIN};
use crate::pages::Pages;
use crate::webdriver::until;

/// What leads from the welcome into the journey.
pub const CARD: &str = "main section button";
/// What leads from the welcome to what is there already: the card after those of the journeys.
pub const WHAT_RUNS: &str = "main section li:last-child > button";
/// The first account of the demo tenant: the one that is recommended.
pub const RECOMMENDED: &str = "main li:first-child button";
/// The button before the main one.
pub const SECOND: &str = "footer button:nth-last-of-type(2)";
/// Back, where there is a way back.
const BACK: &str = "footer [aria-keyshortcuts='Alt+ArrowLeft']";

/// The pages as the rail shows them.
const PAGES: Pages = Pages(&["sign-in", "check", "choose", "review", "apply", "try", "enable", "done"]);

/// Waits until this page is shown.
pub async fn at(window: &AppWindow, page: &str) {
    PAGES.at(window, page).await;
}

/// From the welcome to the accounts.
pub async fn begin(window: &AppWindow) {
    window.until_there(CARD).await;
    window.page.press(CARD).await;
    at(window, "sign-in").await;
    window.until_there(RECOMMENDED).await;
}

/// From the welcome to the checks, signed in as recommended, when every answer is in.
pub async fn to_check(window: &AppWindow) {
    begin(window).await;
    window.page.press(RECOMMENDED).await;
    looked(window).await;
}

/// Waits until the look of the check is complete.
pub async fn looked(window: &AppWindow) {
    at(window, "check").await;
    until("the look is complete", async || {
        let page = &window.page;
        page.has("main [data-check]").await && !page.has("main [data-verdict=to-come]").await
    })
    .await;
}

/// From the welcome to the worst configuration of those that are there, signed in as recommended.
pub async fn to_look(window: &AppWindow) {
    window.until_there(WHAT_RUNS).await;
    window.page.press(WHAT_RUNS).await;
    window.until_there(RECOMMENDED).await;
    window.page.press(RECOMMENDED).await;
    window.until_there("main [data-job]").await;
}

/// From the welcome to the recommended answers.
pub async fn to_choose(window: &AppWindow) {
    to_check(window).await;
    go_on(window, "choose").await;
    window.until_open().await;
}

/// From the welcome to the plan of the recommended answers.
pub async fn to_review(window: &AppWindow) {
    to_choose(window).await;
    review(window).await;
}

/// From the answers to their plan, when it is complete.
pub async fn review(window: &AppWindow) {
    go_on(window, "review").await;
    until("the plan is complete", async || {
        window.page.has("main [data-group]").await || window.page.has("main [data-state=failed]").await
    })
    .await;
}

/// From the welcome to the first moment of the run of the recommended answers.
pub async fn to_apply(window: &AppWindow) {
    to_review(window).await;
    go_on(window, "apply").await;
}

/// Waits until everything that comes before the start is done.
pub async fn applied(window: &AppWindow) {
    window.until_there(BACK).await;
}

/// From the end of the run to the state of what was started, with nobody tried.
pub async fn start(window: &AppWindow) {
    go_on(window, "try").await;
    window.until_there(SECOND).await;
    window.page.press(SECOND).await;
    at(window, "enable").await;
    window.until_open().await;
    window.page.press(MAIN).await;
    started(window).await;
}

/// Waits until the jobs run and their state was seen.
pub async fn started(window: &AppWindow) {
    window
        .until_there("main [data-standing=first-round], main [data-standing=in-step]")
        .await;
    window.until_there(BACK).await;
}

/// Presses the main button as soon as it is open, and waits for this page.
pub async fn go_on(window: &AppWindow, page: &str) {
    window.until_open().await;
    window.page.press(MAIN).await;
    at(window, page).await;
}
