//! The clients' libraries at their pinned versions, installed once below `target/third-party`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder of these tests.
pub(crate) fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("third-party")
}

/// The set-up in Node with its library.
pub(crate) fn node() -> Command {
    let files = ["package.json", "package-lock.json", ".npmrc"];
    let folder = installed("node", &files, |folder| {
        run(Command::new("npm").args(["ci", "--no-progress"]).current_dir(folder));
    });
    // Node looks for libraries beside the program.
    let program = folder.join("set-up.mjs");
    fs::copy(source().join("node/set-up.mjs"), &program).expect("the program is copied");
    let mut command = Command::new("node");
    command.arg(program);
    command
}

/// The set-up in Python with its library.
pub(crate) fn python() -> Command {
    in_python("python", "set_up.py")
}

/// Parsers of other languages: `parse.py LANGUAGE` reads its input, and says where it does not understand it.
pub(crate) fn parser(language: &str) -> Command {
    let mut command = in_python("parsers", "parse.py");
    command.arg(language);
    command
}

/// A program in Python with what its folder's `requirements.txt` names.
fn in_python(client: &str, program: &str) -> Command {
    let folder = installed(client, &["requirements.txt"], |folder| {
        run(Command::new("python3")
            .args(["-m", "venv", "--clear", "environment"])
            .current_dir(folder));
        // Wheels alone: nothing of a package runs while it is installed.
        let quietly = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-compile",
            "--only-binary",
            ":all:",
        ];
        let mut pip = Command::new(folder.join("environment/bin/python"));
        run(pip
            .args(quietly)
            .args(["--requirement", "requirements.txt"])
            .current_dir(folder));
    });
    let mut command = Command::new(folder.join("environment/bin/python"));
    command.arg(source().join(client).join(program));
    command
}

/// The folder of a client after `install` has run in it with these files; it does not run again until one of them changes.
fn installed(client: &str, files: &[&str], install: impl FnOnce(&Path)) -> PathBuf {
    let folder = target().join("third-party").join(client);
    fs::create_dir_all(&folder).expect("a folder");
    let lock = File::create(folder.join("lock")).expect("a lock file");
    lock.lock().expect("other runs are waited for");

    let read = |file: &&str| fs::read_to_string(source().join(client).join(file)).expect("a file of ours");
    let wanted: String = files.iter().map(read).collect();
    let stamp = folder.join("installed");
    if fs::read_to_string(&stamp).is_ok_and(|present| present == wanted) {
        return folder;
    }
    for file in files {
        fs::copy(source().join(client).join(file), folder.join(file)).expect("a file is copied");
    }
    install(&folder);
    fs::write(stamp, wanted).expect("a stamp");
    folder
}

/// Cargo's target folder: the one that holds this test's profile.
fn target() -> PathBuf {
    let exe = std::env::current_exe().expect("this test has a path");
    exe.ancestors().nth(3).expect("target/PROFILE/deps/TEST").to_owned()
}

#[track_caller]
fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("{:?} does not start: {error}", command.get_program()));
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{said}");
}
