//! Counts what passed and failed, and names what failed, from the summaries that the runners print.

use serde_json::Value;
use std::fmt;
use std::ops::AddAssign;

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// What failed and has a name. Whoever sees the end of a long output only is told as well.
    pub(crate) names: Vec<String>,
}

impl Tally {
    pub(crate) const FAILED: Self = Self {
        passed: 0,
        failed: 1,
        names: Vec::new(),
    };

    /// One check: it holds or it does not.
    pub(crate) fn of_check(holds: bool) -> Self {
        Self {
            passed: u64::from(holds),
            failed: u64::from(!holds),
            names: Vec::new(),
        }
    }

    /// The `test result:` lines of libtest, one per test binary, and the list before each. `None` without such a line.
    pub(crate) fn of_cargo_test(output: &str) -> Option<Self> {
        let mut total = None;
        let mut names = Vec::new();
        for line in output.lines() {
            match (line.strip_prefix("    "), line.strip_prefix("test result: ")) {
                (Some(name), _) => names.push(name.to_owned()),
                (None, Some(counts)) => {
                    *total.get_or_insert_with(Self::default) += Self {
                        passed: count_before(counts, " passed;")?,
                        failed: count_before(counts, " failed;")?,
                        names: std::mem::take(&mut names),
                    };
                }
                // The list stands by itself; what failing tests printed came before it.
                (None, None) if !line.is_empty() => names.clear(),
                (None, None) => {}
            }
        }
        total
    }

    /// Vitest's JSON report. A file that cannot be loaded holds no tests and still fails the run:
    /// it counts as one. `None` when this is not such a report.
    pub(crate) fn of_vitest(report: &str) -> Option<Self> {
        let report: Value = serde_json::from_str(report).ok()?;
        let unreadable = report["testResults"]
            .as_array()?
            .iter()
            .filter(|file| {
                file["status"] == "failed"
                    && !file["assertionResults"]
                        .as_array()
                        .is_some_and(|tests| tests.iter().any(|test| test["status"] == "failed"))
            })
            .count();
        let tests = report["testResults"].as_array()?.iter();
        let tests = tests.filter_map(|file| file["assertionResults"].as_array()).flatten();
        let failed = tests.filter(|test| test["status"] == "failed");
        Some(Self {
            passed: report["numPassedTests"].as_u64()?,
            failed: report["numFailedTests"].as_u64()? + unreadable as u64,
            names: failed
                .filter_map(|test| test["fullName"].as_str().map(str::to_owned))
                .collect(),
        })
    }

    /// The last word on a runner that should have counted tests: a summary that is missing or
    /// empty, and a failing exit code that no test explains (a crash, a build error), are failures.
    pub(crate) fn settle(counted: Option<Self>, success: bool) -> Self {
        let tally = counted.unwrap_or_default();
        if tally.failed == 0 && (!success || tally.passed == 0) {
            return Self { failed: 1, ..tally };
        }
        tally
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.names.extend(other.names);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn count_before(text: &str, label: &str) -> Option<u64> {
    let (before, _) = text.split_once(label)?;
    before.rsplit(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64) -> Tally {
        Tally {
            passed,
            failed,
            names: Vec::new(),
        }
    }

    #[test]
    fn cargo_test_lines_are_added_up() {
        let output = "
running 2 tests
test tests::a ... ok
test tests::b ... FAILED

failures:

---- tests::b stdout ----
    not a name
thread 'tests::b' panicked

failures:
    tests::b

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s

   Doc-tests step_engine
test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.90s
";
        let names = vec!["tests::b".to_owned()];
        assert_eq!(Tally::of_cargo_test(output), Some(Tally { names, ..tally(13, 1) }));
    }

    #[test]
    fn output_without_a_summary_is_no_count() {
        assert_eq!(Tally::of_cargo_test("error: could not compile"), None);
        assert_eq!(Tally::of_cargo_test("test result: in other words"), None);
    }

    #[test]
    fn a_vitest_report_is_read() {
        let report = r#"{"numTotalTests":5,"numPassedTests":4,"numFailedTests":1,"success":false,
            "testResults":[
                {"status":"passed","assertionResults":[{"status":"passed"}]},
                {"status":"failed","assertionResults":[{"status":"failed","fullName":"a page shows"}]}]}"#;
        let names = vec!["a page shows".to_owned()];
        assert_eq!(Tally::of_vitest(report), Some(Tally { names, ..tally(4, 1) }));
    }

    #[test]
    fn a_vitest_file_that_does_not_load_counts_as_failed() {
        let report = r#"{"numPassedTests":4,"numFailedTests":0,"success":false,
            "testResults":[{"status":"failed","assertionResults":[]}]}"#;
        assert_eq!(Tally::of_vitest(report), Some(tally(4, 1)));
    }

    #[test]
    fn anything_else_is_no_vitest_report() {
        assert_eq!(Tally::of_vitest(""), None);
        assert_eq!(Tally::of_vitest("{}"), None);
    }

    #[test]
    fn silence_and_crashes_are_failures() {
        assert_eq!(Tally::settle(None, true), tally(0, 1));
        assert_eq!(Tally::settle(Some(tally(0, 0)), true), tally(0, 1));
        assert_eq!(Tally::settle(Some(tally(7, 0)), false), tally(7, 1));
        assert_eq!(Tally::settle(Some(tally(7, 2)), false), tally(7, 2));
        assert_eq!(Tally::settle(Some(tally(7, 0)), true), tally(7, 0));
    }

    #[test]
    fn the_last_line_is_plain() {
        let mut sum = tally(3, 0);
        sum += Tally::of_check(false);
        assert_eq!(sum.to_string(), "3 passed, 1 failed");
    }
}
