//! People are sent in the window: from the file of the demo's HR department to what became of everybody, with few decisions; and what
//! stops it.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::keys::RIGHT;
use journey_tests::opening::{Opening, Size};
use journey_tests::webdriver::until;

use crate::feed::{CARD, PAGES};
use crate::keyboard::{press_main, reach};
use crate::pages::{go_on, past_the_check};
use crate::skip_wait;

/// Words that belong to the API, and that nobody should need.
const API_WORDS: [&str; 6] = [
    "SCIM",
    "externalId",
    "bulkUpload",
    "servicePrincipal",
    "payload",
    "Graph",
];

/// What a person decides on the way, besides going on.
#[derive(Default)]
struct Decisions(u32);

impl Decisions {
    fn one(&mut self) {
        self.0 += 1;
    }
}

/// No page on the way speaks the language of the API.
async fn speaks_plainly(window: &AppWindow) {
    let said = window.page.text("main").await;
    for word in API_WORDS {
        assert!(!said.contains(word), "{word} in\n{said}");
    }
}

#[tokio::test]
async fn from_the_file_of_hr_to_what_became_of_everybody_in_seven_decisions() {
    people_are_sent(Opening::of("contoso")).await;
}

#[tokio::test]
async fn people_are_sent_in_the_dark_and_in_a_small_window() {
    let opening = Opening {
        theme: "Adwaita:dark",
        size: Size::Smallest,
        ..Opening::of("contoso")
    };
    people_are_sent(opening).await;
}

async fn people_are_sent(opening: Opening<'_>) {
    let window = AppWindow::open_as(opening).await;
    skip_wait(&window.tenant, "contoso").await;
    let mut decided = Decisions::default();
    past_the_check(&PAGES, &window, CARD).await;
    window.page.press_words("Try it with a sample file").await;
    decided.one();
    window.until_title("3 things in people.csv need you").await;
    speaks_plainly(&window).await;
    window.seen("feed-10-sample").await;
    window.page.press_words("Let HR mend the file").await;
    decided.one();
    window.until_title("2 things in people.csv need you").await;
    go_on(&PAGES, &window, "columns").await;
    window.until_there("[data-person] dd").await;
    window.seen("feed-11-sample-columns").await;
    go_on(&PAGES, &window, "status").await;
    window.until_there("main [data-word]").await;
    window.page.press_words("Accept 3 suggestions").await;
    decided.one();
    reach(&window, "[data-word=Intern] input").await;
    window.page.key(RIGHT).await;
    window.page.key(RIGHT).await;
    decided.one();
    window.seen("feed-12-sample-status").await;
    speaks_plainly(&window).await;
    go_on(&PAGES, &window, "names").await;
    window.until_there("main table td").await;
    go_on(&PAGES, &window, "leavers").await;
    go_on(&PAGES, &window, "where").await;
    go_on(&PAGES, &window, "review").await;
    window.until_there("[data-group=willChange]").await;
    window.seen("feed-14-review").await;
    go_on(&PAGES, &window, "apply").await;
    decided.one();
    until("the feed is set up", async || window.page.text(MAIN).await == "Next").await;
    window.seen("feed-15-apply").await;
    go_on(&PAGES, &window, "enable").await;
    window.until_open().await;
    window.seen("feed-16-enable").await;
    press_main(&window).await;
    decided.one();
    until("the feed is started", async || window.page.text(MAIN).await == "Next").await;
    window.seen("feed-17-started").await;
    go_on(&PAGES, &window, "sending").await;
    window.until_open().await;
    window.until_there("[data-count=new] button").await;
    speaks_plainly(&window).await;
    window.page.press("[data-count=new] button").await;
    window.until_there("[data-who=new] td").await;
    window.seen("feed-18-what-is-sent").await;
    go_on(&PAGES, &window, "send").await;
    window.seen("feed-19-send").await;
    speaks_plainly(&window).await;
    press_main(&window).await;
    decided.one();
    until("everybody is accepted", async || window.page.text(MAIN).await == "Next").await;
    window.seen("feed-20-accepted").await;
    go_on(&PAGES, &window, "follow").await;
    until("the log has spoken of everybody", async || {
        window.page.has("[data-count=no-word]").await && window.page.text("[data-count=no-word]").await.starts_with('0')
    })
    .await;
    speaks_plainly(&window).await;
    window.page.press("[data-count=done] button").await;
    window.until_there("[data-who=done] td").await;
    window.seen("feed-21-follow").await;
    assert!(decided.0 <= 7, "{} decisions", decided.0);
    go_on(&PAGES, &window, "done").await;
    window.until_there("main [data-standing]").await;
    window.seen("feed-22-done").await;
    the_next_file_needs_no_set_up(&window).await;
    window.close().await;
}

/// The same card again: the feed is known, and the same file has nothing new.
async fn the_next_file_needs_no_set_up(window: &AppWindow) {
    window.page.press_words("Another tenant").await;
    past_the_check(&PAGES, window, CARD).await;
    window.page.press("[data-known] button").await;
    PAGES.at(window, "sending").await;
    window.until_title("Nobody needs to be sent").await;
    window.seen("feed-23-next-file").await;
}
