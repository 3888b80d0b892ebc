//! `check` and `test`: one list of runners, all of them run whatever fails, one count at the end.

use crate::failure::{Failure, Result};
use crate::process::{AUTOMATION, cargo, cargo_linting, npm, program, tee};
use crate::setup::{self, Consent};
use crate::tally::Tally;
use crate::window_test::Cargo;
use crate::{dependencies, lints, repo, tidy, window_test};
use std::process::Command;
use std::time::{Duration, Instant};

/// Everything that looks at the source without running it.
pub(crate) fn check() -> Result {
    let mut runners = vec![ui_build()];
    runners.extend(checks());
    let clippy = |targets: &[&str]| {
        let mut clippy = cargo(&["clippy", "--workspace", AUTOMATION]);
        clippy.args(targets).args(["--", "-D", "warnings"]);
        clippy
    };
    runners.push(Runner::check("rust: lints", clippy(&["--all-targets"])));
    runners.push(Runner::check("rust: lints of the slow tests", clippy(&SLOW_TESTS)));
    conclude(&run_all(runners))
}

/// What `--all-targets` leaves out, because `cargo test` does not run it by itself.
const SLOW_TESTS: [&str; 6] = ["--test", "window", "--test", "third-party", "--test", "reliability"];

/// Everything.
pub(crate) fn test(consent: Consent) -> Result {
    let setup = Runner::own("setup", move || {
        setup::everything(consent).map(|()| Tally::of_check(true))
    });
    let mut ended = run_all(vec![setup]);
    if ended.iter().all(|setup| setup.tally.failed == 0) {
        let mut runners = vec![ui_build()];
        runners.extend(checks());
        runners.extend(tests());
        ended.extend(run_all(runners));
    }
    conclude(&ended)
}

/// The real window with the app as it was built last.
pub(crate) fn window(arguments: &[String]) -> Result {
    conclude(&run_all(vec![window_tests(cargo, arguments.to_vec())]))
}

/// The pictures that the window's test takes, without those of earlier runs.
pub(crate) fn screenshots() -> Result {
    let folder = repo::target().join("screenshots");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(Failure::io("remove the last pictures"))?;
    }
    let ended = run_all(vec![window_tests(cargo, Vec::new())]);
    let entries = std::fs::read_dir(&folder).map_err(Failure::io("read the folder of pictures"))?;
    let mut pictures: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    pictures.sort();
    for picture in &pictures {
        println!("{}", picture.display());
    }
    conclude(&ended)
}

/// The architecture rules, which need nothing built.
pub(crate) fn tidy() -> Result {
    conclude(&run_all(vec![architecture_rules()]))
}

/// One thing that is counted.
pub(crate) struct Runner {
    name: &'static str,
    work: Work,
}

enum Work {
    /// Holds when the exit code is zero.
    Check(Command),
    /// Counted by what it prints.
    CargoTest(Command),
    /// Counts for itself.
    Own(Box<dyn FnOnce() -> Result<Tally>>),
}

/// How a runner ended.
pub(crate) struct Ended {
    name: &'static str,
    tally: Tally,
    took: Duration,
}

impl Runner {
    /// Holds when the exit code is zero.
    pub(crate) fn check(name: &'static str, command: Command) -> Self {
        let work = Work::Check(command);
        Self { name, work }
    }

    /// Counted by what libtest prints.
    pub(crate) fn cargo_test(name: &'static str, command: Command) -> Self {
        let work = Work::CargoTest(command);
        Self { name, work }
    }

    /// Counts for itself.
    pub(crate) fn own(name: &'static str, work: impl FnOnce() -> Result<Tally> + 'static) -> Self {
        let work = Work::Own(Box::new(work));
        Self { name, work }
    }
}

/// First of all: the shell compiles the built ui into itself.
pub(crate) fn ui_build() -> Runner {
    Runner::check("ui: build", npm(&["run", "build"]))
}

fn architecture_rules() -> Runner {
    Runner::own("architecture rules", tidy::run)
}

/// Cheap ones first.
fn checks() -> Vec<Runner> {
    vec![
        Runner::check("rust: format", cargo(&["fmt", "--all", "--check"])),
        architecture_rules(),
        Runner::own("dependencies", dependencies::run),
        Runner::check(
            "workflows: form",
            workflows("check-jsonschema", &["--builtin-schema=vendor.github-workflows"]),
        ),
        Runner::check("workflows: security", workflows("zizmor", &["--offline", "--quiet"])),
        Runner::check("container: form", hadolint()),
        Runner::check("ui: format", npm(&["run", "format:check"])),
        Runner::check("ui: lint", npm(&["run", "lint"])),
        Runner::check("ui: types", npm(&["run", "types"])),
    ]
}

/// A tool on the definitions of continuous integration on a public forge, which run nowhere yet.
fn workflows(tool: &str, arguments: &[&str]) -> Command {
    let mut tool = program(repo::tool(tool));
    tool.args(arguments)
        .args([".github/workflows/ci.yml", ".github/workflows/release.yml"]);
    tool
}

/// The definition of the container, which nobody has built yet.
fn hadolint() -> Command {
    let mut hadolint = program(repo::tool("hadolint"));
    hadolint.arg("Containerfile");
    hadolint
}

fn tests() -> Vec<Runner> {
    let linted = |targets: &[&str]| {
        let mut build = cargo_linting(&["build", "--workspace", AUTOMATION]);
        build.args(targets);
        move || lints::build(build)
    };
    let mut rust_tests = cargo_linting(&["test", "--workspace", AUTOMATION, "--no-fail-fast"]);
    rust_tests.env("RUST_TEST_THREADS", at_once().to_string());
    vec![
        Runner::own("ui: tests", vitest),
        // The journeys call the programs as processes, so these come before the tests. With all
        // targets the features are those of the tests, and nothing is compiled twice.
        Runner::own("rust: build and lints", linted(&["--all-targets"])),
        Runner::own("rust: slow tests, the same", linted(&SLOW_TESTS)),
        Runner::cargo_test("rust: tests", rust_tests),
        Runner::cargo_test(
            "third-party clients",
            cargo_linting(&["test", "--workspace", AUTOMATION, "--test", "third-party"]),
        ),
        window_tests(cargo_linting, Vec::new()),
    ]
}

/// Tests of one crate at a time. Most wait for a process, a clock or a pause: with two a core, nearly half of the cores' time was left.
fn at_once() -> usize {
    4 * std::thread::available_parallelism().map_or(1, usize::from)
}

fn window_tests(cargo: Cargo, arguments: Vec<String>) -> Runner {
    Runner::own("window", move || window_test::run(cargo, &arguments))
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

/// Runs all of them, whatever fails.
pub(crate) fn run_all(runners: Vec<Runner>) -> Vec<Ended> {
    runners
        .into_iter()
        .map(|Runner { name, work: todo }| {
            println!("\n=== {name}");
            let begun = Instant::now();
            let tally = work(todo).unwrap_or_else(|failure| {
                println!("{failure}");
                Tally::FAILED
            });
            let took = begun.elapsed();
            Ended { name, tally, took }
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

/// Prints what each runner counted, how long it took and what failed; the sum of the counts is the last line.
pub(crate) fn conclude(ended: &[Ended]) -> Result {
    let mut sum = Tally::default();
    println!();
    for Ended { name, tally, took } in ended {
        println!("{name:<32} {:>5} s  {tally}", took.as_secs());
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
        let ended = run_all(vec![
            Runner::check("absent", program("no-such-program")),
            Runner::own("own", || {
                Ok(Tally {
                    passed: 5,
                    ..Tally::default()
                })
            }),
        ]);
        assert_eq!(ended[0].tally, Tally::FAILED);
        assert_eq!(ended[1].tally.passed, 5);
        assert!(matches!(conclude(&ended), Err(Failure::Counted)));
    }

    #[test]
    #[cfg(unix)]
    fn all_green_is_a_success() {
        assert!(conclude(&run_all(vec![Runner::check("one", program("true"))])).is_ok());
    }

    #[test]
    #[cfg(unix)]
    fn cargo_test_without_a_summary_is_a_failure() {
        let silent = work(Work::CargoTest(program("true"))).unwrap();
        assert_eq!(silent, Tally::FAILED);
    }
}
