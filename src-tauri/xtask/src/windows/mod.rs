//! Windows from Linux: everything is compiled and linked for it, and what needs no web view runs under Wine.

mod killed;
mod wine;

use std::path::PathBuf;
use std::process::Command;

use crate::debian_rust::System;
use crate::failure::Result;
use crate::runner::{Runner, conclude, run_all, ui_build};
use crate::setup::{Consent, Need};
pub(crate) use wine::Wine;

pub(crate) const WINDOWS: System = System {
    name: "windows",
    target: "x86_64-pc-windows-gnu",
    need: Need::Windows,
};

/// Crates whose tests need no web view, and no other system than the one they run on.
const TESTED: [&str; 8] = [
    "step-engine",
    "graph-client",
    "identity",
    "people-file",
    "provisioning",
    "journeys",
    "graph-simulator",
    "causewayctl",
];

/// Builds for Windows and tries what can be tried, and counts it.
pub(crate) fn windows(consent: Consent) -> Result {
    if !WINDOWS.prepare(consent)? {
        return Ok(());
    }
    let wine = Wine::prepare()?;
    let tests = cargo(&wine, "test", &TESTED, &["--no-fail-fast"]);
    let runners = vec![
        ui_build(),
        Runner::check(
            "windows: build",
            cargo(&wine, "build", &["causewayctl", "graph-simulator", "causeway"], &[]),
        ),
        Runner::cargo_test("windows: tests", tests),
        Runner::check("windows: demo", wine.program(&built("causewayctl"), &["demo"])),
        Runner::own("windows: killed and run again", move || killed::run(&wine)),
    ];
    conclude(&run_all(runners))
}

/// A program that was built for Windows.
fn built(name: &str) -> PathBuf {
    WINDOWS.built("debug").join(format!("{name}.exe"))
}

/// Cargo for Windows, with MinGW; what it runs runs under Wine.
pub(crate) fn cargo(wine: &Wine, task: &str, packages: &[&str], arguments: &[&str]) -> Command {
    let mut cargo = WINDOWS.cargo(task, packages, arguments);
    cargo
        .env("CC_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-gcc-posix")
        .env("CXX_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-g++-posix")
        .env(
            "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER",
            "x86_64-w64-mingw32-gcc-posix",
        )
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", wine::WINE);
    wine.surround(&mut cargo);
    cargo
}
