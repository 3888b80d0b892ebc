//! For presenters: the answers as code, and faults on a dial.

use journey_tests::app_window::AppWindow;
use journey_tests::journey::{self, go_on};
use journey_tests::opening::{Opening, Size};
use journey_tests::webdriver::until;
use serde_json::{Value, json};

use crate::is_prepared;

const TRAY: &str = "[data-presenter]";

/// Chooses in a field of the tray, as the system's own list would.
async fn choose(window: &AppWindow, field: usize, value: &str) {
    let script = format!(
        "const field = document.querySelectorAll('{TRAY} select')[{field}];
         Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(field, {});
         field.dispatchEvent(new Event('change', {{ bubbles: true }}))",
        json!(value)
    );
    window.page.run(&script).await;
    // The field shows the choice once it is drawn anew.
    let chosen = format!("return document.querySelectorAll('{TRAY} select')[{field}].value");
    until("it is chosen", async || window.page.run(&chosen).await == value).await;
}

/// How many faults are still to come.
async fn armed(window: &AppWindow) -> Value {
    let script = format!("return document.querySelectorAll('{TRAY} [data-fault=armed]').length");
    window.page.run(&script).await
}

#[tokio::test]
async fn what_goes_wrong_on_purpose_is_dealt_with_and_told() {
    let window = AppWindow::open("contoso").await;
    journey::to_review(&window).await;
    window.page.press_words("Let something go wrong").await;
    window.until_there(TRAY).await;
    for (at, (fault, place)) in [("answer-lost", "configuration"), ("slow-down", "settings")]
        .into_iter()
        .enumerate()
    {
        choose(&window, 0, fault).await;
        choose(&window, 1, place).await;
        window.page.press_words("Let it happen").await;
        until("it is armed", async || armed(&window).await == json!(at + 1)).await;
    }
    window.seen("05-review-presenter").await;
    go_on(&window, "apply").await;
    until("the first has happened", async || {
        window.page.has(&format!("{TRAY} [data-fault=happened]")).await
    })
    .await;
    window.seen("06-apply-presenter").await;
    until("nothing is left to go wrong", async || armed(&window).await == 0).await;
    journey::applied(&window).await;
    is_prepared(&window.tenant.picture().await);
    let told = window.page.text(TRAY).await;
    for part in [
        "It is done, but the answer gets lost",
        "Microsoft asks to slow down (429)",
        "instantiate",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    window.close().await;
}

#[tokio::test]
async fn the_tray_leaves_room_for_the_page_in_the_smallest_window_and_in_the_dark() {
    for (size, theme) in [
        (Size::Smallest, "Adwaita"),
        (Size::Doubled, "Adwaita"),
        (Size::Usual, "Adwaita:dark"),
    ] {
        let window = AppWindow::open_as(Opening {
            size,
            theme,
            language: "nl",
            ..Opening::of("contoso")
        })
        .await;
        journey::to_check(&window).await;
        window.page.press_words("Laat iets misgaan").await;
        window.until_there(TRAY).await;
        window.page.press_words("Laat het gebeuren").await;
        window.until_there(&format!("{TRAY} [data-fault=armed]")).await;
        window.seen("03-check-presenter").await;
        window.close().await;
    }
}

#[tokio::test]
async fn the_answers_are_saved_as_code() {
    let window = AppWindow::open("contoso").await;
    journey::to_review(&window).await;
    window.page.press_words("Save as code").await;
    window.until_there("[data-form=terraform] button + button").await;
    for (form, file, begins) in [
        ("Set-up file", "corp.contoso.com.setup.json", "{\n  \"causeway\": 1,"),
        (
            "Script with curl, for bash",
            "corp.contoso.com.setup.sh",
            "#!/usr/bin/env bash\n",
        ),
        (
            "Script for Microsoft Graph PowerShell",
            "corp.contoso.com.setup.ps1",
            "#Requires -Version 7.3\n",
        ),
        ("Terraform", "corp.contoso.com.tf", "# Microsoft Entra Cloud Sync"),
    ] {
        window.page.press_words(&format!("Save: {form}")).await;
        let path = window.home.files().join(file);
        until(file, async || path.is_file()).await;
        let text = std::fs::read_to_string(path).expect("it can be read");
        assert!(text.starts_with(begins), "{file}: {text}");
    }
    window.page.press_words("Copy: Terraform").await;
    until("the button tells", async || {
        window.page.text("[data-form=terraform] button").await == "Copied"
    })
    .await;
    window.seen("05-review-code").await;
    window.close().await;
}
