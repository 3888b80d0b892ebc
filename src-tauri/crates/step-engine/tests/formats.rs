//! Journals of format 1 as programs have left them, kept for good: what can be read today can be read always.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use hostile_input::{broken_lines, inputs};
use proptest::prelude::*;
use step_engine::{Event, Fact, Journal, JournalError, Outcome, RunState, Stage};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../../tests/fixtures/journals/{name}.jsonl"))
}

const ALL: [&str; 6] = ["finished", "killed", "later", "stopped", "torn", "unknown"];

/// What opening leaves, which is also what reading finds.
fn opened(name: &str) -> RunState {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    std::fs::copy(fixture(name), &path).unwrap();
    let read = Journal::read(&path).unwrap();
    let opened = Journal::open(&path, || unreachable!("it has a header")).unwrap();
    assert_eq!((&read.header, &read.state), (&opened.header, &opened.state));
    assert_eq!((read.header.format, read.header.journey.as_str()), (1, "cloud-sync"));
    assert_eq!(read.header.setup["domain"], "corp.contoso.com");
    read.state
}

fn outcome<'a>(state: &'a RunState, step: &str) -> Option<&'a Outcome> {
    state.step(step).unwrap().outcome.as_ref()
}

#[test]
fn every_kept_journal_is_of_the_list() {
    let folder = fixture("finished");
    let mut names: Vec<String> = std::fs::read_dir(folder.parent().unwrap())
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert_eq!(names, ALL);
}

#[test]
fn a_finished_run() {
    let state = opened("finished");
    assert!(state.done && !state.working);
    assert_eq!((state.steps.len(), state.last_seq()), (11, 58));
    assert!(
        state
            .steps
            .iter()
            .all(|step| step.stage == Stage::Ended && step.interrupted().is_none())
    );
    let created = |step: &str| -> Vec<String> {
        let created = &state.step(step).unwrap().created;
        created
            .iter()
            .map(|created| format!("{} {}", created.kind, created.name))
            .collect()
    };
    assert_eq!(
        created("create-configuration"),
        ["application corp.contoso.com", "configuration corp.contoso.com"]
    );
    assert_eq!(
        created("create-jobs"),
        ["job AD2AADProvisioning", "job AD2AADPasswordHash"]
    );
    assert_eq!(created("exchange-writeback-job"), ["job AAD2ADExchangeHybridWriteback"]);
    assert!(
        matches!(outcome(&state, "start-jobs"), Some(Outcome::Succeeded { output }) if output["jobs"].as_array().unwrap().len() == 3)
    );
    assert!(state.step("secrets").unwrap().ever_changed);
}

#[test]
fn a_run_that_the_person_stopped() {
    let state = opened("stopped");
    assert!(!state.done && !state.working);
    assert_eq!(outcome(&state, "create-jobs"), Some(&Outcome::Stopped));
    let interrupted = state.step("create-jobs").unwrap().interrupted().unwrap();
    assert_eq!(interrupted.created.len(), 2);
    assert_eq!(state.step("start-jobs").unwrap().stage, Stage::ToCome);
}

#[test]
fn a_run_whose_creation_nobody_saw() {
    let state = opened("unknown");
    assert!(!state.done && !state.working);
    let failure = match outcome(&state, "create-configuration") {
        Some(Outcome::Failed { failure }) => failure,
        other => panic!("{other:?}"),
    };
    assert_eq!(failure.code, "outcome-unknown");
    let intent = state
        .step("create-configuration")
        .unwrap()
        .interrupted()
        .unwrap()
        .intent
        .unwrap();
    assert_eq!(
        (&intent["name"], &intent["known"]),
        (&"corp.contoso.com".into(), &serde_json::json!([]))
    );
}

#[test]
fn a_run_that_was_killed_and_one_whose_last_line_was_torn() {
    let (killed, torn) = (opened("killed"), opened("torn"));
    assert_eq!((killed.last_seq(), torn.last_seq()), (26, 25));
    for state in [killed, torn] {
        assert!(state.working && !state.done);
        let jobs = state.step("create-jobs").unwrap();
        assert_eq!(jobs.stage, Stage::Applying);
        assert_eq!(
            jobs.interrupted().unwrap().intent.unwrap()["template"],
            "AD2AADProvisioning"
        );
    }
}

#[test]
fn fields_of_later_programs_are_passed_over() {
    let text = std::fs::read_to_string(fixture("later")).unwrap();
    assert!(text.lines().all(|line| line.contains("\"later\":")));
    assert_eq!(opened("later"), opened("finished"));
}

/// The journals, whole lines only.
fn texts() -> Vec<String> {
    let whole = |text: String| text[..=text.rfind('\n').unwrap()].to_owned();
    ALL.map(|name| whole(std::fs::read_to_string(fixture(name)).unwrap()))
        .into()
}

/// Every fact of every journal.
static FACTS: LazyLock<Vec<Fact>> = LazyLock::new(|| {
    let texts = texts();
    let lines = texts.iter().flat_map(|text| text.lines().skip(1));
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
});

proptest! {
    #![proptest_config(inputs(1_000))]

    #[test]
    fn no_journal_is_too_odd_to_open(
        bytes in broken_lines(&texts().iter().map(String::as_str).collect::<Vec<_>>()),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.jsonl");
        std::fs::write(&path, &bytes).unwrap();
        let read = Journal::read(&path);
        match Journal::open(&path, || step_engine::Header::new("t", "demo", "j", "n", serde_json::json!({}))) {
            Ok(opened) => {
                if let Ok(read) = read {
                    prop_assert_eq!((&read.header, &read.state), (&opened.header, &opened.state));
                }
                drop(opened.journal);
                let again = Journal::read(&path).unwrap();
                prop_assert_eq!((again.header, again.state), (opened.header, opened.state));
            }
            Err(JournalError::Damaged { .. } | JournalError::TooNew { .. }) => {
                prop_assert!(read.is_err());
                prop_assert_eq!(std::fs::read(&path).unwrap(), bytes, "it is left as it is");
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn facts_in_any_order_are_taken_in_or_refused_without_a_trace(
        picks in proptest::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 1..60), attempt in any::<u32>(),
    ) {
        let mut state = RunState::default();
        for (pick, in_turn) in picks {
            let mut fact = pick.get(&FACTS).clone();
            if in_turn {
                fact.seq = state.last_seq() + 1;
            }
            if let Event::StepStarted { attempt: named, .. } = &mut fact.event {
                *named = attempt;
            }
            let before = state.clone();
            if state.apply(&fact).is_err() {
                prop_assert_eq!(&state, &before);
            }
            for step in &state.steps {
                let _ = step.interrupted();
            }
        }
    }
}
