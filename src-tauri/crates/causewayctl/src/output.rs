//! Lines on the standard streams. A reader that has gone away is no reason to fail.

use std::io::{Write, stderr, stdout};

use crate::terminal::harmless;
use crate::words::Words;

/// Lines about one set-up: as they are, or with its name at the beginning where several are told about at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lines {
    mark: String,
}

impl Lines {
    pub(crate) fn of(mark: Option<&str>) -> Self {
        let mark = mark.map(|mark| format!("[{}] ", harmless(mark)));
        Self {
            mark: mark.unwrap_or_default(),
        }
    }

    /// A line of the story. A blank one sets parts of a single story apart and would say nothing between several.
    pub(crate) fn line(&self, text: &str) {
        if self.mark.is_empty() || !text.is_empty() {
            line(&format!("{}{text}", self.mark));
        }
    }

    /// A line beside the story: why nothing was done, or what is waited for.
    pub(crate) fn print_error(&self, words: &Words, text: &str) {
        print_error(words, &format!("{}{text}", self.mark));
    }
}

/// A line for whoever reads the result.
pub(crate) fn line(text: &str) {
    let mut out = stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush()); // see above
}

/// A whole document, which ends its last line itself.
pub(crate) fn document(text: &str) {
    let mut out = stdout().lock();
    let _ = write!(out, "{text}").and_then(|()| out.flush()); // see above
}

/// A question, with the cursor behind it.
pub(crate) fn question(text: &str) {
    document(&format!("{text} "));
}

/// A line beside the story.
pub(crate) fn print_error(words: &Words, text: &str) {
    let _ = writeln!(stderr().lock(), "{}", words.say("cli.complaint", &[("text", text)])); // see above
}
