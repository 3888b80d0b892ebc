//! Wine with a prefix of its own, in which a Rust program can start.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Failure, Result};
use crate::process::{program, run};

pub(super) const WINE: &str = "/usr/lib/wine/wine64";

/// A Windows that is below the target folder.
#[derive(Debug)]
pub(crate) struct Wine {
    prefix: PathBuf,
}

impl Wine {
    /// Makes the prefix once, and puts into it what Wine lacks.
    pub(crate) fn prepare() -> Result<Self> {
        let wine = Self {
            prefix: super::WINDOWS.folder().join("wine"),
        };
        let system = wine.drive().join("windows/system32");
        std::fs::create_dir_all(super::WINDOWS.folder()).map_err(Failure::io("make the folder for Windows"))?;
        if !system.is_dir() {
            let mut boot = wine.program(Path::new("wineboot"), &["--init"]);
            boot.stderr(Stdio::null());
            run(boot)?;
        }
        let mut compile = program("x86_64-w64-mingw32-gcc-posix");
        compile
            .args(["-shared", "-O1", "-o"])
            .arg(system.join("bcryptprimitives.dll"))
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/src/windows/process_prng.c"))
            .arg("-ladvapi32");
        run(compile)?;
        Ok(wine)
    }

    /// Its drive `C:`.
    pub(crate) fn drive(&self) -> PathBuf {
        self.prefix.join("drive_c")
    }

    /// A program for Windows.
    pub(crate) fn program(&self, path: &Path, arguments: &[&str]) -> Command {
        let mut command = program(WINE);
        command.arg(path).args(arguments);
        self.surround(&mut command);
        command
    }

    /// What whatever starts programs under Wine needs.
    pub(super) fn surround(&self, command: &mut Command) {
        command.env("WINEPREFIX", &self.prefix).env("WINEDEBUG", "-all");
    }
}
