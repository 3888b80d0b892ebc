//! People are sent in the window: from the file of the demo's HR department to what became of everybody, with few decisions; and what
//! stops it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::finished::asked;
use journey_tests::journey::RECOMMENDED;
use journey_tests::keys::{CONTROL, ESCAPE, RIGHT};
use journey_tests::opening::{Opening, Size};
use journey_tests::tenant::Tenant;
use journey_tests::webdriver::until;
use reqwest::Method;

use crate::feed::{CARD, PAGES};
use crate::keyboard::{press_main, reach};
use crate::pages::{go_on, past_the_check};
use crate::skip_wait;

/// Words that belong to the API, and that nobody should need.
const API_WORDS: [&str; 9] = [
    "API2AAD",
    "API-driven",
    "urn:ietf",
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
    people_are_sent(Opening::of("contoso")).await.close().await;
}

#[tokio::test]
async fn people_are_sent_in_the_dark_and_in_a_small_window() {
    let opening = Opening {
        theme: "Adwaita:dark",
        size: Size::Smallest,
        ..Opening::of("contoso")
    };
    let window = people_are_sent(opening).await;
    in_dutch(&window).await;
    window.close().await;
}

async fn people_are_sent(opening: Opening<'_>) -> AppWindow {
    let window = AppWindow::open_as(opening).await;
    skip_wait(&window.tenant, "contoso").await;
    let mut decided = Decisions::default();
    to_what_is_sent(&window, &mut decided).await;
    window.page.press("[data-count=new] button").await;
    window.until_there("[data-who=new] td").await;
    window.seen("feed-18-what-is-sent").await;
    go_on(&PAGES, &window, "send").await;
    window.seen("feed-19-send").await;
    speaks_plainly(&window).await;
    press_main(&window).await;
    decided.one();
    everybody_is_accepted(&window).await;
    window.seen("feed-20-accepted").await;
    go_on(&PAGES, &window, "follow").await;
    heard_of_everybody(&window).await;
    speaks_plainly(&window).await;
    window.until_there("[data-row=MissingValues]").await;
    window.page.press("[data-row=MissingValues] button").await;
    window.until_there("[data-who=refused] td").await;
    window.seen("feed-21-follow").await;
    assert!(decided.0 <= 7, "{} decisions", decided.0);
    go_on(&PAGES, &window, "done").await;
    window.until_there("main [data-standing]").await;
    window.seen("feed-22-done").await;
    the_next_file_needs_no_set_up(&window).await;
    the_first_are_refused_and_nobody_else_goes(&window).await;
    many_leave_only_once_their_number_is_typed(&window).await;
    window
}

/// From the welcome to the page What is sent, with the file of the demo's HR department.
async fn to_what_is_sent(window: &AppWindow, decided: &mut Decisions) {
    past_the_check(&PAGES, window, CARD).await;
    window.page.press_words("Try it with a sample file").await;
    decided.one();
    window.until_title("3 things in people.csv need you").await;
    speaks_plainly(window).await;
    window.seen("feed-10-sample").await;
    window.page.press_words("Let HR mend the file").await;
    decided.one();
    window.until_title("2 things in people.csv need you").await;
    go_on(&PAGES, window, "columns").await;
    window.until_there("[data-person] dd").await;
    window.seen("feed-11-sample-columns").await;
    go_on(&PAGES, window, "status").await;
    window.until_there("main [data-word]").await;
    window.page.press_words("Accept 3 suggestions").await;
    decided.one();
    reach(window, "[data-word=Intern] input").await;
    window.page.key(RIGHT).await;
    window.page.key(RIGHT).await;
    decided.one();
    window.seen("feed-12-sample-status").await;
    speaks_plainly(window).await;
    go_on(&PAGES, window, "names").await;
    window.until_there("main table td").await;
    go_on(&PAGES, window, "leavers").await;
    go_on(&PAGES, window, "where").await;
    go_on(&PAGES, window, "review").await;
    window.until_there("[data-group=willChange]").await;
    window.seen("feed-14-review").await;
    speaks_plainly(window).await;
    go_on(&PAGES, window, "apply").await;
    decided.one();
    until("the feed is set up", async || window.page.text(MAIN).await == "Next").await;
    window.seen("feed-15-apply").await;
    speaks_plainly(window).await;
    go_on(&PAGES, window, "enable").await;
    window.until_open().await;
    window.seen("feed-16-enable").await;
    speaks_plainly(window).await;
    press_main(window).await;
    decided.one();
    until("the feed is started", async || window.page.text(MAIN).await == "Next").await;
    window.seen("feed-17-started").await;
    go_on(&PAGES, window, "sending").await;
    window.until_open().await;
    window.until_there("[data-count=new] button").await;
    speaks_plainly(window).await;
}

/// The same pages in another language, with what is on them.
async fn in_dutch(window: &AppWindow) {
    window.page.press("header button[aria-label=Settings]").await;
    window
        .page
        .press("[role=group] input[value=nl], [role=dialog] input[value=nl]")
        .await;
    window.until_there("html[lang=nl]").await;
    window.page.key(ESCAPE).await;
    window.seen("feed-29-in-dutch").await;
    window.page.press("[data-page=file] button").await;
    PAGES.at(window, "file").await;
    window.page.press("[data-known] button").await;
    PAGES.at(window, "sending").await;
    window.until_there("[data-count]").await;
    window.seen("feed-29-what-is-sent-in-dutch").await;
}

async fn everybody_is_accepted(window: &AppWindow) {
    window.until_title("Microsoft has accepted everybody").await;
}

async fn heard_of_everybody(window: &AppWindow) {
    until("the log has spoken of everybody", async || {
        window.page.has("[data-count=no-word]").await && window.page.text("[data-count=no-word]").await.starts_with('0')
    })
    .await;
}

/// The same card again: the feed is known, and of the same file nobody goes again but those who were refused.
async fn the_next_file_needs_no_set_up(window: &AppWindow) {
    window.page.press_words("Another tenant").await;
    window.until_there("main input[type=radio]").await;
    window.page.press(CARD).await;
    PAGES.at(window, "sign-in").await;
    go_on(&PAGES, window, "check").await;
    go_on(&PAGES, window, "file").await;
    window.seen("feed-23-known").await;
    window.page.press("[data-known] button").await;
    PAGES.at(window, "sending").await;
    window.until_title("8 people would be sent").await;
    window.seen("feed-24-next-file").await;
}

/// Nobody has mended them yet: the first of them are refused again, with the way to look again.
async fn the_first_are_refused_and_nobody_else_goes(window: &AppWindow) {
    go_on(&PAGES, window, "send").await;
    press_main(window).await;
    window.until_title("Somebody of the first was refused").await;
    window.until_there("[data-row=MissingValues]").await;
    speaks_plainly(window).await;
    window.seen("feed-25-first-refused").await;
    press_main(window).await;
    PAGES.at(window, "sending").await;
    window.until_title("8 people would be sent").await;
}

/// HR fills in their names, and says of thirty people that they have left; two of them were refused and have no account. Nobody is switched off before exactly thirty
/// is typed.
async fn many_leave_only_once_their_number_is_typed(window: &AppWindow) {
    let file = window
        .tenant
        .control(Method::GET, "hr-file?language=en&mended=true", None)
        .await;
    let bytes = STANDARD
        .decode(file["base64"].as_str().expect("a file"))
        .expect("base64");
    let monday = String::from_utf8(bytes).expect("text");
    let named = |row: &str| match row.starts_with(|first: char| first.is_ascii_digit()) {
        true => row.replacen(",,,", ",Sam,Field,", 1) + "\r\n",
        false => row.to_owned() + "\r\n",
    };
    let tuesday: String = monday.lines().map(named).collect();
    let tuesday = tuesday.replacen(",Active", ",Terminated", 30);
    std::fs::write(window.home.files().join("tuesday.csv"), tuesday).expect("a file");
    window.page.press_words("Choose another file").await;
    window.until_title("1 thing must be settled first").await;
    window.until_there("[data-row=leaving]").await;
    window.until_there(&format!("{MAIN}[aria-disabled=true]")).await;
    reach(window, "main input[inputmode=numeric]").await;
    window.page.type_text("28").await;
    window.page.press_words("This number is right").await;
    window.seen("feed-26-guard").await;
    assert_eq!(
        window.title().await,
        "1 thing must be settled first",
        "another number was taken"
    );
    window.page.press("main input[inputmode=numeric]").await;
    window.page.chord(&[CONTROL, 'a']).await;
    window.page.type_text("30").await;
    window.page.press_words("This number is right").await;
    until("the look is over", async || {
        !window.page.has("[data-row=leaving]").await
    })
    .await;
    window.until_open().await;
    window.seen("feed-27-agreed").await;
    go_on(&PAGES, window, "send").await;
    let means = window.page.text("main").await;
    assert!(
        means.contains("28 people are switched off. Their data stays."),
        "{means}"
    );
    window.seen("feed-28-send-leavers").await;
    press_main(window).await;
    everybody_is_accepted(window).await;
    go_on(&PAGES, window, "follow").await;
    window.until_title("34 people are as the file says").await;
    window.seen("feed-29-as-the-file-says").await;
}

/// Stopped by a person while the first are waited for, then by the death of the program: each time the first page offers it, and nobody
/// is sent twice.
#[tokio::test]
async fn a_sending_that_breaks_off_is_offered_on_the_first_page_and_sends_nobody_twice() {
    let tenant = Tenant::start_with("contoso", &["--timing", "demo"]).await;
    let on_it = || Opening {
        demo_at: Some(&tenant.connection),
        ..Opening::of("contoso")
    };
    let window = AppWindow::open_as(on_it()).await;
    to_what_is_sent(&window, &mut Decisions::default()).await;
    let calls = window.page.text("main").await;
    assert!(calls.contains("In 18 calls."), "{calls}");
    go_on(&PAGES, &window, "send").await;
    press_main(&window).await;
    window.until_there("[data-stage=pilot-waits]").await;
    window.seen("feed-30-first-are-waited-for").await;
    press_main(&window).await;
    window.until_title("Stopped. Go on when you like").await;
    window.seen("feed-31-stopped").await;

    window.page.press("header button").await;
    window.until_there("[data-begun]").await;
    window.seen("feed-32-offered").await;
    window.page.press_words("Go to it").await;
    PAGES.at(&window, "sending").await;
    window.until_title("The sending of people.csv broke off").await;
    window.seen("feed-33-broken-off").await;
    press_main(&window).await;
    PAGES.at(&window, "send").await;
    window.until_there("[data-stage]").await;
    let home = window.kill().await;

    let window = AppWindow::open_as(Opening { home, ..on_it() }).await;
    window.until_there("[data-begun]").await;
    window.page.press_words("Go to it").await;
    PAGES.at(&window, "sign-in").await;
    window.until_there(RECOMMENDED).await;
    window.page.press(RECOMMENDED).await;
    PAGES.at(&window, "check").await;
    window.until_there("[data-begun]").await;
    window.seen("feed-34-offered-again").await;
    window.page.press_words("Go to it").await;
    PAGES.at(&window, "sending").await;
    press_main(&window).await;
    everybody_is_accepted(&window).await;
    go_on(&PAGES, &window, "follow").await;
    heard_of_everybody(&window).await;
    let uploads = asked(&tenant)
        .await
        .into_iter()
        .filter(|asked| asked.path.ends_with("/bulkUpload"));
    assert_eq!(uploads.map(|asked| asked.status).collect::<Vec<_>>(), [Some(202); 18]);
    window.close().await;
}
