//! The pages of a journey.

use crate::app_window::AppWindow;
use crate::webdriver::until;

/// The ids of all pages, in their order.
#[derive(Debug)]
pub struct Pages(pub &'static [&'static str]);

impl Pages {
    /// Waits until this page is shown. A small window has its rail in a menu that begins with the page's number.
    pub async fn at(&self, window: &AppWindow, page: &str) {
        let number = self.0.iter().position(|one| *one == page).expect("a page") + 1;
        let script = format!(
            "return document.querySelector('[data-page={page}][aria-current=step]') !== null
                || parseInt(document.querySelector('nav > button')?.innerText) === {number}"
        );
        until(page, async || window.page.run(&script).await == true).await;
    }
}
