//! The looking pages of a people feed, by keyboard alone and with a real file, in each language; how people are sent is in `feed_send`.

use std::path::{Path, PathBuf};

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::keys::{DOWN, ENTER};
use journey_tests::opening::{Opening, Size};
use journey_tests::pages::Pages;
use journey_tests::webdriver::until;

use crate::keyboard::{begins_at_its_title, press, reach};
use crate::pages::{go_on, past_the_check};

pub(crate) const PAGES: Pages = Pages(&[
    "sign-in", "check", "file", "columns", "status", "names", "leavers", "where", "review", "apply", "enable",
    "sending", "send", "follow", "done",
]);
/// What leads from the welcome to the feed.
pub(crate) const CARD: &str = "main section li:nth-child(2) > button";

#[tokio::test]
async fn a_file_is_looked_at_by_keyboard_alone_in_english() {
    look_at_a_file(Opening::of("contoso")).await;
}

#[tokio::test]
async fn a_file_is_looked_at_by_keyboard_alone_in_dutch() {
    let opening = Opening {
        language: "nl",
        theme: "Adwaita:dark",
        ..Opening::of("contoso")
    };
    look_at_a_file(opening).await;
}

#[tokio::test]
async fn a_file_is_looked_at_by_keyboard_alone_in_indonesian_in_a_small_window() {
    let opening = Opening {
        language: "id",
        size: Size::Smallest,
        ..Opening::of("contoso")
    };
    look_at_a_file(opening).await;
}

/// Four people, in the letters of Western Europe, of whom one has left.
async fn look_at_a_file(opening: Opening<'_>) {
    let window = AppWindow::open_as(opening).await;
    put(&window, "nl-cp1252.csv");
    past_the_check(&PAGES, &window, CARD).await;
    window.seen("feed-01-no-file").await;
    press(&window, MAIN).await;
    window.until_there("[data-letters]").await;
    window.until_open().await;
    assert!(window.page.text("main [data-answer=people]").await.contains('4'));
    window.seen("feed-02-file").await;

    go_on(&PAGES, &window, "columns").await;
    window.until_there("main [data-column]").await;
    begins_at_its_title(&window).await;
    window.until_there("[data-person] dd").await;
    window.seen("feed-03-columns").await;
    // A column that is not sent is, once somebody says so; typing a part of its target is enough.
    reach(&window, "[data-column] [role=combobox]").await;
    window.page.key(DOWN).await;
    window.until_there("[role=option]").await;
    window.page.key(ENTER).await;

    go_on(&PAGES, &window, "status").await;
    window.until_there("main [data-word]").await;
    window.seen("feed-04-status-open").await;
    assert!(
        !window.page.has("main input[type=radio]:checked").await,
        "a word is taken for granted"
    );
    press(&window, "main > div > button").await;
    until("every word that is known is decided", async || {
        window
            .page
            .run("return document.querySelectorAll('main input[type=radio]:checked').length > 1")
            .await
            == true
    })
    .await;
    if window.page.has("main input:not([type=radio])").await {
        reach(&window, "main input:not([type=radio])").await;
        window.page.type_text("1").await;
    }
    window.seen("feed-04-status").await;

    go_on(&PAGES, &window, "names").await;
    window.until_there("main table td").await;
    reach(&window, "main input[type=radio]:checked").await;
    window.page.key(DOWN).await;
    until("names are made of names", async || {
        window.page.text("main table").await.contains('@')
    })
    .await;
    window.seen("feed-05-names").await;

    go_on(&PAGES, &window, "leavers").await;
    window.seen("feed-06-leavers").await;
    press(&window, "main section > div > button").await;
    window.until_there("main [data-rule] textarea").await;
    reach(&window, "main [data-rule] textarea").await;
    window.page.type_text("o").await;
    until("it is counted who is left out", async || {
        window.page.text("main [data-left-out]").await.contains('4')
    })
    .await;
    window.seen("feed-06-left-out").await;
    go_on(&PAGES, &window, "where").await;
    window.seen("feed-07-where").await;
    assert!(
        window.tenant.picture().await.configurations.is_empty(),
        "looking changed the tenant"
    );
    window.close().await;
}

#[tokio::test]
async fn a_file_that_is_dropped_is_taken_by_the_page_that_asks_for_one() {
    let window = AppWindow::open("contoso").await;
    let says = async |part: &str| window.page.text("main").await.contains(part);
    let is_read = async |name: &str| {
        let title = window.title().await;
        title.contains(name) && !title.starts_with("Reading")
    };
    past_the_check(&PAGES, &window, CARD).await;
    let drag = window.drag(&[&fixture("people.xlsx")]);
    until("a place to let go is shown", async || {
        says("Let go to take the file").await
    })
    .await;
    window.seen("feed-20-dragged").await;
    drag.let_go();
    until("the workbook is read", async || is_read("people.xlsx").await).await;

    let two = [fixture("people.xlsx"), fixture("nl-cp1252.csv")];
    window.drag(&[&two[0], &two[1]]).let_go();
    until("one is asked for", async || {
        says("Several files were dropped at once").await
    })
    .await;
    window.seen("feed-21-several").await;
    assert!(is_read("people.xlsx").await, "what was read is lost");
    window.drag(&[&two[1]]).let_go();
    until("the other is read", async || is_read("nl-cp1252.csv").await).await;

    window.until_open().await;
    go_on(&PAGES, &window, "columns").await;
    window.until_there("main [data-column]").await;
    window.drag(&[&two[0]]).let_go();
    window.page.press("footer button:first-of-type").await;
    until("the page before is back with its file", async || {
        is_read("nl-cp1252.csv").await
    })
    .await;
    window.close().await;
}

fn fixture(name: &str) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/people-feed");
    fixtures.join(name)
}

/// Puts a file where the person chooses from.
fn put(window: &AppWindow, name: &str) {
    std::fs::copy(fixture(name), window.home.files().join(name)).expect("a copy");
}
