//! Known weaknesses of what others wrote. Their databases lie elsewhere, so each look either counts or says that it was not made.

use crate::failure::Result;
use crate::process::{ask, cargo, npm, tee};
use crate::tally::Tally;
use serde_json::Value;

/// Looks at the crates and at the packages of the window.
pub(crate) fn run() -> Result<Tally> {
    let mut tally = crates()?;
    tally += packages();
    Ok(tally)
}

fn crates() -> Result<Tally> {
    let version = ask(cargo(&["deny", "--version"])).unwrap_or_default();
    if !version.starts_with("cargo-deny") {
        return Ok(not_checked("crates", "cargo-deny is not installed"));
    }
    if !tee(cargo(&["deny", "fetch", "db"]))?.success {
        return Ok(not_checked("crates", "the database of advisories could not be fetched"));
    }
    tee(cargo(&["deny", "check", "advisories"])).map(|finished| Tally::of_check(finished.success))
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
