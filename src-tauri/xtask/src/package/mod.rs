//! What people install: packages and an archive, with everything that goes with them, tried where they can be.

mod bundle;
mod cargo_tools;
mod contents;
mod licences;
mod materials;
mod msi;
mod sums;
mod tried;
mod windows;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::process::{ask, program, run};
use crate::repo;
use crate::runner::{Runner, conclude, run_all};
use crate::setup::{self, Consent, Need};
use crate::tally::Tally;

pub(crate) use bundle::window;

pub(crate) use windows::package as package_for_windows;

/// The system that packages are made for.
#[derive(Debug, Clone, Copy)]
struct Packing {
    /// Where they lie, below `target`.
    at: &'static str,
    /// As the compiler calls it, where it is not this system.
    target: Option<&'static str>,
}

const LINUX: Packing = Packing {
    at: "package",
    target: None,
};

impl Packing {
    /// What is made is below this folder.
    fn folder(self) -> PathBuf {
        repo::target().join(self.at)
    }

    /// What the packages hold besides the window; on Linux as it lies below `/usr`.
    fn tree(self) -> PathBuf {
        self.folder().join("tree")
    }

    /// For cargo and its tools.
    fn targeted(self, command: &mut Command) {
        if let Some(target) = self.target {
            command.arg(format!("--target={target}"));
        }
    }
}

/// Makes the packages of this system, looks whether they are complete, and tries them.
pub(crate) fn package(consent: Consent) -> Result {
    if !cfg!(target_os = "linux") {
        return Err(Failure::Told(
            "packages are made on Linux, also those for Windows (`cargo xtask package --windows`); those for macOS have not \
             been made yet"
                .into(),
        ));
    }
    setup::prepare(&[Need::Window, Need::Packages], consent)?;
    cargo_tools::install()?;
    clear(&LINUX.folder())?;
    let own = |name, work: fn() -> Result<Tally>| Runner::own(name, work);
    let runners = vec![
        own("package: programs", || done(bundle::programs())),
        own("package: contents", || done(contents::gather())),
        own("package: licences", || licences::gather(LINUX)),
        own("package: bill of materials", || materials::gather(LINUX)),
        own("package: packages", || done(bundle::packages())),
        own("package: archive", || done(bundle::archive())),
        own("package: sums and signatures", || done(sums::write(LINUX))),
        own("package: tried", tried::run),
    ];
    let concluded = conclude(&run_all(runners));
    println!("\nThey are in {}", LINUX.folder().display());
    concluded
}

fn done(result: Result) -> Result<Tally> {
    result.map(|()| Tally::of_check(true))
}

/// The time of the commit, in seconds since 1970: whatever is dated bears it, so that the same source makes the same files.
fn dated() -> String {
    let mut git = program("git");
    git.args(["log", "-1", "--format=%ct"]);
    ask(git).map_or_else(|| "0".to_owned(), |time| time.trim().to_owned())
}

fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

fn clear(folder: &Path) -> Result {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(Failure::io("remove what was packed last"))?;
    }
    std::fs::create_dir_all(folder).map_err(Failure::io("make the folder of packages"))
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(Failure::io(format!("read {}", path.display())))
}

/// With the folders above it.
fn write(path: &Path, text: &[u8]) -> Result {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, text))
        .map_err(Failure::io(format!("write {}", path.display())))
}

fn copy(from: &Path, to: &Path) -> Result {
    let made = to.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::copy(from, to).map(|_| ()))
        .map_err(Failure::io(format!("copy {}", from.display())))
}

/// Runs a program and keeps what it prints in a file.
fn print_to(mut command: Command, path: &Path) -> Result {
    let output = command.output().map_err(Failure::io("start a program"))?;
    if !output.status.success() {
        // Again, with the terminal attached: it says there why.
        return run(command);
    }
    write(path, &output.stdout)
}
