//! Measuring and packaging.

use crate::failure::{Failure, Result};
use crate::process::{cargo, npm, program, run};
use crate::repo;

/// Runs the bench of the tests package in release mode, together with the programs it measures.
pub(crate) fn bench(arguments: &[String]) -> Result {
    run(cargo(&[
        "build",
        "--release",
        "--package=causewayctl",
        "--package=graph-simulator",
        "--package=journey-tests",
    ]))?;
    let mut bench = program(repo::built("release", "bench"));
    bench.args(arguments);
    run(bench)
}

/// Builds the window in release mode and packs it.
pub(crate) fn bundle(arguments: &[String]) -> Result {
    let tauri = repo::ui()
        .join("node_modules/.bin")
        .join(if cfg!(windows) { "tauri.cmd" } else { "tauri" });
    if !tauri.exists() {
        return Err(Failure::Told(
            "the packager is not here; `cargo xtask setup` installs it with the ui packages.".into(),
        ));
    }
    run(npm(&["run", "build"]))?;
    let mut bundle = program(tauri);
    bundle.arg("build").args(arguments);
    run(bundle)
}
