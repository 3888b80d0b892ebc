//! Measuring, in release mode.

use crate::display::{self, PrivateHome};
use crate::failure::{Failure, Result};
use crate::package;
use crate::process::{AUTOMATION, cargo, npm, program, run};
use crate::repo;
use std::path::Path;
use std::process::Command;

/// Longer than a whole bench takes.
const LIMIT: &str = "40m";

/// White and without a pointer, so that whatever is dark was drawn by the window that is measured.
const SCREEN: &str = "-screen 0 1280x900x24 -wr -nocursor -fbdir";

/// Parts that one crate measures by itself: their names, the crate, its bench.
const OF_CRATES: &[(&str, &str, &str)] = &[
    ("drift", "provisioning", "drift"),
    ("log", "provisioning", "log"),
    ("tenants", "app-core", "tenants"),
    ("people-file", "people-file", "people_file"),
    ("people-feed", "people-feed", "people_feed"),
];

/// Measures a set-up, many tenants at once, many instances of an app, drift, the log, tenants at a glance, files of people, sending them, the window, the log in it, or all, together with the programs it needs.
pub(crate) fn bench(arguments: &[String]) -> Result {
    let part = arguments.first().map(String::as_str);
    for (name, package, bench) in OF_CRATES {
        if part.is_none_or(|part| part == *name) {
            run(cargo(&["bench", "--package", package, "--bench", bench]))?;
        }
        if part == Some(name) {
            return Ok(());
        }
    }
    let with_window = match part {
        None | Some("window" | "log-window") => cfg!(target_os = "linux"),
        Some("set-up" | "many" | "gallery") => false,
        Some(other) => {
            return Err(Failure::Usage(format!(
                "`bench` measures `set-up`, `many`, `gallery`, `drift`, `log`, `tenants`, `people-file`, `people-feed`, `log-window` or `window`, not `{other}`."
            )));
        }
    };
    if with_window && part == Some("log-window") {
        run(npm(&["run", "build"]))?;
        run(cargo(&["build", "--release", "--package=causeway", AUTOMATION]))?;
    } else if with_window {
        // What is measured is what people install, and what it is driven by.
        package::window(&["--features", "automation"])?;
        run(cargo(&[
            "build",
            "--release",
            "--package=empty-window",
            "--features=custom-protocol",
        ]))?;
    }
    run(cargo(&[
        "build",
        "--release",
        "--package=causewayctl",
        "--package=graph-simulator",
        "--package=journey-tests",
    ]))?;
    let bench = repo::built("release", "bench");
    if !with_window {
        return run(with(program(bench), arguments));
    }
    let home = PrivateHome::new()?;
    run(with(on_display(&home, &bench), arguments))
}

/// Under a display whose picture the bench can read.
fn on_display(home: &PrivateHome, bench: &Path) -> Command {
    let screen = format!("{SCREEN} {}", home.path().display());
    let mut command = display::session(home, LIMIT, &screen, bench);
    command.env("CAUSEWAY_FRAME_BUFFER", home.path().join("Xvfb_screen0"));
    command
}

fn with(mut command: Command, arguments: &[String]) -> Command {
    command.args(arguments);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_parts_are_measured() {
        assert!(matches!(bench(&["everything".into()]), Err(Failure::Usage(_))));
    }
}
