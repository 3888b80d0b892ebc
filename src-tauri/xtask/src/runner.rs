//! `check` and `test`: one list of runners, all of them run whatever fails, one count at the end.

use crate::failure::{Failure, Result};
use crate::process::{AUTOMATION, cargo, npm, tee};
use crate::setup::{self, Consent};
use crate::tally::Tally;
use crate::{dependencies, repo, tidy, window_test};
use std::process::Command;

/// Everything that looks at the source without running it.
pub(crate) fn check() -> Result {
    let mut runners = vec![ui_build()];
    runners.extend(checks());
    conclude(&run_all(runners))
}

/// Everything.
pub(crate) fn test(consent: Consent) -> Result {
    if let Err(failure) = setup::everything(consent) {
        eprintln!("{failure}");
        return conclude(&[("setup", Tally::FAILED)]);
    }
    let mut runners = vec![ui_build()];
    runners.extend(checks());
    runners.extend(tests());
    conclude(&run_all(runners))
}

/// The real window with the app as it was built last.
pub(crate) fn window(arguments: &[String]) -> Result {
    conclude(&[("window", window_test::run(arguments)?)])
}

/// The pictures that the window's test takes, without those of earlier runs.
pub(crate) fn screenshots() -> Result {
    let folder = repo::target().join("screenshots");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(Failure::io("remove the last pictures"))?;
    }
    let tally = window_test::run(&[])?;
    let entries = std::fs::read_dir(&folder).map_err(Failure::io("read the folder of pictures"))?;
    let mut pictures: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    pictures.sort();
    for picture in &pictures {
        println!("{}", picture.display());
    }
    conclude(&[("window", tally)])
}

/// The architecture rules, which need nothing built.
pub(crate) fn tidy() -> Result {
    conclude(&run_all(vec![architecture_rules()]))
}

struct Runner {
    name: &'static str,
    work: Work,
}

enum Work {
    /// Holds when the exit code is zero.
    Check(Command),
    /// Counted by what it prints.
    CargoTest(Command),
    /// Counts for itself.
    Own(fn() -> Result<Tally>),
}

impl Runner {
    fn check(name: &'static str, command: Command) -> Self {
        let work = Work::Check(command);
        Self { name, work }
    }
}

/// First of all: the shell compiles the built ui into itself.
fn ui_build() -> Runner {
    Runner::check("ui: build", npm(&["run", "build"]))
}

fn architecture_rules() -> Runner {
    Runner {
        name: "architecture rules",
        work: Work::Own(tidy::run),
    }
}

/// Cheap ones first.
fn checks() -> Vec<Runner> {
    let clippy = |targets: &[&str]| {
        let mut clippy = cargo(&["clippy", "--workspace", AUTOMATION]);
        clippy.args(targets).args(["--", "-D", "warnings"]);
        clippy
    };
    vec![
        Runner::check("rust: format", cargo(&["fmt", "--all", "--check"])),
        architecture_rules(),
        Runner {
            name: "dependencies",
            work: Work::Own(dependencies::run),
        },
        Runner::check("ui: format", npm(&["run", "format:check"])),
        Runner::check("ui: lint", npm(&["run", "lint"])),
        Runner::check("ui: types", npm(&["run", "types"])),
        Runner::check("rust: lints", clippy(&["--all-targets"])),
        // `--all-targets` leaves out what `cargo test` does not run by itself.
        Runner::check(
            "rust: lints of the slow tests",
            clippy(&["--test", "window", "--test", "third-party", "--test", "reliability"]),
        ),
    ]
}

fn tests() -> Vec<Runner> {
    vec![
        Runner {
            name: "ui: tests",
            work: Work::Own(vitest),
        },
        // The journeys call the programs as processes, so these come before the tests. With all
        // targets the features are those of the tests, and nothing is compiled twice.
        Runner::check(
            "rust: build",
            cargo(&["build", "--workspace", AUTOMATION, "--all-targets"]),
        ),
        Runner {
            name: "rust: tests",
            work: Work::CargoTest(cargo(&["test", "--workspace", AUTOMATION, "--no-fail-fast"])),
        },
        Runner {
            name: "third-party clients",
            work: Work::CargoTest(cargo(&["test", "--workspace", AUTOMATION, "--test", "third-party"])),
        },
        Runner {
            name: "window",
            work: Work::Own(|| window_test::run(&[])),
        },
    ]
}

fn vitest() -> Result<Tally> {
    let report = repo::reports().join("vitest.json");
    std::fs::create_dir_all(repo::reports()).map_err(Failure::io("make the reports folder"))?;
    // A report of an earlier run must not be counted for one that never wrote any.
    if report.exists() {
        std::fs::remove_file(&report).map_err(Failure::io("remove the last vitest report"))?;
    }
    let mut vitest = npm(&["run", "test", "--"]);
    vitest
        .args(["--reporter=default", "--reporter=json"])
        .arg(format!("--outputFile.json={}", report.display()));
    let finished = tee(vitest)?;
    let counted = std::fs::read_to_string(&report)
        .ok()
        .and_then(|text| Tally::of_vitest(&text));
    Ok(Tally::settle(counted, finished.success))
}

fn run_all(runners: Vec<Runner>) -> Vec<(&'static str, Tally)> {
    runners
        .into_iter()
        .map(|runner| {
            println!("\n=== {}", runner.name);
            let tally = work(runner.work).unwrap_or_else(|failure| {
                println!("{failure}");
                Tally::FAILED
            });
            (runner.name, tally)
        })
        .collect()
}

fn work(work: Work) -> Result<Tally> {
    match work {
        Work::Check(command) => tee(command).map(|finished| Tally::of_check(finished.success)),
        Work::CargoTest(command) => {
            tee(command).map(|finished| Tally::settle(Tally::of_cargo_test(&finished.output), finished.success))
        }
        Work::Own(work) => work(),
    }
}

/// Prints what each runner counted and what failed; the sum is the last line.
fn conclude(tallies: &[(&'static str, Tally)]) -> Result {
    let mut sum = Tally::default();
    println!();
    for (name, tally) in tallies {
        println!("{name:<32} {tally}");
        for failed in &tally.names {
            println!("    {failed}");
        }
        sum += tally.clone();
    }
    println!("{sum}");
    if sum.failed == 0 {
        return Ok(());
    }
    // The sum stays the last line, so the exit code alone says the rest.
    Err(Failure::Counted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::program;

    #[test]
    fn a_failing_runner_does_not_keep_the_next_from_running() {
        let tallies = run_all(vec![
            Runner::check("absent", program("no-such-program")),
            Runner {
                name: "own",
                work: Work::Own(|| {
                    Ok(Tally {
                        passed: 5,
                        ..Tally::default()
                    })
                }),
            },
        ]);
        assert_eq!(tallies[0].1, Tally::FAILED);
        assert_eq!(tallies[1].1.passed, 5);
        assert!(matches!(conclude(&tallies), Err(Failure::Counted)));
    }

    #[test]
    fn all_green_is_a_success() {
        assert!(conclude(&[("one", Tally::of_check(true))]).is_ok());
    }

    #[test]
    #[cfg(unix)]
    fn cargo_test_without_a_summary_is_a_failure() {
        let silent = work(Work::CargoTest(program("true"))).unwrap();
        assert_eq!(silent, Tally::FAILED);
    }
}
