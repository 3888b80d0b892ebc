//! The page that asks for a tenant of one's own, before anything is sent to Microsoft.

use journey_tests::app_window::AppWindow;
use journey_tests::journey::{self, at};
use journey_tests::opening::Opening;

/// Tenant or application of the person's own: on the welcome, and on the page that follows.
const OWN: &str = "main input[value=own]";
const SIGN_IN: &str = "main input:not([type=radio])";
const UNFOLD: &str = "for (const more of document.querySelectorAll('main button[aria-expanded=false]')) more.click()";

#[tokio::test]
async fn what_a_sign_in_needs_is_told_in_every_language_before_a_browser_opens() {
    for language in ["en", "nl", "id"] {
        let window = AppWindow::open_as(Opening {
            language,
            ..Opening::of("contoso")
        })
        .await;
        let page = &window.page;
        window.until_there(OWN).await;
        page.press(OWN).await;
        page.press(journey::CARD).await;
        at(&window, "sign-in").await;
        window.until_there(SIGN_IN).await;
        let strip = page.text("section[data-region]").await;
        assert!(
            strip.contains("Microsoft.") && !strip.to_lowercase().contains("demo"),
            "{strip}"
        );
        window.seen("02-own-tenant").await;

        // The other ways; the app, the cloud and the connection.
        page.run(UNFOLD).await;
        window.until_there("main select").await;
        page.press(OWN).await;
        // The checklist of a registration.
        page.run(UNFOLD).await;
        window.seen("02-own-tenant-registration").await;
        assert_eq!(window.home.opened(), [""; 0]);
        window.close().await;
    }
}
