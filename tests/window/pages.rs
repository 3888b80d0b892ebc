//! From one page of a journey to the next by keyboard.

use journey_tests::app_window::AppWindow;
use journey_tests::journey::RECOMMENDED;
use journey_tests::pages::Pages;

use crate::keyboard::{begins_at_its_title, press, press_main};

pub(crate) async fn go_on(pages: &Pages, window: &AppWindow, next: &str) {
    press_main(window).await;
    pages.at(window, next).await;
}

/// From a card of the welcome to the page behind *Check*.
pub(crate) async fn past_the_check(pages: &Pages, window: &AppWindow, card: &str) {
    window.until_there(card).await;
    press(window, card).await;
    pages.at(window, "sign-in").await;
    window.until_there(RECOMMENDED).await;
    press(window, RECOMMENDED).await;
    pages.at(window, "check").await;
    go_on(pages, window, pages.0[2]).await;
    begins_at_its_title(window).await;
}
