//! What the look before anything is set up says of each kind of tenant, and what opens the way on.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::finished::nothing_written;
use journey_tests::journey::{self, RECOMMENDED};
use reqwest::Method;

#[tokio::test]
async fn a_silent_agent_needs_somebody_and_turns_by_itself() {
    let window = AppWindow::open("contoso/agent-inactive").await;
    journey::to_check(&window).await;
    needs_somebody(
        &window,
        "agents",
        "No provisioning agent is running for corp.contoso.com",
    )
    .await;
    window.seen("03-check-agent-silent").await;

    window.page.press_words("Copy instructions for a colleague").await;
    window.until_there("main [data-check=agents]").await;
    window.tenant.control(Method::POST, "agents/all/start", None).await;
    window.until_title("Contoso is ready").await;
    window.until_open().await;
    nothing_written(&window.tenant).await;
    window.close().await;
}

#[tokio::test]
async fn without_an_agent_it_says_how_to_get_one() {
    let window = AppWindow::open("contoso/no-agent").await;
    journey::to_check(&window).await;
    needs_somebody(&window, "agents", "No provisioning agent is installed").await;
    window.seen("03-check-no-agent").await;
    window.close().await;
}

#[tokio::test]
async fn a_role_that_is_not_enough_is_told_and_another_account_helps() {
    let window = AppWindow::open("contoso/role-missing").await;
    journey::to_check(&window).await;
    needs_somebody(&window, "role", "Your role is not enough for this set-up").await;
    window.seen("03-check-role-missing").await;

    window.page.press("[data-page=sign-in] button").await;
    window.page.press_words("Use another account").await;
    window.until_there(RECOMMENDED).await;
    window.page.press("main li:nth-child(2) button").await;
    journey::looked(&window).await;
    window.until_title("Contoso is ready").await;
    window.close().await;
}

#[tokio::test]
async fn missing_permissions_are_named() {
    let window = AppWindow::open("contoso/consent-missing").await;
    journey::to_check(&window).await;
    needs_somebody(&window, "permissions", "The app lacks permissions").await;
    let card = window.page.text("[data-check=permissions]").await;
    assert!(card.contains("Synchronization.ReadWrite.All"), "{card}");
    window.seen("03-check-consent-missing").await;
    nothing_written(&window.tenant).await;
    window.close().await;
}

#[tokio::test]
async fn two_configurations_for_one_domain_shut_the_way() {
    let window = AppWindow::open("contoso/duplicated").await;
    journey::to_check(&window).await;
    needs_somebody(
        &window,
        "configurations",
        "Several configurations exist for corp.contoso.com",
    )
    .await;
    window.seen("03-check-duplicated").await;
    window.close().await;
}

/// One check is a card with its cure, and the footer says what opens the way on.
async fn needs_somebody(window: &AppWindow, check: &str, title: &str) {
    window.until_title("One thing needs you").await;
    let card = window
        .page
        .text(&format!("[data-check={check}][data-verdict=needs-you]"))
        .await;
    assert!(card.contains(title), "{card}");
    assert!(window.page.has(&format!("{MAIN}[aria-disabled=true]")).await);
    let footer = window.page.text("footer").await;
    assert!(footer.contains("Next opens when"), "{footer}");
}
