//! The whole journey, page by page: once by mouse with answers of one's own, once by keyboard alone.

use journey_tests::app_window::AppWindow;
use journey_tests::webdriver::until;
use serde_json::json;

use crate::{BUTTON, ids, is_set_up};

const STAFF: &str = "OU=Staff,DC=corp,DC=contoso,DC=com";
const MAIL: &str = "ops@contoso.com";
const ENTER: char = '\u{e007}';
const TAB: char = '\u{e004}';
/// More than any page has to tab through.
const MOST_TABS: usize = 60;

#[tokio::test]
async fn by_mouse_with_answers_of_ones_own() {
    let window = AppWindow::open("contoso").await;
    window.page.press(BUTTON).await;
    window.until_title("What should be synchronized?").await;
    assert_eq!(
        window.page.run("return document.activeElement.tagName").await,
        "H1",
        "reading begins at the title"
    );
    window.must_be_accessible().await;
    window.picture("choose").await;

    turn(&window, "who").await;
    window.page.press("[data-answer=who] input[value=ous]").await;
    window.page.press("#answer-who").await;
    window.page.type_text("Staff").await;
    window.page.press(BUTTON).await;
    until("the fault is told", async || {
        window
            .page
            .text("[data-answer=who]")
            .await
            .contains("This is no distinguished name")
    })
    .await;
    window.must_be_accessible().await;
    window.picture("choose-fault").await;
    window.page.run("document.getElementById('answer-who').select()").await;
    window.page.type_text(STAFF).await;
    window.page.key(ENTER).await;
    until("the name is in the list", async || {
        window.page.text("[data-answer=who] li code").await == STAFF
    })
    .await;
    turn(&window, "mail").await;
    window.page.press("#answer-mail").await;
    window.page.type_text(MAIL).await;
    window.must_be_accessible().await;
    window.picture("choose-open").await;
    turn(&window, "mail").await;

    window.page.press(BUTTON).await;
    until("the plan is complete", async || {
        window.page.text("h1").await.ends_with("changes to Contoso")
    })
    .await;
    assert_eq!(window.tenant.picture().await.configurations.len(), 0);
    let plan = window.page.text("[data-group=willChange]").await;
    assert!(plan.contains(STAFF) && plan.contains(MAIL), "{plan}");
    assert!(
        window
            .page
            .text("[data-group=stays]")
            .await
            .contains("Exchange hybrid writeback")
    );
    window.page.press("[data-step=create-configuration] button").await;
    assert!(
        window
            .page
            .text("[data-step=create-configuration]")
            .await
            .contains("/instantiate")
    );
    window.must_be_accessible().await;
    window.picture("review").await;

    assert_eq!(window.page.text(BUTTON).await, "Apply to Contoso");
    window.page.press(BUTTON).await;
    window.until_title("Cloud Sync is set up in Contoso").await;
    window.page.press(BUTTON).await;
    window.until_title("Contoso is synchronizing").await;
    let page = window.page.text("main").await;
    for part in ["What was set up", "1 organizational unit", MAIL, "Keep in mind"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    window.must_be_accessible().await;
    window.picture("done").await;

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

#[tokio::test]
async fn by_keyboard_alone_with_the_recommended_answers() {
    let window = AppWindow::open("contoso").await;
    press_by_key(&window).await;
    window.until_title("What should be synchronized?").await;
    press_by_key(&window).await;
    until("the plan is complete", async || {
        window.page.text("h1").await.ends_with("changes to Contoso")
    })
    .await;
    press_by_key(&window).await;
    window.until_title("Cloud Sync is set up in Contoso").await;
    press_by_key(&window).await;
    window.until_title("Contoso is synchronizing").await;
    is_set_up(&window.tenant.picture().await);
    window.close().await;
}

#[tokio::test]
async fn what_blocks_the_plan_shuts_apply() {
    let window = AppWindow::open("contoso/duplicated").await;
    let before = ids(&window.tenant.picture().await);
    window.page.press(BUTTON).await;
    window.until_title("What should be synchronized?").await;
    window.page.press(BUTTON).await;
    until("the problem is told", async || {
        !window.page.text("[data-state=failed]").await.is_empty()
    })
    .await;
    assert_eq!(window.page.text(BUTTON).await, "Check again");
    window.must_be_accessible().await;
    window.picture("review-blocked").await;
    assert_eq!(ids(&window.tenant.picture().await), before);
    window.close().await;
}

/// Opens or closes a section.
async fn turn(window: &AppWindow, section: &str) {
    window
        .page
        .press(&format!("[data-answer={section}] button[aria-expanded]"))
        .await;
}

/// Reaches the main button as people without a mouse do, and presses Enter.
async fn press_by_key(window: &AppWindow) {
    for _ in 0..MOST_TABS {
        window.page.key(TAB).await;
        let script = format!("return document.activeElement === document.querySelector('{BUTTON}')");
        if window.page.run(&script).await == true {
            window.page.key(ENTER).await;
            return;
        }
    }
    panic!("Tab never reaches the main button");
}
