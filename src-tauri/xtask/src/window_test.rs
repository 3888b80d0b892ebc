//! The tests of the real window.
//!
//! The test binary is built first with the person's own home (cargo and rustup live there), then
//! run in a home that is made for it and thrown away. Each window brings a display of its own.

use crate::display::{PrivateHome, limited};
use crate::failure::{Failure, Result};
use crate::process::{self, AUTOMATION, ask, tee};
use crate::repo;
use crate::tally::Tally;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

/// A window that hangs must not hold the whole run.
const LIMIT: &str = "40m";

/// Windows open at a time. They wait more than they compute: for the demo tenant, for the next frame. With three, more than half of the time
/// of two cores was left.
const AT_ONCE: &str = "--test-threads=5";

/// How cargo is called to build them.
pub(crate) type Cargo = fn(&[&str]) -> Command;

/// Runs the tests, with these arguments for libtest.
pub(crate) fn run(cargo: Cargo, arguments: &[String]) -> Result<Tally> {
    if !cfg!(target_os = "linux") {
        println!("skipped: the window test needs Linux (WebKitWebDriver, Xvfb)");
        return Ok(Tally::default());
    }
    let test = build(cargo)?;
    let home = PrivateHome::new()?;
    let mut tests = limited(&home, LIMIT);
    tests
        .arg(test)
        .arg(AT_ONCE)
        .args(arguments)
        .current_dir(repo::root().join("tests"));
    let finished = tee(tests)?;
    if !finished.success {
        println!("the window test ended with {}", finished.status);
    }
    Ok(Tally::settle(Tally::of_cargo_test(&finished.output), finished.success))
}

/// Builds the test with the features of the whole workspace and returns where it lies.
fn build(cargo: Cargo) -> Result<PathBuf> {
    const TARGET: [&str; 6] = ["test", "--workspace", AUTOMATION, "--test", "window", "--no-run"];
    process::run(cargo(&TARGET))?;
    let mut question = cargo(&TARGET);
    question.arg("--message-format=json");
    ask(question)
        .as_deref()
        .and_then(executable)
        .ok_or_else(|| Failure::Told("cargo did not say where the window test lies".into()))
}

/// The test binary named in cargo's messages.
fn executable(messages: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find(|message| message["target"]["name"] == "window")
        .and_then(|message| message["executable"].as_str().map(PathBuf::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_binary_is_found_among_the_messages() {
        let messages = r#"
{"reason":"compiler-artifact","target":{"name":"serde"},"executable":null}
{"reason":"compiler-artifact","target":{"name":"window"},"executable":"out/window-1234"}
{"reason":"build-finished","success":true}"#;
        assert_eq!(executable(messages), Some(PathBuf::from("out/window-1234")));
        assert_eq!(executable("error: no such target"), None);
    }
}
