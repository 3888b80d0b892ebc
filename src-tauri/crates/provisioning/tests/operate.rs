//! Jobs as Graph tells them, each with what is to be said of it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::path::Path;

use graph_client::models::Job;
use jiff::Timestamp;
use provisioning::{Level, State, Verdict, judge, worst_first};
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
struct Case {
    #[serde(skip)]
    name: String,
    now: Timestamp,
    job: Value,
    expect: Map<String, Value>,
}

impl Case {
    fn verdict(&self) -> Verdict {
        let job: Job =
            serde_json::from_value(self.job.clone()).unwrap_or_else(|error| panic!("{}: {error}", self.name));
        judge(&job, self.now)
    }
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/operate");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let read = |file: std::path::PathBuf| {
        let case: Case = serde_json::from_slice(&std::fs::read(&file).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        Case {
            name: file.file_stem().unwrap().to_string_lossy().into_owned(),
            ..case
        }
    };
    files.map(read).collect()
}

/// What a verdict says, by the names that the cases use.
fn said(verdict: &Verdict) -> Value {
    json!({
        "state": verdict.state,
        "level": verdict.level,
        "since": verdict.since,
        "deadline": verdict.deadline,
        "nextTry": verdict.next_try,
        "lastGoodRun": verdict.last_good_run,
        "affected": verdict.affected,
        "progress": verdict.progress,
        "choice": verdict.choice,
        "cause": verdict.cause,
        "reason": verdict.reason,
        "error": verdict.error,
    })
}

#[test]
fn every_job_is_judged_as_its_case_says() {
    let cases = cases();
    assert!(cases.len() >= 50, "{} cases", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .flat_map(|case| {
            let said = said(&case.verdict());
            let wrong = case
                .expect
                .iter()
                .filter(|(name, value)| said[name.as_str()] != **value);
            let told =
                |(name, value): (&String, &Value)| format!("{}: {name} is {}, not {value}", case.name, said[name]);
            wrong.map(told).collect::<Vec<_>>()
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_state_has_a_case() {
    let seen: BTreeSet<State> = cases().iter().map(|case| case.verdict().state).collect();
    let missing: Vec<&State> = State::ALL.iter().filter(|state| !seen.contains(state)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_state_is_written_as_it_is_called() {
    for state in State::ALL {
        assert_eq!(json!(state), json!(state.as_str()));
        let back: State = serde_json::from_value(json!(state)).unwrap();
        assert_eq!(back, *state);
    }
}

/// A try moves `currentBegan`, and nothing may move the day on which Microsoft gives up.
#[test]
fn the_day_of_the_switch_off_does_not_move() {
    let case = cases().into_iter().find(|case| case.name == "reason-Unknown").unwrap();
    let first = case.verdict();
    let mut job = case.job.clone();
    for retry in ["2026-02-16T12:00:00Z", "2026-03-01T12:00:00Z", "2026-03-14T12:00:00Z"] {
        job["status"]["quarantine"]["currentBegan"] = json!(retry);
        let later = judge(&serde_json::from_value(job.clone()).unwrap(), retry.parse().unwrap());
        assert_eq!((later.since, later.deadline), (first.since, first.deadline), "{retry}");
    }
}

#[test]
fn the_worst_comes_first() {
    let at = |day: i8| Some(format!("2026-02-{day:02}T00:00:00Z").parse::<Timestamp>().unwrap());
    let in_order = [
        worst_first(Level::Urgent, at(1), None, None, "z"),
        worst_first(Level::Urgent, at(2), None, None, "a"),
        worst_first(Level::Urgent, None, Some(5), None, "a"),
        worst_first(Level::Urgent, None, Some(4), at(1), "a"),
        worst_first(Level::Urgent, None, None, at(1), "b"),
        worst_first(Level::Urgent, None, None, at(2), "a"),
        worst_first(Level::Urgent, None, None, None, "a"),
        worst_first(Level::NeedsYou, at(1), None, None, "a"),
        worst_first(Level::CannotSee, None, None, None, "a"),
        worst_first(Level::Moving, None, None, None, "a"),
        worst_first(Level::Fine, None, None, None, "a"),
        worst_first(Level::Fine, None, None, None, "b"),
    ];
    assert!(in_order.is_sorted());
}
