//! A build by a compiler that lints: whether it came to its end, and whether anything was to be said of the sources.

use crate::failure::{Failure, Result};
use crate::process;
use crate::tally::Tally;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Runs the build and shows what the compiler says. One check that it ends well, and one that nothing was said. What was built before is
/// not linted again; cargo says again what was said of it.
pub(crate) fn build(mut cargo: Command) -> Result<Tally> {
    let line = process::announce(&cargo);
    let started = cargo
        .arg("--message-format=json")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = started.map_err(Failure::io(format!("start `{line}`")))?;
    let mut is_clean = true;
    if let Some(stdout) = child.stdout.take() {
        for message in BufReader::new(stdout).lines() {
            let message = message.map_err(Failure::io(format!("read what `{line}` prints")))?;
            if let Some(said) = said(&message) {
                is_clean = false;
                print!("{said}");
            }
        }
    }
    let status = child.wait().map_err(Failure::io(format!("wait for `{line}`")))?;
    let mut tally = Tally::of_check(status.success());
    tally += Tally::of_check(is_clean);
    Ok(tally)
}

/// What the compiler says, where cargo's message is one of the compiler's.
fn said(message: &str) -> Option<String> {
    let message: Value = serde_json::from_str(message).ok()?;
    let is_said = message["reason"] == "compiler-message";
    is_said.then(|| message["message"]["rendered"].as_str().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_compiler_says_counts() {
        let warning = r#"{"reason":"compiler-message","message":{"rendered":"warning: unused\n"}}"#;
        assert_eq!(said(warning).as_deref(), Some("warning: unused\n"));
        for other in [r#"{"reason":"compiler-artifact","target":{}}"#, "no JSON", ""] {
            assert_eq!(said(other), None);
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_warning_fails_a_build_that_ends_well() {
        let printing = |text: &str| {
            let mut shell = process::program("sh");
            shell.args(["-c", text]);
            build(shell).expect("a shell")
        };
        let clean = printing("echo '{\"reason\":\"build-finished\"}'");
        assert_eq!((clean.passed, clean.failed), (2, 0));
        let warned = printing("echo '{\"reason\":\"compiler-message\",\"message\":{\"rendered\":\"w\"}}'");
        assert_eq!((warned.passed, warned.failed), (1, 1));
        let broken = printing("exit 101");
        assert_eq!((broken.passed, broken.failed), (1, 1));
    }
}
