//! The page that asks for a tenant of one's own, before anything is sent to Microsoft.

use journey_tests::app_window::AppWindow;
use journey_tests::journey::{self, at};
use journey_tests::opening::Opening;
use journey_tests::webdriver::until;
use serde_json::{Value, json};

/// Tenant or application of the person's own: on the welcome, and on the page that follows.
const OWN: &str = "main input[value=own]";
const SIGN_IN: &str = "main input:not([type=radio])";
const UNFOLD: &str = "for (const more of document.querySelectorAll('main button[aria-expanded=false]')) more.click()";
/// The way that does without the keychain.
const LAST: &str = "[...document.querySelectorAll('main button')].at(-1).click()";

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
        // It lies below the edge, and the driver does not come far enough by itself.
        page.run("document.querySelector('main input[value=own]').scrollIntoView({ block: 'center' })")
            .await;
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

#[tokio::test]
async fn a_tenant_that_was_signed_in_to_before_is_one_press_away_in_every_language() {
    for language in ["en", "nl", "id"] {
        let opening = Opening {
            language,
            ..Opening::of("contoso")
        };
        let folder = opening.home.path().join("config/app.causeway.desktop");
        std::fs::create_dir_all(&folder).expect("a folder");
        let known = json!([known(FABRIKAM, "Fabrikam"), known(NAMELESS, "")]);
        std::fs::write(folder.join("sign-ins.json"), known.to_string()).expect("a file");
        let window = AppWindow::open_as(opening).await;
        let page = &window.page;
        journey::to_check(&window).await;
        page.press("header button[aria-haspopup=menu]").await;
        window.until_there("[role=menu] [role=group] [role=menuitem]").await;
        window.seen("03-check-other-tenants").await;
        page.press("[role=menu] [role=group] [role=menuitem]").await;
        // Without a keychain there is nothing to go on with.
        until("the sign-in is refused", async || {
            page.has("main section[aria-labelledby]").await
        })
        .await;
        window.seen("02-sign-in-elsewhere").await;
        assert_eq!(window.home.opened(), [""; 0]);
        page.run(LAST).await;
        until("the browser opens", async || !window.home.opened().is_empty()).await;
        assert!(window.home.opened()[0].contains(FABRIKAM), "{:?}", window.home.opened());
        window.close().await;
    }
}

const FABRIKAM: &str = "8f1c0f5e-5a6f-4c5c-9d0a-0d1f0c5b8a11";
const NAMELESS: &str = "9a2d0f5e-5a6f-4c5c-9d0a-0d1f0c5b8a11";

/// Somebody who signed in before, as the window keeps them.
fn known(tenant: &str, name: &str) -> Value {
    json!({
        "cloud": "global",
        "tenant": tenant,
        "tenantName": name,
        "object": "7c2d0f5e-5a6f-4c5c-9d0a-0d1f0c5b8a22",
        "client": "14d82eec-204b-4c2f-b7e8-296a70dab67e",
        "address": "ann@fabrikam.example",
        "name": "Ann Example",
    })
}
