//! Rust and Node: there, and new enough.

use crate::failure::{Failure, Result};
use crate::process;
use serde_json::Value;
use std::process::Command;

/// Rust as the workspace wants it, Node as `ui/package.json` wants it.
pub(crate) fn check() -> Result {
    let mut rustc = process::program("rustc");
    rustc.arg("--version");
    rust("Rust", rustc)?;
    let mut node = process::program("node");
    node.arg("--version");
    at_least("Node", node, &node_wanted()?, "nodejs.org")?;
    at_least("npm", process::npm(&["--version"]), "1", "nodejs.org")
}

/// A Rust that the workspace can be built with.
pub(super) fn rust(name: &str, says: Command) -> Result {
    at_least(name, says, env!("CARGO_PKG_RUST_VERSION"), "rustup.rs")
}

fn node_wanted() -> Result<String> {
    let path = crate::repo::ui().join("package.json");
    let text = std::fs::read_to_string(&path).map_err(Failure::io("read ui/package.json"))?;
    let package: Value = serde_json::from_str(&text).unwrap_or_default();
    let engine = package["engines"]["node"].as_str().unwrap_or(">=20");
    Ok(engine.trim_start_matches(">=").to_owned())
}

fn at_least(name: &str, ask: Command, wanted: &str, site: &str) -> Result {
    let answer = process::ask(ask).unwrap_or_default();
    let found = answer.split_whitespace().find_map(version);
    match (found, version(wanted)) {
        (Some(found), Some(least)) if found >= least => Ok(()),
        (Some(_), _) => Err(Failure::Told(format!(
            "{name} {wanted} or newer is needed; here is {}. See {site}.",
            answer.trim()
        ))),
        (None, _) => Err(Failure::Told(format!(
            "{name} {wanted} or newer is needed and was not found. See {site}."
        ))),
    }
}

/// `v20.19.1`, `1.95.0` and `20.19` as numbers; what follows the third number does not matter.
fn version(text: &str) -> Option<[u32; 3]> {
    let mut numbers = text.trim_start_matches('v').split(['.', '-', '+']);
    let mut next = || numbers.next().and_then(|part| part.parse().ok());
    Some([next()?, next().unwrap_or(0), next().unwrap_or(0)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str) -> Command {
        let mut command = process::program("echo");
        command.arg(text);
        command
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert!(version("v20.9.0") < version("20.19"));
        assert_eq!(version("1.95.0-nightly"), Some([1, 95, 0]));
        assert_eq!(version("rustc"), None);
    }

    #[test]
    #[cfg(unix)]
    fn too_old_and_absent_are_told_apart() {
        let told = |ask, wanted| at_least("Node", ask, wanted, "nodejs.org").unwrap_err().to_string();
        assert_eq!(
            told(says("v18.2.0"), "20.19"),
            "Node 20.19 or newer is needed; here is v18.2.0. See nodejs.org."
        );
        assert!(told(process::program("no-such-program"), "20").contains("was not found"));
        assert!(at_least("Rust", says("rustc 1.95.0 (abc 2026-01-01)"), "1.90", "").is_ok());
    }
}
