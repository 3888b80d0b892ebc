//! Windows from Linux: everything is compiled and linked for it, and what needs no web view runs under Wine.
//!
//! Debian carries a second Rust with the source of its standard library; rustup's has none for Windows here.

mod killed;
mod wine;

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Result;
use crate::process::program;
use crate::repo;
use crate::runner::{Runner, conclude, run_all, ui_build};
use crate::setup::{self, Consent, Need};
use wine::Wine;

const CARGO: &str = "/usr/bin/cargo";
const RUSTC: &str = "/usr/bin/rustc";
const TARGET: &str = "x86_64-pc-windows-gnu";

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
    if !cfg!(target_os = "linux") || !PathBuf::from("/usr/bin/dpkg-query").exists() {
        println!("skipped: building for Windows was worked out on Debian alone");
        return Ok(());
    }
    setup::prepare(&[Need::Windows], consent)?;
    setup::new_enough("Rust of Debian", says_version())?;
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

fn says_version() -> Command {
    let mut rustc = program(RUSTC);
    rustc.arg("--version");
    rustc
}

/// Everything for Windows is below this folder, apart from what is built for this system.
fn folder() -> PathBuf {
    repo::target().join("windows")
}

/// A program that was built for Windows.
fn built(name: &str) -> PathBuf {
    folder().join(TARGET).join("debug").join(format!("{name}.exe"))
}

/// Debian's cargo with Debian's compiler, for Windows.
fn cargo(wine: &Wine, task: &str, packages: &[&str], arguments: &[&str]) -> Command {
    let mut cargo = program(CARGO);
    // The standard library is compiled from its source, which a released compiler has to be talked into.
    cargo.args([task, "-Zbuild-std=std,panic_unwind,proc_macro,test", "--target", TARGET]);
    cargo.args(packages.iter().map(|package| format!("--package={package}")));
    cargo.args(arguments);
    cargo
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", RUSTC)
        .env("RUSTDOC", "/usr/bin/rustdoc")
        .env("CARGO_HOME", folder().join("cargo-home"))
        .env("CARGO_TARGET_DIR", folder())
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
