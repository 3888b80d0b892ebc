//! A whole set-up with answers of one's own, by mouse: from faults in the fields to one person tried and the report saved.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::journey::{self, at, go_on};
use journey_tests::keys::{CONTROL, ENTER};
use journey_tests::webdriver::until;
use serde_json::{Value, json};

use crate::is_set_up;

const STAFF: &str = "OU=Staff,DC=corp,DC=contoso,DC=com";
const MAIL: &str = "ops@contoso.com";

#[tokio::test]
async fn answers_of_ones_own_are_checked_set_up_and_handed_over() {
    let window = AppWindow::open("contoso").await;
    let page = &window.page;
    journey::to_choose(&window).await;
    assert_eq!(
        page.run("return document.activeElement.tagName").await,
        "H1",
        "reading begins at the title"
    );
    turn(&window, "who").await;
    page.press("[data-answer=who] input[value=ous]").await;
    window.until_there("[data-answer=who] [role=treeitem]").await;
    page.press("#answer-who").await;
    page.type_text("Staff").await;
    page.press(MAIN).await;
    until("the fault is told", async || {
        page.text("[data-answer=who]")
            .await
            .contains("This is no distinguished name")
    })
    .await;
    window.seen("04-choose-fault").await;
    page.run("document.getElementById('answer-who').select()").await;
    page.type_text(STAFF).await;
    page.key(ENTER).await;
    until("the name is in the list", async || {
        page.text("[data-answer=who] li code").await == STAFF
    })
    .await;
    turn(&window, "mail").await;
    page.press("#answer-mail").await;
    // In place of the person's own address.
    page.chord(&[CONTROL, 'a']).await;
    page.type_text(MAIL).await;
    window.seen("04-choose-mail").await;
    turn(&window, "who").await;
    window.seen("04-choose-units").await;

    save_and_open_again(&window).await;

    journey::review(&window).await;
    let plan = page.text("[data-group=willChange]").await;
    assert!(plan.contains(STAFF) && plan.contains(MAIL), "{plan}");
    assert!(
        page.text("[data-group=stays]")
            .await
            .contains("Exchange hybrid writeback")
    );
    page.press(MAIN).await;
    window.until_title("Contoso is prepared").await;
    go_on(&window, "try").await;
    let person = try_one_person(&window).await;
    page.press(MAIN).await;
    at(&window, "enable").await;
    window.until_open().await;
    page.press(MAIN).await;
    journey::started(&window).await;
    go_on(&window, "done").await;
    hand_over(&window, &person).await;

    let tenant = window.tenant.picture().await;
    is_set_up(&tenant);
    let configuration = &tenant.configurations[0];
    assert_eq!(
        configuration.setting("SyncNotificationSettings")["Recipients"],
        json!(MAIL)
    );
    let schema = configuration.job("AD2AADProvisioning").schema.to_string();
    assert!(schema.contains(STAFF), "the organizational unit is in the schema");
    window.close().await;
}

/// The answers as a file: what is saved is a set-up, and opening it brings the same answers back.
async fn save_and_open_again(window: &AppWindow) {
    window.page.press_words("Save as set-up file").await;
    until("it is told where the file is", async || {
        window.page.text("main").await.contains("Saved as ")
    })
    .await;
    let text = std::fs::read_to_string(only_file(window, ".setup.json")).expect("the set-up");
    let saved: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(saved["scope"], json!({ "ous": [STAFF] }));
    assert_eq!(saved["notify"], json!([MAIL]));

    window.page.press("[data-answer=who] input[value=everyone]").await;
    until("all take part", async || {
        window.page.text("[data-answer=who]").await.contains("All users")
    })
    .await;
    window.page.press_words("Open set-up file").await;
    filled_in(window).await;
    drop_two(window, &text).await;
}

/// The same file dropped on the window, after one that is none.
async fn drop_two(window: &AppWindow, text: &str) {
    turn(window, "who").await;
    window.page.press("[data-answer=who] input[value=everyone]").await;
    window.drop_file("pilot.setup.json", &text[1..]);
    until("it is told that this is no set-up", async || {
        window
            .page
            .text("main")
            .await
            .contains("One answer of the set-up cannot be used")
    })
    .await;
    window.drop_file("pilot.setup.json", text);
    filled_in(window).await;
}

async fn filled_in(window: &AppWindow) {
    until("the answers are those of the file", async || {
        let who = window.page.text("[data-answer=who]").await;
        who.contains("1 organizational unit")
            && window
                .page
                .text("main")
                .await
                .contains("The answers of corp.contoso.com")
    })
    .await;
}

/// Finds a person by name and sends only that one; returns the name.
async fn try_one_person(window: &AppWindow) -> String {
    let page = &window.page;
    page.press("[role=combobox]").await;
    page.type_text("an").await;
    window.until_there("[role=option]").await;
    window.seen("07-try-found").await;
    let person = page.text("[role=option] span span").await;
    page.press("[role=option]").await;
    until("the person is named on the page", async || {
        page.text("main")
            .await
            .contains(&format!("This is real: it writes {person} to Contoso"))
    })
    .await;
    assert_eq!(page.text(MAIN).await, format!("Try {person}"));
    page.press(MAIN).await;
    window.until_there("main [data-state=waiting]").await;
    window.seen("07-try-working").await;
    window.until_title(&format!("{person} is in Contoso")).await;
    // Whether somebody new counts as compared is Microsoft's affair.
    assert!(page.has("[data-part=match]").await);
    for part in ["import", "scope", "action"] {
        assert!(
            page.has(&format!("[data-part={part}][data-state=success]")).await,
            "{part}"
        );
    }
    window.seen("07-try-result").await;
    person
}

/// The report as a page and as JSON, for whoever comes after.
async fn hand_over(window: &AppWindow, person: &str) {
    let page = &window.page;
    window.until_there("main [data-standing]").await;
    page.press_words("What was set up").await;
    let told = page.text("main").await;
    for part in ["What was set up", STAFF, MAIL, "Keep in mind"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    page.press(MAIN).await;
    until("it is told where the report is", async || {
        page.text("footer").await.contains("Saved as ")
    })
    .await;
    let report = std::fs::read_to_string(only_file(window, ".html")).expect("the report");
    for part in ["Contoso", STAFF, MAIL, "request"] {
        assert!(report.contains(part), "{part} in the report");
    }
    assert!(!report.contains("<script"), "a report runs nothing");
    assert!(!person.is_empty());
    page.press_words("Save as JSON").await;
    until("the report is there as JSON", async || {
        files(window, ".json").len() == 2
    })
    .await;
    window.seen("09-done-saved").await;
}

fn only_file(window: &AppWindow, ending: &str) -> std::path::PathBuf {
    let found = files(window, ending);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

fn files(window: &AppWindow, ending: &str) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(window.home.files()).expect("the folder").flatten();
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| path.to_string_lossy().ends_with(ending)).collect()
}

/// Opens or closes a section.
async fn turn(window: &AppWindow, section: &str) {
    window
        .page
        .press(&format!("[data-answer={section}] button[aria-expanded]"))
        .await;
}
