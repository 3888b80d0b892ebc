//! What a set-up created is taken away again, by mouse and with the tenant's name typed.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::finished::{clear_requests, requests};
use journey_tests::journey::{self, go_on};

use crate::{is_set_up, skip_wait};

const NAME: &str = "main input";

#[tokio::test]
async fn what_was_created_goes_once_the_tenants_name_is_typed_and_nothing_else_does() {
    let window = AppWindow::open("contoso").await;
    skip_wait(&window.tenant, "contoso/fresh").await;
    let page = &window.page;
    journey::to_apply(&window).await;
    journey::applied(&window).await;
    journey::start(&window).await;
    go_on(&window, "done").await;
    is_set_up(&window.tenant.picture().await);
    clear_requests(&window.tenant).await;

    page.press_words("Remove what was created").await;
    window
        .until_title("Removing this ends the synchronization of corp.contoso.com")
        .await;
    window.seen("10-remove").await;
    let shut = format!("{MAIN}[aria-disabled=true]");
    assert!(page.has(&shut).await);
    page.press(NAME).await;
    page.type_text("contoso").await;
    assert!(page.has(&shut).await, "another name opens nothing");
    page.run(&format!("document.querySelector('{NAME}').select()")).await;
    page.type_text("Contoso").await;
    window.until_open().await;
    assert_eq!(window.tenant.picture().await.configurations.len(), 1);
    page.press(MAIN).await;
    window.until_title("What was created in Contoso is gone").await;
    window.seen("10-remove-done").await;

    let tenant = window.tenant.picture().await;
    assert_eq!(tenant.configurations.len(), 0);
    assert_eq!(tenant.sync_enabled, true);
    let writes = requests(&window.tenant).await.into_iter();
    let writes: Vec<_> = writes.filter(|(method, _)| method != "GET").collect();
    assert!(
        writes.iter().all(|(method, path)| method == "DELETE"
            && (path.contains("/synchronization/jobs/") || path.starts_with("/v1.0/applications/"))),
        "jobs, then the application, and nobody: {writes:?}"
    );
    window.close().await;
}
