//! Lines on the standard streams. A reader that has gone away is no reason to fail.

use std::io::{Write, stderr, stdout};

use crate::words::Words;

/// A line for whoever reads the result.
pub(crate) fn line(text: &str) {
    let mut out = stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush()); // see above
}

/// A question, with the cursor behind it.
pub(crate) fn question(text: &str) {
    let mut out = stdout().lock();
    let _ = write!(out, "{text} ").and_then(|()| out.flush()); // see above
}

/// A line that says why nothing was done.
pub(crate) fn complain(words: &Words, text: &str) {
    let _ = writeln!(stderr().lock(), "{}", words.say("cli.complaint", &[("text", text)])); // see above
}
