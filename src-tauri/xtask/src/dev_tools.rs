//! Measuring and packaging.

use crate::failure::Result;
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

/// Builds the window in release mode and packs it. The packager is fetched for this alone.
pub(crate) fn bundle(arguments: &[String]) -> Result {
    run(npm(&["run", "build"]))?;
    let mut bundle = npm(&["exec", "--yes", PACKAGER, "--", "tauri", "build"]);
    bundle.args(arguments).current_dir(repo::root());
    run(bundle)
}

const PACKAGER: &str = "--package=@tauri-apps/cli@VERSION";
