//! Starts other programs: shows the command line, keeps the environment clean, tees the output.

use crate::failure::{Failure, Result};
use crate::repo;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// A program in the repository root.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(repo::root());
    // `cargo run` describes the xtask package in these; build scripts that watch them would
    // build everything again whenever cargo is called from here.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// What is built for tests and from the sources lets tests drive the window; the packaged program does not.
pub(crate) const AUTOMATION: &str = "--features=causeway/automation";

pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// The same with Clippy's compiler for this workspace. It compiles as the usual one and lints on the way, so that nothing is compiled for
/// the lints alone. Cargo keeps what it builds so apart from what it builds otherwise.
pub(crate) fn cargo_linting(arguments: &[&str]) -> Command {
    let mut command = cargo(arguments);
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    command
}

/// `npm` in the ui folder.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(repo::ui());
    command
}

/// How a program ended and what it printed.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) success: bool,
    pub(crate) status: String,
    pub(crate) output: String,
}

/// Runs to the end with the terminal attached.
pub(crate) fn run(mut command: Command) -> Result {
    let line = announce(&command);
    let status = command.status().map_err(Failure::io(format!("start `{line}`")))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::Program {
        line,
        status: status.to_string(),
    })
}

/// Runs to the end, showing standard output line by line while keeping it.
pub(crate) fn tee(mut command: Command) -> Result<Finished> {
    let line = announce(&command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(Failure::io(format!("start `{line}`")))?;
    let mut output = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut terminal = std::io::stdout();
        loop {
            let start = output.len();
            let read = lines
                .read_until(b'\n', &mut output)
                .map_err(Failure::io(format!("read what `{line}` prints")))?;
            if read == 0 {
                break;
            }
            terminal
                .write_all(&output[start..])
                .and_then(|()| terminal.flush())
                .map_err(Failure::io("write to the terminal"))?;
        }
    }
    let status = child.wait().map_err(Failure::io(format!("wait for `{line}`")))?;
    Ok(Finished {
        success: status.success(),
        status: status.to_string(),
        output: String::from_utf8_lossy(&output).into_owned(),
    })
}

/// Runs silently and returns standard output, whatever the exit code; `None` when the program
/// is not there.
pub(crate) fn ask(mut command: Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

pub(crate) fn announce(command: &Command) -> String {
    let line = shown(command);
    println!("\n$ {line}");
    line
}

/// The command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let name = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let mut line = name.to_string_lossy().into_owned();
    for argument in command.get_args() {
        let argument = argument.to_string_lossy();
        line.push(' ');
        if argument.contains([' ', '"', '$', '&', '|']) {
            line.push_str(&format!("'{argument}'"));
        } else {
            line.push_str(&argument);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_typed() {
        let command = npm(&["run", "build", "--", "two words"]);
        assert_eq!(shown(&command), "npm run build -- 'two words'");
    }

    #[test]
    fn a_program_that_is_not_there_is_told_by_name() {
        let error = run(program("no-such-program")).unwrap_err().to_string();
        assert!(error.starts_with("could not start `no-such-program`"), "{error}");
    }

    #[test]
    #[cfg(unix)]
    fn tee_keeps_output_and_exit_code() {
        let mut command = program("sh");
        command.args(["-c", "echo one; echo two; exit 3"]);
        let finished = tee(command).unwrap();
        assert_eq!(finished.output, "one\ntwo\n");
        assert!(!finished.success);
        assert!(finished.status.contains('3'));
    }
}
