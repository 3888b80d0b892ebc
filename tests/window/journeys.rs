//! The whole journey on Contoso by mouse, from the welcome to the hand-over, in three languages.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::journey::{self, CARD, RECOMMENDED, SECOND, at, go_on};
use journey_tests::keys::F9;
use journey_tests::opening::Opening;
use journey_tests::reading::Reading;
use journey_tests::webdriver::until;
use serde_json::json;

use crate::{ids, is_prepared, is_set_up};

/// What the product promises (and the welcome says).
const MOST_DECISIONS: usize = 5;
/// A person should have read the whole of it in five minutes.
const MOST_WORDS: u64 = 1000;

/// The recommended path in English. A decision is a press that chooses between things or changes the tenant; going on to the
/// next page with everything as it was filled in is none, and no key is pressed anywhere.
#[tokio::test]
async fn the_recommended_path_takes_five_decisions_a_thousand_words_and_no_typing() {
    let window = AppWindow::open("contoso").await;
    let page = &window.page;
    let mut decisions = 0;
    let mut reading = Reading::default();
    window.until_there("main input[type=radio]").await;
    window.seen("01-welcome").await;
    reading.page(&window, "01-welcome").await;
    assert!(page.text(CARD).await.contains("Set up Cloud Sync"));
    page.press(CARD).await;
    decisions += 1;

    window.until_title("Who signs in to Contoso?").await;
    window.until_there(RECOMMENDED).await;
    window.seen("02-sign-in").await;
    reading.page(&window, "02-sign-in").await;
    assert!(page.text(RECOMMENDED).await.contains("Recommended"));
    page.press(RECOMMENDED).await;
    decisions += 1;

    window.until_title("Contoso is ready").await;
    assert_eq!(page.run("return document.title").await, "Check – Contoso – Causeway");
    assert!(page.text("footer").await.starts_with("Nothing has been changed yet"));
    window.seen("03-check-ready").await;
    reading.page(&window, "03-check-ready").await;
    is_going_on(&window, "Next").await;
    go_on(&window, "choose").await;

    window.until_title("What should be synchronized?").await;
    window.until_open().await;
    window.seen("04-choose").await;
    reading.page(&window, "04-choose").await;
    is_going_on(&window, "Review plan").await;
    journey::review(&window).await;

    until("the plan is told", async || {
        window.title().await.ends_with("changes to Contoso")
    })
    .await;
    reading.page(&window, "05-review").await;
    page.press("[data-step=create-configuration] button").await;
    assert!(
        page.text("[data-step=create-configuration]")
            .await
            .contains("/instantiate")
    );
    window.seen("05-review").await;
    assert_eq!(
        window.tenant.picture().await.configurations.len(),
        0,
        "nothing is written before Apply"
    );
    assert_eq!(page.text(MAIN).await, "Apply to Contoso");
    page.press(MAIN).await;
    decisions += 1;

    window.until_there("[data-state=waiting]").await;
    assert_eq!(window.title().await, "Setting up Contoso");
    assert_eq!(page.text(MAIN).await, "Stop");
    let wait = page.text("[data-state=waiting]").await;
    assert!(wait.contains("That is normal") && wait.contains("so far"), "{wait}");
    page.key(F9).await;
    window.until_there("aside li").await;
    window.seen("06-apply-waiting").await;
    reading.page(&window, "06-apply").await;
    page.key(F9).await;
    window.until_title("Contoso is prepared").await;
    for (step, state) in window.steps().await {
        // An agent was seen at work before, so it is not asked.
        let expected = if step.starts_with("exchange-") || step == "agent-answer" {
            "not-wanted"
        } else {
            "done"
        };
        assert_eq!(state, expected, "{step}");
    }
    window.seen("06-apply-done").await;
    reading.page(&window, "06-apply").await;
    is_prepared(&window.tenant.picture().await);
    is_going_on(&window, "Next").await;
    go_on(&window, "try").await;

    window.until_title("Try it with one person first").await;
    window.seen("07-try").await;
    reading.page(&window, "07-try").await;
    assert_eq!(page.text(SECOND).await, "Skip this");
    page.press(SECOND).await;
    decisions += 1;

    at(&window, "enable").await;
    window.until_open().await;
    window.seen("08-enable").await;
    reading.page(&window, "08-enable").await;
    page.press(MAIN).await;
    decisions += 1;
    journey::started(&window).await;
    window.seen("08-enable-first-round").await;
    reading.page(&window, "08-enable-first-round").await;
    is_going_on(&window, "Next").await;
    go_on(&window, "done").await;
    window.until_there("main [data-standing]").await;
    window.seen("09-done").await;
    reading.page(&window, "09-done").await;

    is_set_up(&window.tenant.picture().await);
    assert!(decisions <= MOST_DECISIONS, "{decisions} decisions");
    println!("{reading}");
    assert!(reading.words() <= MOST_WORDS, "{reading}");
    window.close().await;
}

/// The main button leads on and decides nothing.
async fn is_going_on(window: &AppWindow, words: &str) {
    assert_eq!(window.page.text(MAIN).await, words);
}

/// The first round of people ends while the page is open; running all of it again changes nothing.
#[tokio::test]
async fn what_is_set_up_is_followed_and_set_up_once() {
    let window = AppWindow::open("school").await;
    journey::to_apply(&window).await;
    journey::applied(&window).await;
    journey::start(&window).await;
    window.until_there("main [data-standing=in-step]").await;
    window.seen("08-enable-in-step").await;
    go_on(&window, "done").await;
    window.seen("09-done-in-step").await;
    let before = ids(&window.tenant.picture().await);

    window.page.press("[data-page=review] button").await;
    window.until_title("Linden School already has everything").await;
    window.seen("05-review-nothing-to-do").await;
    assert_eq!(ids(&window.tenant.picture().await), before);
    window.close().await;
}

#[tokio::test]
async fn in_dutch() {
    in_language("nl").await;
}

#[tokio::test]
async fn in_indonesian() {
    in_language("id").await;
}

/// Every page in another language, which the system names.
async fn in_language(language: &str) {
    let window = AppWindow::open_as(Opening {
        language,
        ..Opening::of("contoso")
    })
    .await;
    window.until_there("main input[type=radio]").await;
    assert_eq!(window.page.run("return document.documentElement.lang").await, language);
    window.seen("01-welcome").await;
    journey::begin(&window).await;
    window.seen("02-sign-in").await;
    window.page.press(RECOMMENDED).await;
    journey::looked(&window).await;
    window.seen("03-check-ready").await;
    go_on(&window, "choose").await;
    window.until_open().await;
    for section in ["domain", "who", "passwords", "exchange", "mail", "guard"] {
        window
            .page
            .press(&format!("[data-answer={section}] button[aria-expanded]"))
            .await;
        window.nothing_cut_off().await;
    }
    window.seen("04-choose-open").await;
    journey::review(&window).await;
    window.seen("05-review").await;
    go_on(&window, "apply").await;
    window.until_there("[data-state=waiting]").await;
    window.page.key(F9).await;
    window.until_there("aside li").await;
    window.seen("06-apply-waiting").await;
    window.page.key(F9).await;
    journey::applied(&window).await;
    window.seen("06-apply-done").await;
    go_on(&window, "try").await;
    window.seen("07-try").await;
    window.page.press(SECOND).await;
    at(&window, "enable").await;
    window.until_open().await;
    window.seen("08-enable").await;
    window.page.press(MAIN).await;
    journey::started(&window).await;
    window.seen("08-enable-first-round").await;
    go_on(&window, "done").await;
    window.until_there("main [data-standing]").await;
    window.seen("09-done").await;
    is_set_up(&window.tenant.picture().await);
    no_key_is_shown(&window).await;
    window.close().await;
}

/// A text without words would show its key.
async fn no_key_is_shown(window: &AppWindow) {
    let shown = window
        .page
        .run("return document.body.innerText.match(/\\b[a-z]+:[a-z]+\\.[a-zA-Z.]+|\\{\\{/g) ?? []")
        .await;
    assert_eq!(shown, json!([]));
}
