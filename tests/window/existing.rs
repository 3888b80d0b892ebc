//! Tenants where somebody has been before.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::finished::{clear_requests, nothing_written};
use journey_tests::journey::{self, at, go_on};

use crate::{ids, is_prepared};

#[tokio::test]
async fn what_runs_already_is_told_and_left_as_it_is() {
    let window = AppWindow::open("contoso/configured").await;
    let before = ids(&window.tenant.picture().await);
    journey::to_check(&window).await;
    let found = window
        .page
        .text("[data-check=configurations][data-verdict=worth-knowing]")
        .await;
    assert!(
        found.contains("There is a configuration already: corp.contoso.com"),
        "{found}"
    );
    window.seen("03-check-configured").await;
    go_on(&window, "choose").await;
    window.until_there("[data-answer=existing]").await;
    window.seen("04-choose-existing").await;
    clear_requests(&window.tenant).await;
    journey::review(&window).await;
    window.until_title("Contoso already has everything").await;
    assert_eq!(window.page.text(MAIN).await, "Next");
    nothing_written(&window.tenant).await;
    assert_eq!(ids(&window.tenant.picture().await), before);
    window.close().await;
}

#[tokio::test]
async fn what_somebody_left_half_done_is_adopted() {
    let window = AppWindow::open("contoso/half-configured").await;
    let before = window.tenant.picture().await;
    journey::to_review(&window).await;
    assert!(
        !window
            .page
            .has("[data-group=willChange] [data-step=create-configuration]")
            .await
    );
    window.seen("05-review-adopted").await;
    go_on(&window, "apply").await;
    journey::applied(&window).await;
    assert_eq!(window.step("create-configuration").await, "done");
    assert!(
        window
            .page
            .text("[data-step=create-configuration]")
            .await
            .contains("was already there")
    );
    window.seen("06-apply-adopted").await;
    let after = window.tenant.picture().await;
    is_prepared(&after);
    assert_eq!(
        after.configurations[0].id, before.configurations[0].id,
        "the same configuration"
    );
    window.close().await;
}

/// Another scenario from the welcome page: the tenant is a new one, and nobody is signed in to it.
#[tokio::test]
async fn another_scenario_is_a_choice_on_the_welcome_page() {
    let window = AppWindow::open("contoso").await;
    window.until_there("main input[type=radio]").await;
    window.page.press_words("Other scenario").await;
    window.until_there("main select").await;
    let [company, variant] = ["main select", "main label:last-of-type"];
    assert!(window.page.has(company).await && window.page.has(variant).await);
    choose(&window, 0, "school").await;
    choose(&window, 1, "duplicated").await;
    window.seen("01-welcome-scenario").await;
    window.page.press(journey::CARD).await;
    at(&window, "sign-in").await;
    window.until_title("Who signs in to Linden School?").await;
    window.close().await;
}

/// Chooses an entry of the list of this place, as a person does with the arrow keys.
async fn choose(window: &AppWindow, place: usize, entry: &str) {
    let script = format!(
        "const list = document.querySelectorAll('main select')[{place}];
         Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(list, '{entry}');
         list.dispatchEvent(new Event('change', {{ bubbles: true }}))"
    );
    window.page.run(&script).await;
}
