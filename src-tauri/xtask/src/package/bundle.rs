//! The window as it is packed, and the packages and the archive around it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};

use super::materials::PROGRAMS;
use super::{LINUX, clear, copy, dated, version, write};
use crate::failure::{Failure, Result};
use crate::process::{npm, program, run};
use crate::repo;

const PACKAGER: &str = "--package=@tauri-apps/cli@2.12.5";

/// Taking out unused commands wants the capabilities beside `tauri.conf.json`; ours lie with the shell.
const KEEP_COMMANDS: &str = r#"{"build":{"removeUnusedCommands":false}}"#;

/// Builds the window alone in release mode and packs it, with `arguments` for the build. The packager is fetched for this alone.
pub(crate) fn window(arguments: &[&str]) -> Result {
    build(&["causeway"], arguments)?;
    run(packager("bundle"))
}

/// Builds the window and the other programs of the packages. They are built in one go, since cargo would compile what they share
/// once for each otherwise.
pub(super) fn programs() -> Result {
    build(&PROGRAMS, &[])
}

fn build(packages: &[&str], arguments: &[&str]) -> Result {
    run(npm(&["run", "build"]))?;
    let mut build = packager("build");
    build.arg("--no-bundle").args(arguments).arg("--");
    // The window is no default member of the workspace, so cargo is told whom to build.
    build.args(packages.iter().map(|package| format!("--package={package}")));
    run(build)
}

fn packager(task: &str) -> Command {
    let mut packager = npm(&[
        "exec",
        "--yes",
        PACKAGER,
        "--",
        "tauri",
        task,
        "--config",
        KEEP_COMMANDS,
    ]);
    packager.current_dir(repo::root());
    packager
}

/// The packages for Debian and its relatives, and for those that take RPM.
pub(super) fn packages() -> Result {
    let made = repo::target().join("release/bundle");
    clear(&made)?;
    let tree = LINUX.tree();
    let mut files = Map::new();
    for file in files_below(&tree)? {
        let at = Path::new("/usr").join(file.strip_prefix(&tree).unwrap_or(&file));
        files.insert(at.to_string_lossy().into_owned(), json!(file));
    }
    let config = json!({ "bundle": { "targets": ["deb", "rpm"], "linux": {
        "deb": { "files": files, "section": "admin" },
        "rpm": { "files": files },
    } } });
    let path = LINUX.folder().join("work/tauri.json");
    write(&path, Value::to_string(&config).as_bytes())?;
    let mut bundle = packager("bundle");
    bundle.arg("--config").arg(path);
    run(bundle)?;
    for kind in ["deb", "rpm"] {
        let package = only(&made.join(kind), kind)?;
        let name = package.file_name().unwrap_or(package.as_os_str());
        copy(&package, &LINUX.folder().join(name))?;
    }
    Ok(())
}

/// For a system whose packages we do not make: unpacked anywhere, it runs from there.
pub(super) fn archive() -> Result {
    let name = format!("causeway-{}-{}-linux", version(), std::env::consts::ARCH);
    let work = LINUX.folder().join("work");
    let whole = work.join(&name);
    let tree = LINUX.tree();
    for file in files_below(&tree)? {
        copy(&file, &whole.join(file.strip_prefix(&tree).unwrap_or(&file)))?;
    }
    copy(&repo::built("release", "causeway"), &whole.join("bin/causeway"))?;
    let mut tar = program("tar");
    tar.args([
        "--sort=name",
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--gzip",
        "--create",
    ]);
    tar.arg(format!("--mtime=@{}", dated()));
    tar.arg("--file").arg(LINUX.folder().join(format!("{name}.tar.gz")));
    tar.arg("--directory").arg(work).arg(name);
    run(tar)
}

/// The package of that kind; another one beside it would be of another version.
pub(super) fn only(folder: &Path, kind: &str) -> Result<PathBuf> {
    let entries = std::fs::read_dir(folder).map_err(Failure::io(format!("look into {}", folder.display())))?;
    let mut packages = entries.flatten().map(|entry| entry.path());
    packages
        .find(|path| path.extension().is_some_and(|ending| ending == kind))
        .ok_or_else(|| Failure::Told(format!("there is no .{kind} in {}", folder.display())))
}

pub(super) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(Failure::io(format!("look into {}", folder.display())))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path)
            } else {
                files.push(path)
            }
        }
    }
    files.sort();
    Ok(files)
}
