//! Where things are.

use std::path::{Path, PathBuf};

/// The top of the repository.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.ancestors().nth(2).unwrap_or(xtask)
}

pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// Cargo's output folder; `CARGO_TARGET_DIR` moves it.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Logs and reports of these tasks.
pub(crate) fn reports() -> PathBuf {
    target().join("xtask")
}

/// The environment of Python that holds the tools of these tasks.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// A program of [`tools`].
pub(crate) fn tool(name: &str) -> PathBuf {
    let programs = if cfg!(windows) { "Scripts" } else { "bin" };
    tools()
        .join(programs)
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// A program built by cargo in the given profile folder (`debug` or `release`).
pub(crate) fn built(profile: &str, name: &str) -> PathBuf {
    target()
        .join(profile)
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
