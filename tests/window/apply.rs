//! What goes otherwise while the tenant is changed, each seen in the window.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::journey::{self, SECOND, at, go_on};
use journey_tests::opening::Opening;
use journey_tests::tenant::AD2AAD;
use journey_tests::webdriver::until;
use reqwest::Method;
use serde_json::json;

use crate::{fault, is_prepared};

/// Longer than the service refuses the first writes on something new.
const REFUSED: &str = "PUT /servicePrincipals/*/synchronization/secrets#1x50=403";
/// The second look for the new configuration takes longer than the longest that is normal in the demo tenant.
const LONG_LOOK: &str = "GET /servicePrincipals/*#2=slow:20";

#[tokio::test]
async fn a_wait_that_is_longer_than_usual_is_told_in_the_dark() {
    let window = AppWindow::open_as(Opening {
        theme: "Adwaita:dark",
        ..Opening::of("contoso")
    })
    .await;
    journey::to_review(&window).await;
    fault(&window.tenant, LONG_LOOK).await;
    go_on(&window, "apply").await;
    window
        .until_there("[data-step=create-configuration][data-state=waiting]")
        .await;
    window.seen("06-apply-waiting").await;
    until("it is told that this takes longer", async || {
        window
            .page
            .text("[data-step=create-configuration]")
            .await
            .contains("This takes longer than usual")
    })
    .await;
    window.seen("06-apply-longer-than-usual").await;
    journey::applied(&window).await;
    is_prepared(&window.tenant.picture().await);
    window.close().await;
}

#[tokio::test]
async fn a_run_that_is_stopped_goes_on_where_it_was() {
    let window = AppWindow::open("contoso").await;
    journey::to_apply(&window).await;
    until("the configuration is there", async || {
        window.step("create-configuration").await == "done"
    })
    .await;
    assert_eq!(window.page.text(MAIN).await, "Stop");
    window.page.press(MAIN).await;
    window.until_title("Stopped. Continue when you like").await;
    window.seen("06-apply-stopped").await;

    assert_eq!(window.page.text(SECOND).await, "Close for now");
    assert_eq!(window.page.text(MAIN).await, "Continue");
    window.page.press(MAIN).await;
    window.until_title("Contoso is prepared").await;
    is_prepared(&window.tenant.picture().await);
    window.close().await;
}

#[tokio::test]
async fn a_refusal_is_explained_at_its_step_and_trying_again_helps() {
    let window = AppWindow::open("contoso").await;
    journey::to_review(&window).await;
    fault(&window.tenant, REFUSED).await;
    go_on(&window, "apply").await;
    window.until_title("A permission is missing").await;
    let card = window.page.text("[data-step=secrets][data-state=failed]").await;
    for part in [
        "What happened",
        "What it means",
        "What to do",
        "Copy request for the administrator",
    ] {
        assert!(card.contains(part), "{part} in {card}");
    }
    assert_eq!(
        window.step("create-configuration").await,
        "done",
        "what is done stays in sight"
    );
    let footer = window.page.text("footer").await;
    assert!(
        footer.contains("changes made") && footer.contains("Trying again repeats nothing"),
        "{footer}"
    );
    window.seen("06-apply-refused").await;

    window.tenant.control(Method::DELETE, "faults", None).await;
    assert_eq!(window.page.text(MAIN).await, "Try again");
    window.page.press(MAIN).await;
    window.until_title("Contoso is prepared").await;
    is_prepared(&window.tenant.picture().await);
    window.close().await;
}

#[tokio::test]
async fn an_answer_that_gets_lost_is_looked_for_and_nothing_is_made_twice() {
    let window = AppWindow::open("contoso").await;
    journey::to_review(&window).await;
    let lost = format!("POST /applicationTemplates/{AD2AAD}/instantiate=reset:after");
    fault(&window.tenant, &lost).await;
    go_on(&window, "apply").await;
    until("it is told that the answer got lost", async || {
        window
            .page
            .text("[data-step=create-configuration]")
            .await
            .contains("The answer got lost")
    })
    .await;
    window.seen("06-apply-answer-lost").await;
    window.until_title("Contoso is prepared").await;
    is_prepared(&window.tenant.picture().await);
    window.close().await;
}

#[tokio::test]
async fn pauses_that_microsoft_asks_for_are_told_and_kept() {
    let window = AppWindow::open("contoso/throttled").await;
    journey::to_apply(&window).await;
    until("a pause is told", async || {
        window
            .page
            .text("main")
            .await
            .contains("Microsoft is getting many requests and asks Causeway to wait")
    })
    .await;
    window.picture("06-apply-throttled").await;
    window.until_title("Contoso is prepared").await;
    is_prepared(&window.tenant.picture().await);
    window.close().await;
}

#[tokio::test]
async fn synchronization_that_is_locked_is_told_with_its_end() {
    let window = AppWindow::open("contoso/sync-flag-locked").await;
    journey::to_check(&window).await;
    let found = window.page.text("[data-check=synchronization]").await;
    assert!(found.contains("was switched off before"), "{found}");
    window.seen("03-check-sync-was-on").await;
    go_on(&window, "choose").await;
    journey::review(&window).await;
    go_on(&window, "apply").await;
    window.until_title("Microsoft keeps synchronization off for now").await;
    at(&window, "apply").await;
    window.seen("06-apply-sync-locked").await;
    assert_eq!(window.tenant.picture().await.sync_enabled, false);
    window.close().await;
}

#[tokio::test]
async fn synchronization_that_is_off_is_switched_on() {
    is_switched_on("contoso/sync-flag-off", "worth-knowing").await;
}

/// One of the two versions of Graph refuses the switch; the other takes it, and nobody is bothered with that.
#[tokio::test]
async fn synchronization_that_only_one_version_switches_is_switched_on() {
    is_switched_on("contoso/sync-flag-v1-read-only", "will-do").await;
}

/// `verdict`: of the check. A tenant that was synchronized before is worth knowing; one that never was is switched on as usual.
async fn is_switched_on(scenario: &str, verdict: &str) {
    let window = AppWindow::open(scenario).await;
    journey::to_check(&window).await;
    window
        .until_there(&format!("[data-check=synchronization][data-verdict={verdict}]"))
        .await;
    assert_ne!(window.tenant.picture().await.sync_enabled, true);
    go_on(&window, "choose").await;
    journey::review(&window).await;
    go_on(&window, "apply").await;
    journey::applied(&window).await;
    is_prepared(&window.tenant.picture().await);
    window.close().await;
}

#[tokio::test]
async fn a_directory_without_exchange_is_told_and_leads_back_to_the_answers() {
    let window = AppWindow::open("contoso/no-exchange-schema").await;
    journey::to_choose(&window).await;
    window.page.press("[data-answer=exchange] button[aria-expanded]").await;
    window.page.press("#answer-exchange").await;
    journey::review(&window).await;
    go_on(&window, "apply").await;
    window
        .until_title("Active Directory lacks the Exchange attributes")
        .await;
    window
        .until_there("[data-step=exchange-schema][data-state=failed]")
        .await;
    window.seen("06-apply-no-exchange").await;

    window.page.press_words("Change the answers").await;
    window.until_title("What should be synchronized?").await;
    window.page.press("[data-answer=exchange] button[aria-expanded]").await;
    window.page.press("#answer-exchange").await;
    journey::review(&window).await;
    go_on(&window, "apply").await;
    journey::applied(&window).await;
    let picture = window.tenant.picture().await;
    assert_eq!(
        json!(picture.configurations[0].templates()),
        json!(["AD2AADPasswordHash", "AD2AADProvisioning"])
    );
    window.close().await;
}
