//! The two tools that read what crates are and under which licences; made from source once.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Result;
use crate::process::{cargo, program, run};
use crate::repo;

/// Name, version, and the features that its program needs.
const TOOLS: [(&str, &str, &str); 2] = [("cargo-about", "0.9.3", "cli"), ("cargo-cyclonedx", "0.5.9", "")];

fn folder() -> PathBuf {
    repo::target().join("cargo-tools")
}

/// Cargo passes over what is there already in this version.
pub(super) fn install() -> Result {
    for (name, version, features) in TOOLS {
        let mut install = cargo(&[
            "install",
            "--quiet",
            "--locked",
            name,
            "--version",
            version,
            "--features",
            features,
        ]);
        install.arg("--root").arg(folder());
        run(install)?;
    }
    Ok(())
}

/// A tool as cargo would call it: its own name is its first argument.
pub(super) fn tool(name: &str) -> Command {
    let mut tool = program(folder().join("bin").join(format!("cargo-{name}")));
    tool.arg(name);
    tool
}
