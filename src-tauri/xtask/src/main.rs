//! The tasks of this repository, one command per need: `cargo xtask <task>`.
//!
//! Nothing but the standard library and a few small crates, so that the first run on a fresh machine
//! starts within seconds.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the terminal is where a task reports"
)]

mod bench;
mod bindings;
mod debian_rust;
mod demo;
mod dependencies;
mod display;
mod failure;
mod lints;
mod macos;
mod package;
mod process;
mod repo;
mod runner;
mod setup;
mod tally;
mod tidy;
mod window_test;
mod windows;

use failure::{Failure, Result};
use setup::Consent;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <task>

  setup [--yes]                   install what the rest needs: system packages (asks first), ui packages
  demo  [--yes] [--scenario S]    build everything and open the window on the demo tenant;
                                  without a display: the same journey in the terminal
  run   [ARGUMENTS]               build and open the window, without looking at the machine first
  test  [--yes]                   setup, then every check and every test; the last line counts them
  window [ARGUMENTS]              the test of the real window alone, with what is built; arguments as for libtest
  windows [--yes]                 build everything for Windows, and run under Wine what needs no web view (Debian)
  macos [--yes]                   type-check everything for macOS (Debian)
  screenshots                     a picture of every page and state, new, and a list of them
  check                           formats, lints, types and architecture rules; no tests
  tidy                            the architecture rules alone
  gen                             write what is generated again: the window's bindings, schemas, and pages of docs/
  bench [PART]                    measure in release mode; the window as it is packed, beside an empty one
  package [--windows] [--yes]     packages (.deb, .rpm; .msi) and an archive, with licences and bill of materials, each tried (Linux)";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    match run(&task, &rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage(message)) => {
            eprintln!("{message}\n\n{USAGE}");
            ExitCode::from(2)
        }
        Err(Failure::Counted) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("cargo xtask {task}: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &str, rest: &[String]) -> Result {
    match task {
        "setup" => setup::everything(Options::read(task, rest)?.consent),
        "demo" => {
            let options = Options::read(task, rest)?;
            demo::demo(options.consent, options.scenario.as_deref())
        }
        "run" => demo::window(rest),
        "test" => runner::test(Options::read(task, rest)?.consent),
        "window" => runner::window(rest),
        "screenshots" => {
            Options::read(task, rest)?;
            runner::screenshots()
        }
        "windows" => windows::windows(Options::read(task, rest)?.consent),
        "macos" => macos::macos(Options::read(task, rest)?.consent),
        "check" => {
            Options::read(task, rest)?;
            runner::check()
        }
        "tidy" => {
            Options::read(task, rest)?;
            runner::tidy()
        }
        "gen" => {
            Options::read(task, rest)?;
            bindings::write()
        }
        "bench" => bench::bench(rest),
        "package" => {
            let options = Options::read(task, rest)?;
            if options.windows {
                package::package_for_windows(options.consent)
            } else {
                package::package(options.consent)
            }
        }
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(Failure::Usage(format!("There is no task `{other}`."))),
    }
}

/// What may follow the name of a task.
#[derive(Debug, PartialEq)]
struct Options {
    consent: Consent,
    scenario: Option<String>,
    windows: bool,
}

impl Options {
    fn read(task: &str, arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            consent: Consent::Ask,
            scenario: None,
            windows: false,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match (task, argument.as_str()) {
                ("setup" | "demo" | "test" | "windows" | "macos" | "package", "--yes" | "-y") => {
                    options.consent = Consent::Given
                }
                ("package", "--windows") => options.windows = true,
                ("demo", "--scenario") => {
                    let name = rest
                        .next()
                        .ok_or_else(|| Failure::Usage("`--scenario` wants the name of a scenario.".into()))?;
                    options.scenario = Some(name.clone());
                }
                _ => {
                    return Err(Failure::Usage(format!("`{task}` knows no `{argument}`.")));
                }
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(task: &str, arguments: &[&str]) -> Result<Options> {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        Options::read(task, &arguments)
    }

    #[test]
    fn options_are_read_for_the_tasks_that_have_them() {
        assert_eq!(
            options("demo", &["--yes", "--scenario", "school/fresh"]).unwrap(),
            Options {
                consent: Consent::Given,
                scenario: Some("school/fresh".into()),
                windows: false
            }
        );
        assert_eq!(options("test", &[]).unwrap().consent, Consent::Ask);
    }

    #[test]
    fn an_unknown_option_is_a_usage_error() {
        for (task, arguments) in [
            ("check", vec!["--yes"]),
            ("demo", vec!["--scenario"]),
            ("setup", vec!["--scenario", "school"]),
        ] {
            assert!(matches!(options(task, &arguments), Err(Failure::Usage(_))));
        }
        assert!(matches!(run("dance", &[]), Err(Failure::Usage(_))));
    }
}
