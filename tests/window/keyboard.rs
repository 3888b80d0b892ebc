//! The whole journey by keyboard alone, in each language, and the keys that lead around the window.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::journey::{self, CARD, RECOMMENDED, at};
use journey_tests::keys::{ALT, DOWN, ENTER, ESCAPE, F6, F9, LEFT, SHIFT, TAB};
use journey_tests::opening::Opening;
use journey_tests::webdriver::until;

use crate::is_set_up;

/// More than any page has to tab through.
const MOST_TABS: usize = 60;
const COMBOBOX: &str = "[role=combobox]";

#[tokio::test]
async fn by_keyboard_alone_in_english() {
    from_the_welcome_to_the_saved_report("en").await;
}

#[tokio::test]
async fn by_keyboard_alone_in_dutch() {
    from_the_welcome_to_the_saved_report("nl").await;
}

#[tokio::test]
async fn by_keyboard_alone_in_indonesian() {
    from_the_welcome_to_the_saved_report("id").await;
}

async fn from_the_welcome_to_the_saved_report(language: &'static str) {
    let window = AppWindow::open_as(Opening {
        language,
        ..Opening::of("contoso")
    })
    .await;
    let page = &window.page;
    window.until_there("main input[type=radio]").await;
    press(&window, CARD).await;
    at(&window, "sign-in").await;
    begins_at_its_title(&window).await;
    window.until_there(RECOMMENDED).await;
    press(&window, RECOMMENDED).await;
    journey::looked(&window).await;
    begins_at_its_title(&window).await;
    go_on(&window, "choose").await;
    go_on(&window, "review").await;
    window.until_there("[data-group=willChange]").await;
    around_the_regions(&window).await;
    around_the_pages(&window).await;
    go_on(&window, "apply").await;
    journey::applied(&window).await;
    go_on(&window, "try").await;

    reach(&window, COMBOBOX).await;
    page.type_text("an").await;
    window.until_there("[role=option]").await;
    page.key(DOWN).await;
    page.key(ENTER).await;
    press_main(&window).await;
    window.until_there("[data-part=action][data-state=success]").await;
    go_on(&window, "enable").await;
    press_main(&window).await;
    journey::started(&window).await;
    go_on(&window, "done").await;
    press_main(&window).await;
    until("the report is saved", async || {
        window
            .home
            .files()
            .read_dir()
            .is_ok_and(|mut files| files.next().is_some())
    })
    .await;
    is_set_up(&window.tenant.picture().await);
    window.close().await;
}

/// F6 goes from region to region and comes round; Shift+F6 goes back; F9 opens the panel and Escape closes it.
async fn around_the_regions(window: &AppWindow) {
    let page = &window.page;
    let region = async || {
        page.run("return document.activeElement.closest('[data-region]')?.getAttribute('aria-label') ?? document.activeElement.localName").await
    };
    let mut met = Vec::new();
    loop {
        page.key(F6).await;
        let here = region().await;
        if met.contains(&here) {
            break;
        }
        met.push(here);
    }
    assert!(met.len() >= 5, "strip, header, rail, page and footer: {met:?}");
    page.key(F6).await;
    let second = region().await;
    page.chord(&[SHIFT, F6]).await;
    assert_ne!(region().await, second);

    page.key(F9).await;
    window.until_there("aside").await;
    reach(window, "aside button").await;
    page.key(ESCAPE).await;
    until("the panel is closed", async || !page.has("aside").await).await;
    assert_eq!(
        page.run("return document.activeElement.getAttribute('aria-keyshortcuts')")
            .await,
        "F9",
        "the focus is where it came from"
    );
}

/// Alt and the arrow to the left is Back, and what was answered is still there.
async fn around_the_pages(window: &AppWindow) {
    window.page.chord(&[ALT, LEFT]).await;
    at(window, "choose").await;
    begins_at_its_title(window).await;
    go_on(window, "review").await;
    window.until_there("[data-group=willChange]").await;
}

pub(crate) async fn begins_at_its_title(window: &AppWindow) {
    until("the focus is on the title", async || {
        window.page.run("return document.activeElement.tagName").await == "H1"
    })
    .await;
}

async fn go_on(window: &AppWindow, next: &str) {
    press_main(window).await;
    at(window, next).await;
}

pub(crate) async fn press_main(window: &AppWindow) {
    window.until_open().await;
    press(window, MAIN).await;
}

/// Reaches the element as people without a mouse do, and presses Enter.
pub(crate) async fn press(window: &AppWindow, selector: &str) {
    reach(window, selector).await;
    window.page.key(ENTER).await;
}

pub(crate) async fn reach(window: &AppWindow, selector: &str) {
    let is_there = format!("return document.activeElement === document.querySelector(\"{selector}\")");
    for _ in 0..MOST_TABS {
        window.page.key(TAB).await;
        if window.page.run(&is_there).await == true {
            return;
        }
    }
    panic!("Tab never reaches {selector}");
}
