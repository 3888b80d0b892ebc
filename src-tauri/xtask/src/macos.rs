//! macOS from Linux: everything is type-checked for it. Nothing is linked, since Apple's frameworks are on its own computers alone.

use std::fs;
use std::path::{Path, PathBuf};

use crate::debian_rust::System;
use crate::failure::{Failure, Result};
use crate::process::{program, run};
use crate::runner::{Runner, conclude, run_all, ui_build};
use crate::setup::{Consent, Need};

const MACOS: System = System {
    name: "macos",
    target: "x86_64-apple-darwin",
    need: Need::Macos,
};

/// A compiler of C that knows macOS, from the index of Python: some crates compile C before they are looked at.
const C_COMPILER: &str = "ziglang==0.17.1";

/// Type-checks for macOS, tests included.
pub(crate) fn macos(consent: Consent) -> Result {
    if !MACOS.prepare(consent)? {
        return Ok(());
    }
    let tools = c_compiler()?;
    let check = |name, packages: &[&str], arguments: &[&str]| {
        let mut check = MACOS.cargo("check", packages, arguments);
        check
            .env("CC_x86_64_apple_darwin", tools.join("cc"))
            .env("AR_x86_64_apple_darwin", tools.join("ar"));
        Runner::check(name, check)
    };
    let runners = vec![
        ui_build(),
        check(
            "macos: crates and their tests",
            &[],
            &[
                "--workspace",
                "--exclude=causeway",
                "--exclude=journey-tests",
                "--tests",
            ],
        ),
        check("macos: window", &["causeway"], &[]),
    ];
    conclude(&run_all(runners))
}

/// Installs it once, and two programs that call it as cargo's crates call a compiler.
fn c_compiler() -> Result<PathBuf> {
    let folder = MACOS.folder().join("zig");
    let python = folder.join("bin/python");
    if !folder.join("installed").exists() {
        let mut environment = program("python3");
        environment.args(["-m", "venv", "--clear"]).arg(&folder);
        run(environment)?;
        let mut pip = program(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--only-binary", ":all:", C_COMPILER]);
        run(pip)?;
        fs::write(folder.join("installed"), C_COMPILER)
            .map_err(Failure::io("note that the C compiler is installed"))?;
    }
    let python = python.display();
    script(
        &folder.join("cc"),
        &format!("{CC}exec {python} -m ziglang cc -target x86_64-macos \"$@\"\n"),
    )?;
    script(
        &folder.join("ar"),
        &format!("#!/bin/sh\nexec {python} -m ziglang ar \"$@\"\n"),
    )?;
    Ok(folder)
}

/// Takes out what this compiler is told otherwise: each argument moves behind the mark `--`, or is dropped.
const CC: &str = r#"#!/bin/sh
set -- "$@" --
while [ "$1" != -- ]; do
  case $1 in
    -arch | -isysroot) shift ;;
    --target=* | -mmacosx-version-min=*) ;;
    *) set -- "$@" "$1" ;;
  esac
  shift
done
shift
"#;

fn script(path: &Path, text: &str) -> Result {
    fs::write(path, text).map_err(Failure::io(format!("write {}", path.display())))?;
    let mut chmod = program("chmod");
    chmod.arg("755").arg(path);
    run(chmod)
}
