//! How much a person reads on the way.

use std::fmt;

use crate::app_window::AppWindow;

/// What has a letter or a digit in it, as far as it is drawn: what is folded away is read by who asks for it.
const WORDS: &str = "
    const words = document.querySelector('main').innerText.split(/\\s+/);
    return words.filter(word => /[\\p{L}\\p{N}]/u.test(word)).length";

/// The words in the middle of each page that was seen.
#[derive(Debug, Default)]
pub struct Reading(Vec<(&'static str, u64)>);

impl Reading {
    /// Counts the page that is shown now. A page that is read twice is counted as it says most.
    pub async fn page(&mut self, window: &AppWindow, name: &'static str) {
        let words = window.page.run(WORDS).await.as_u64().expect("a number of words");
        match self.0.iter_mut().find(|(page, _)| *page == name) {
            Some((_, most)) => *most = words.max(*most),
            None => self.0.push((name, words)),
        }
    }

    /// All of them.
    #[must_use]
    pub fn words(&self) -> u64 {
        self.0.iter().map(|(_, words)| words).sum()
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (page, words) in &self.0 {
            writeln!(out, "{words:>5} {page}")?;
        }
        write!(out, "{:>5} words", self.words())
    }
}
