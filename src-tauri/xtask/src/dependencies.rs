//! What others wrote: licences and sources of the crates, and known weaknesses of crates and packages.
//!
//! cargo-deny reads `deny.toml`. The databases of advisories are not in the repository, so a look at them either counts or
//! says that it was not made.

use crate::failure::Result;
use crate::process::{npm, program, tee};
use crate::repo;
use crate::tally::Tally;
use serde_json::Value;
use std::process::Command;

/// Looks at the crates and at the packages of the window.
pub(crate) fn run() -> Result<Tally> {
    let mut tally = crates()?;
    tally += packages();
    Ok(tally)
}

fn crates() -> Result<Tally> {
    if !repo::tool("cargo-deny").is_file() {
        println!("cargo-deny is missing; `cargo xtask setup` installs it");
        return Ok(Tally::FAILED);
    }
    let mut tally = passes(deny(&["check", "licenses", "bans", "sources"]))?;
    if tee(deny(&["fetch", "db"]))?.success {
        tally += passes(deny(&["check", "advisories"]))?;
    } else {
        tally += not_checked("crates", "the database of advisories could not be fetched");
    }
    Ok(tally)
}

fn deny(arguments: &[&str]) -> Command {
    let mut deny = program(repo::tool("cargo-deny"));
    deny.args(arguments).current_dir(repo::root());
    deny
}

fn passes(command: Command) -> Result<Tally> {
    tee(command).map(|finished| Tally::of_check(finished.success))
}
/// What people install, without the tools that build it.
fn packages() -> Tally {
    let mut audit = npm(&["audit", "--omit=dev", "--json"]);
    // A failing exit code stands for findings and for no answer alike; the report tells them apart.
    let report = audit
        .output()
        .ok()
        .and_then(|output| serde_json::from_slice(&output.stdout).ok());
    match report.as_ref().and_then(findings) {
        Some(found) => {
            println!("packages of the window: {found} known weaknesses");
            Tally::of_check(found == 0)
        }
        None => not_checked(
            "packages of the window",
            "the registry answers no questions about advisories",
        ),
    }
}

/// How many weaknesses a report of `npm audit` counts; `None` for what is no such report.
fn findings(report: &Value) -> Option<u64> {
    report["metadata"]["vulnerabilities"]["total"].as_u64()
}

fn not_checked(what: &str, why: &str) -> Tally {
    println!("NOT CHECKED: advisories of the {what}: {why}");
    Tally::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_refusal_is_no_report() {
        assert_eq!(findings(&json!({"message": "405 Method Not Allowed"})), None);
        assert_eq!(
            findings(&json!({"metadata": {"vulnerabilities": {"total": 2}}})),
            Some(2)
        );
    }
}
