//! A browser that only notes which pages it is opened at, in place of the system's.

use std::ffi::OsString;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

/// What is opened on one computer.
#[derive(Debug)]
pub struct Browser {
    programs: PathBuf,
    pages: PathBuf,
}

impl Browser {
    /// Everything it needs lies in this folder.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        let browser = Self {
            programs: folder.join("programs"),
            pages: folder.join("pages"),
        };
        std::fs::create_dir(&browser.programs).expect("a folder");
        let program = browser.programs.join("xdg-open");
        let script = format!("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n", browser.pages.display());
        std::fs::write(&program, script).expect("a file");
        std::fs::set_permissions(&program, Permissions::from_mode(0o755)).expect("a program");
        browser
    }

    /// `PATH` of somebody who has this browser.
    #[must_use]
    pub fn path(&self) -> OsString {
        let others = std::env::var_os("PATH").unwrap_or_default();
        let programs = std::iter::once(self.programs.clone()).chain(std::env::split_paths(&others));
        std::env::join_paths(programs).expect("a path")
    }

    /// The pages it was opened at, oldest first. A line without its end is still being written.
    #[must_use]
    pub fn opened(&self) -> Vec<String> {
        let noted = std::fs::read_to_string(&self.pages).unwrap_or_default(); // none before the first
        let whole = noted.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
        whole.map(str::to_owned).collect()
    }
}
