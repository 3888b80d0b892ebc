//! The programs of this workspace, where cargo has put them.

use std::path::{Path, PathBuf};

/// Path of a built program.
///
/// # Panics
/// It has not been built: `cargo build --workspace --bins --features causeway/automation` comes first.
#[must_use]
pub fn built(name: &str) -> PathBuf {
    let folder = folder();
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "{} is missing: run `cargo build --workspace --bins --features causeway/automation` first",
        program.display()
    );
    program
}

/// The folder of the present profile, such as `target/debug`.
#[must_use]
pub fn folder() -> PathBuf {
    let exe = std::env::current_exe().unwrap_or_default();
    let mut folder = exe.parent().unwrap_or(Path::new(".")).to_owned();
    if folder.ends_with("deps") {
        folder.pop();
    }
    folder
}
