//! Packaging.

use crate::failure::Result;
use crate::process::{npm, run};
use crate::repo;

/// Builds the window in release mode and packs it. The packager is fetched for this alone.
pub(crate) fn bundle(arguments: &[String]) -> Result {
    run(npm(&["run", "build"]))?;
    let mut bundle = npm(&["exec", "--yes", PACKAGER, "--", "tauri", "build"]);
    // The window is no default member of the workspace, so cargo is told whom to build.
    bundle
        .args(["--config", KEEP_COMMANDS])
        .args(arguments)
        .args(["--", "--package", "causeway"])
        .current_dir(repo::root());
    run(bundle)
}

/// Taking out unused commands wants the capabilities beside `tauri.conf.json`; ours lie with the shell.
const KEEP_COMMANDS: &str = r#"{"build":{"removeUnusedCommands":false}}"#;

const PACKAGER: &str = "--package=@tauri-apps/cli@2.12.5";
