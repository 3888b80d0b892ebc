//! Several apps by a table: pasted, corrected, set up row by row; two tokens that the app does not take fail alone and are healed.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::keys::{DOWN, ENTER, TAB};
use journey_tests::opening::{Opening, Size};
use journey_tests::pages::Pages;
use journey_tests::searched::has_none_of;
use journey_tests::table::{AWS, apps};
use journey_tests::webdriver::until;
use serde_json::json;

use crate::gallery::{self, CARD, choose, is_shown};
use crate::keyboard::{begins_at_its_title, press_main, reach};
use crate::pages::{go_on, past_the_check};
use crate::skip_wait;

const PAGES: Pages = Pages(&[
    "sign-in", "check", "app", "how-many", "who", "safety", "review", "apply", "enable",
]);

/// Names as people have them, in the order of the table.
const NAMES: [&str; 12] = [
    "O'Neil 0000",
    "Acme, EU 0001",
    "Köln 0002",
    "アクメ 0003",
    "Acme 0004",
    "Acme 0005",
    "Acme \"0006\"",
    "Acme 0007",
    "O'Neil 0008",
    "Acme \"0009\"",
    "Acme 0010",
    "Acme \"0011\"",
];
/// Places of the rows whose first token the app does not take.
const BAD: [usize; 2] = [4, 9];

fn token(row: usize) -> String {
    format!("sentinel-token-{row:04}")
}

/// The rows as a spreadsheet copies them. One address is none yet.
fn copied() -> String {
    let cell = |text: &str| match text.contains('"') {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    };
    let line = |(row, name): (usize, &&str)| {
        let token = if BAD.contains(&row) {
            format!("wrong-{}", token(row))
        } else {
            token(row)
        };
        let scheme = if row == 2 { "http" } else { "https" };
        format!(
            "{}\t{scheme}://scim{row:03}.example/v2\t{token}\tApp pilot\n",
            cell(name)
        )
    };
    let lines: String = NAMES.iter().enumerate().map(line).collect();
    format!("name\tBaseAddress\tSecretToken\tgroups\n{lines}")
}

/// From the welcome to the empty table of an app.
async fn at_the_table(window: &AppWindow) {
    past_the_check(&PAGES, window, CARD).await;
    choose(window, "aws iam").await;
    go_on(&PAGES, window, "how-many").await;
    begins_at_its_title(window).await;
    window.until_open().await;
    reach(window, "main input[type=radio]:checked").await;
    window.page.key(DOWN).await;
    window.until_there("[data-paste]").await;
}

/// Pastes, as the keys for it do.
async fn paste(window: &AppWindow, text: &str) {
    let script = format!(
        "const data = new DataTransfer(); data.setData('text/plain', {});
         document.querySelector('[data-paste]').dispatchEvent(
            new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}))",
        json!(text)
    );
    window.page.run(&script).await;
}

/// Opens the row of this number and gives it another token.
async fn renew(window: &AppWindow, number: usize, token: &str) {
    let row = format!("[data-row='{number}']");
    window.until_there(&row).await;
    reach(window, &format!("{row} button")).await;
    window.page.key(ENTER).await;
    let field = format!("[data-cell='{number} SecretToken']");
    window.until_there(&field).await;
    reach(window, &field).await;
    window.page.type_text(token).await;
    window.page.key(TAB).await;
}

#[tokio::test]
async fn a_pasted_table_of_twelve_is_set_up_and_two_refused_tokens_are_healed() {
    let window = AppWindow::open("contoso").await;
    skip_wait(&window.tenant, "contoso").await;
    at_the_table(&window).await;
    window.seen("table-01-empty").await;
    paste(&window, &copied()).await;
    window.until_title("11 rows are ready, 1 needs you").await;
    assert!(!is_shown(&window, "sentinel").await, "a token is in the page");
    window.seen("table-02-pasted").await;
    let address = "[data-cell='3 BaseAddress']";
    window
        .page
        .run(&format!(
            "document.querySelector(\"{address}\").focus(); document.querySelector(\"{address}\").select()"
        ))
        .await;
    window.page.type_text("https://scim002.example/v2").await;
    window.page.key(ENTER).await;
    window.until_title("12 rows are ready").await;

    go_on(&PAGES, &window, "who").await;
    go_on(&PAGES, &window, "safety").await;
    go_on(&PAGES, &window, "review").await;
    window.until_title("12 apps would change in Contoso").await;
    window.until_there("[data-standing=will-change]").await;
    window.seen("table-03-review").await;
    reach(&window, "[data-row='1'] button").await;
    window.page.key(ENTER).await;
    window.until_there("[data-row='1'] [data-step]").await;
    window.seen("table-04-row").await;
    assert_eq!(
        gallery::apps(&window, AWS).await,
        [json!(null); 0],
        "looking changed the tenant"
    );

    go_on(&PAGES, &window, "apply").await;
    window.until_title("2 rows need you").await;
    window.until_there("[data-standing=needs-you]").await;
    window.seen("table-05-needs-you").await;
    reach(&window, "[data-reason=credentials-refused]").await;
    window.page.key(ENTER).await;
    until("only those are shown", async || {
        window
            .page
            .run("return [...document.querySelectorAll('[data-standing]')].map((row) => row.dataset.row).join()")
            .await
            == "5,10"
    })
    .await;
    renew(&window, 5, &token(4)).await;
    window.seen("table-06-new-value").await;
    window.page.press_words("Try this row again").await;
    window.until_title("1 row needs you").await;
    renew(&window, 10, &token(9)).await;
    until("all can be tried again", async || {
        window.page.text(MAIN).await == "Try 1 row again"
    })
    .await;
    press_main(&window).await;
    window.until_title("12 apps are set up in Contoso").await;
    window.seen("table-07-set-up").await;
    window.page.press_words("Save results as CSV").await;
    until("the results are saved", async || {
        std::fs::read_dir(window.home.files()).is_ok_and(|files| files.count() == 1)
    })
    .await;
    go_on(&PAGES, &window, "enable").await;
    window.until_title("Start 12 apps in Contoso?").await;
    window.seen("table-08-start").await;
    press_main(&window).await;
    window.until_title("12 apps run in Contoso").await;
    window.seen("table-09-started").await;
    assert!(!is_shown(&window, "sentinel").await, "a token is in the page");

    let apps = apps(&window.tenant).await;
    assert_eq!(apps.len(), 12, "{apps:?}");
    for (row, name) in NAMES.iter().enumerate() {
        let app = &apps[*name];
        assert_eq!(app.jobs, ["Active"], "{name}");
        assert_eq!(app.settings["SecretToken"], token(row), "{name}");
        assert_eq!(app.settings["BaseAddress"], format!("https://scim{row:03}.example/v2"));
    }
    let home = window.close().await;
    has_none_of(home.path(), &["sentinel-token"], 1);
}

#[tokio::test]
async fn a_dropped_file_with_a_secret_is_taken_without_it_in_dutch() {
    let opening = Opening {
        language: "nl",
        theme: "Adwaita:dark",
        ..Opening::of("contoso")
    };
    dropped(opening, "nl").await;
}

#[tokio::test]
async fn a_dropped_file_with_a_secret_is_taken_without_it_in_indonesian_in_a_small_window() {
    let opening = Opening {
        language: "id",
        size: Size::Smallest,
        ..Opening::of("contoso")
    };
    dropped(opening, "id").await;
}

/// A file as Excel saves it where decimals have a comma: what is wrong stands in its cells, and a form that is wrong is refused whole.
async fn dropped(opening: Opening<'_>, language: &str) {
    let window = AppWindow::open_as(opening).await;
    at_the_table(&window).await;
    let rows: String = (0..60)
        .map(|row| format!("App {row};https://scim{row}.example/v2;env:TOK;\r\n"))
        .collect();
    let file = format!("name;BaseAddress;SecretToken;groups\r\n\"A; B\";http://x;sentinel-in-file;\r\n{rows}");
    window.drop_file("apps.csv", &file);
    window.until_there("[data-row='1'] [aria-invalid=true]").await;
    assert!(
        !is_shown(&window, "sentinel").await,
        "a secret of a file is in the page"
    );
    window.seen(&format!("table-20-dropped-{language}")).await;
    window.drop_file("apps.csv", "name;Token\r\nA;sentinel-in-file\r\nB;b;c\r\n");
    window.until_there("main section[tabindex='-1']").await;
    assert!(
        !is_shown(&window, "sentinel").await,
        "a secret of a file is in the page"
    );
    window.seen(&format!("table-21-refused-{language}")).await;
    let home = window.close().await;
    std::fs::remove_file(home.path().join("apps.csv")).expect("the person's own file");
    has_none_of(home.path(), &["sentinel-in-file"], 1);
}
