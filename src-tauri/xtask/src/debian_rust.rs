//! Debian's second Rust. It carries the source of its standard library, with which it compiles for other systems; rustup's brings the
//! library of this system alone.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Result;
use crate::process::program;
use crate::repo;
use crate::setup::{self, Consent, Need};

const CARGO: &str = "/usr/bin/cargo";
const RUSTC: &str = "/usr/bin/rustc";

/// A system to compile for.
#[derive(Debug)]
pub(crate) struct System {
    /// Its name, and that of its folder below `target`, where it is apart from what is built for this system.
    pub(crate) name: &'static str,
    /// As the compiler calls it.
    pub(crate) target: &'static str,
    /// What is installed for it.
    pub(crate) need: Need,
}

impl System {
    /// Installs what it takes; `false` on a system that has no such Rust, which is said.
    pub(crate) fn prepare(&self, consent: Consent) -> Result<bool> {
        if !cfg!(target_os = "linux") || !Path::new("/usr/bin/dpkg-query").exists() {
            println!("skipped: building for {} was worked out on Debian alone", self.name);
            return Ok(false);
        }
        setup::prepare(&[self.need], consent)?;
        let mut rustc = program(RUSTC);
        rustc.arg("--version");
        setup::new_enough("Rust of Debian", rustc)?;
        Ok(true)
    }

    /// Everything for it is below this folder.
    pub(crate) fn folder(&self) -> PathBuf {
        repo::target().join(self.name)
    }

    /// What a build in this profile leaves.
    pub(crate) fn built(&self, profile: &str) -> PathBuf {
        self.folder().join(self.target).join(profile)
    }

    /// Debian's cargo with Debian's compiler, for this system.
    pub(crate) fn cargo(&self, task: &str, packages: &[&str], arguments: &[&str]) -> Command {
        let mut cargo = program(CARGO);
        // The standard library is compiled from its source, which a released compiler has to be talked into.
        cargo.args([
            task,
            "-Zbuild-std=std,panic_unwind,proc_macro,test",
            "--target",
            self.target,
        ]);
        cargo.args(packages.iter().map(|package| format!("--package={package}")));
        cargo.args(arguments);
        cargo
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTC", RUSTC)
            .env("RUSTDOC", "/usr/bin/rustdoc")
            .env("CARGO_HOME", self.folder().join("cargo-home"))
            .env("CARGO_TARGET_DIR", self.folder());
        cargo
    }
}
