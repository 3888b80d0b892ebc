//! Lines on the standard streams. A reader that has gone away is no reason to fail; a full disk is.

use std::io::{self, ErrorKind, Write, stderr, stdout};
use std::sync::OnceLock;

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

/// Why a part of the result could not be written, once that has happened.
static LOST: OnceLock<String> = OnceLock::new();

/// The first reason for which a part of the result was lost. The work itself goes on without its reader.
pub(crate) fn lost() -> Option<&'static str> {
    LOST.get().map(String::as_str)
}

fn remember(written: io::Result<()>) {
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        LOST.get_or_init(|| error.to_string());
    }
}

/// A line for whoever reads the result.
pub(crate) fn line(text: &str) {
    let mut out = stdout().lock();
    remember(writeln!(out, "{text}").and_then(|()| out.flush()));
}

/// A whole document, which ends its last line itself.
pub(crate) fn document(text: &str) {
    let mut out = stdout().lock();
    remember(write!(out, "{text}").and_then(|()| out.flush()));
}

/// The standard output for who writes much to it, and stops where nobody reads any more.
pub(crate) struct Out;

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        stdout().lock().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        stdout().lock().flush()
    }
}

/// A question, with the cursor behind it.
pub(crate) fn question(text: &str) {
    document(&format!("{text} "));
}

/// A line beside the story.
pub(crate) fn print_error(words: &Words, text: &str) {
    let _ = writeln!(stderr().lock(), "{}", words.say("cli.complaint", &[("text", text)])); // nobody is left to tell
}
