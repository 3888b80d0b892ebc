//! The engine with toy steps.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use step_engine::{
    Cx, ErrorKind, Fact, Finding, FindingKind, Header, Journal, JournalError, Observer, Opened, Outcome, Phase,
    Preview, Progress, Release, Run, RunState, Services, Stage, Step, StepError, StepList, plan, run,
};
use tokio_util::sync::CancellationToken;

/// A world that steps look at and change.
#[derive(Default)]
struct World {
    done: Mutex<Vec<&'static str>>,
    log: Mutex<Vec<String>>,
    fail: Option<&'static str>,
    blind: Option<&'static str>,
    blocked: Option<&'static str>,
}

impl World {
    fn say(&self, what: &str, step: &str) {
        self.log.lock().unwrap().push(format!("{what} {step}"));
    }
    fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }
}

impl Services for World {
    fn confirm_window(&self) -> Duration {
        Duration::from_millis(200)
    }
}

macro_rules! toy {
    ($name:ident, $id:literal, $release:expr) => {
        struct $name;
        impl Step<World> for $name {
            type Output = String;
            const ID: &'static str = $id;
            const RELEASE: Release = $release;
            async fn check(&self, cx: &Cx<World>) -> Result<Finding<String>, StepError> {
                let world = cx.services();
                world.say(if cx.phase() == Phase::Confirm { "confirm" } else { "look" }, $id);
                if world.blocked == Some($id) {
                    return Ok(Finding::Blocked(StepError::new(ErrorKind::Conflict, "toy-in-the-way", "toying")));
                }
                let seen = world.done.lock().unwrap().contains(&$id) && world.blind != Some($id);
                Ok(if seen {
                    Finding::AlreadyDone($id.into(), Preview::none())
                } else {
                    Finding::Needed(Preview::none().differs("colour", "red", "blue").differs("size", "9", ""))
                })
            }
            async fn apply(&self, cx: &Cx<World>) -> Result<String, StepError> {
                let world = cx.services();
                cx.intend(json!({ "make": $id })).await?;
                world.say("change", $id);
                if world.fail == Some($id) {
                    return Err(StepError::new(ErrorKind::Unavailable, "service-unavailable", "toying").with("step", $id));
                }
                world.done.lock().unwrap().push($id);
                cx.note_created("toy", $id, $id);
                Ok($id.into())
            }
        }
    };
}

toy!(First, "first", Release::Applied);
toy!(Second, "second", Release::Confirmed);
toy!(Third, "third", Release::Confirmed);

fn list() -> StepList<World> {
    StepList::new()
        .step(First, &[])
        .step(Second, &["first"])
        .step(Third, &["first", "second"])
}

#[derive(Default)]
struct Seen(Mutex<RunState>);

impl Observer for Seen {
    fn fact(&self, fact: &Fact) {
        self.0.lock().unwrap().apply(fact).unwrap();
    }
    fn progress(&self, _: &'static str, _: Progress) {}
}

fn open(path: &Path) -> Opened {
    Journal::open(path, || Header::new("t", "demo", "toys", "box", json!({}))).unwrap()
}

async fn go(world: &Arc<World>, path: &Path) -> (bool, RunState) {
    let opened = open(path);
    let seen = Arc::new(Seen(Mutex::new(opened.state.clone())));
    let run_ = Run {
        list: list(),
        services: Arc::clone(world),
        journal: opened.journal,
        earlier: opened.state,
        stop: CancellationToken::new(),
    };
    let done = run(run_, Arc::clone(&seen) as Arc<dyn Observer>).await.unwrap();
    let state = seen.0.lock().unwrap().clone();
    (done, state)
}

fn outcome<'a>(state: &'a RunState, step: &str) -> &'a Outcome {
    state.step(step).unwrap().outcome.as_ref().unwrap()
}

#[tokio::test]
async fn a_run_looks_changes_and_looks_again() {
    let folder = tempfile::tempdir().unwrap();
    let world = Arc::new(World::default());
    let (done, state) = go(&world, &folder.path().join("run.jsonl")).await;
    assert!(done && state.done);
    assert_eq!(outcome(&state, "third"), &Outcome::Succeeded { output: json!("third") });
    assert_eq!(state.step("second").unwrap().created[0].kind, "toy");
    let log = world.log();
    let place = |what: &str| {
        log.iter()
            .rposition(|line| line == what)
            .unwrap_or_else(|| panic!("{what} in {log:?}"))
    };
    assert!(place("look first") < place("change first") && place("change first") < place("confirm first"));
    assert!(
        place("confirm second") < place("look third"),
        "third waits for the read-back of second"
    );
}

#[tokio::test]
async fn a_second_run_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    let world = Arc::new(World::default());
    go(&world, &path).await;
    world.log.lock().unwrap().clear();
    let (done, state) = go(&world, &path).await;
    assert!(done);
    let looks = ["look first", "look second", "look third"];
    assert_eq!(
        world.log(),
        [looks, looks].concat(),
        "once before anything, once in turn"
    );
    assert_eq!(
        outcome(&state, "first"),
        &Outcome::AlreadyDone { output: json!("first") }
    );
    let first = state.step("first").unwrap();
    assert_eq!(first.attempts, 2);
    assert!(!first.changed && first.ever_changed, "changed by the run before");
}

#[tokio::test]
async fn a_failure_keeps_its_intent_for_the_next_attempt() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    let world = Arc::new(World {
        fail: Some("second"),
        ..World::default()
    });
    let (done, state) = go(&world, &path).await;
    assert!(!done && !state.done && !state.working);
    assert_eq!(state.step("third").unwrap().stage, Stage::ToCome);
    assert!(matches!(outcome(&state, "second"), Outcome::Failed { failure } if failure.code == "service-unavailable"));
    let again = open(&path);
    let interrupted = again.state.step("second").unwrap().interrupted().unwrap();
    assert_eq!(interrupted.intent, Some(json!({ "make": "second" })));
    assert_eq!(again.state.step("first").unwrap().interrupted(), None);
}

#[tokio::test]
async fn a_blocked_step_anywhere_means_that_nothing_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let world = Arc::new(World {
        blocked: Some("third"),
        ..World::default()
    });
    let (done, state) = go(&world, &folder.path().join("run.jsonl")).await;
    assert!(!done);
    assert!(
        world.log().iter().all(|line| line.starts_with("look")),
        "{:?}",
        world.log()
    );
    assert!(matches!(outcome(&state, "third"), Outcome::Failed { failure } if failure.code == "toy-in-the-way"));
    assert_eq!(state.step("first").unwrap().stage, Stage::ToCome);
}

#[tokio::test]
async fn what_never_reads_back_is_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let world = Arc::new(World {
        blind: Some("second"),
        ..World::default()
    });
    let (done, state) = go(&world, &folder.path().join("run.jsonl")).await;
    assert!(!done);
    let Outcome::Failed { failure } = outcome(&state, "second") else {
        panic!("{state:?}");
    };
    assert_eq!(failure.code, "not-confirmed");
    let told = ["setting", "wanted", "found"].map(|name| failure.facts[name].as_str());
    assert_eq!(told, ["colour; size", "red; 9", "blue; –"]);
}

#[tokio::test]
async fn a_stopped_run_begins_nothing_new() {
    let folder = tempfile::tempdir().unwrap();
    let opened = open(&folder.path().join("run.jsonl"));
    let world = Arc::new(World::default());
    let stop = CancellationToken::new();
    stop.cancel();
    let run_ = Run {
        list: list(),
        services: Arc::clone(&world),
        journal: opened.journal,
        earlier: opened.state,
        stop,
    };
    assert!(!run(run_, Arc::new(step_engine::Unobserved)).await.unwrap());
    assert_eq!(world.log(), Vec::<String>::new());
}

#[tokio::test]
async fn a_plan_changes_nothing_and_has_every_step() {
    let world = Arc::new(World::default());
    let planned = plan(
        &list(),
        Arc::clone(&world),
        Arc::new(step_engine::Unobserved),
        CancellationToken::new(),
    )
    .await;
    let found: Vec<_> = planned
        .iter()
        .map(|step| (step.id, step.finding.as_ref().unwrap().0))
        .collect();
    assert_eq!(
        found,
        [
            ("first", FindingKind::Needed),
            ("second", FindingKind::Needed),
            ("third", FindingKind::Needed)
        ]
    );
    assert!(world.log().iter().all(|line| line.starts_with("look")));
}

#[tokio::test]
async fn a_plan_tells_nothing_of_steps_behind_an_obstacle() {
    let world = Arc::new(World {
        blocked: Some("second"),
        ..World::default()
    });
    let observer = Arc::new(step_engine::Unobserved);
    let planned = plan(&list(), Arc::clone(&world), observer, CancellationToken::new()).await;
    let found: Vec<_> = planned.iter().map(|step| (step.id, step.finding.is_ok())).collect();
    assert_eq!(found, [("first", true), ("second", false)]);
    assert_eq!(world.log(), ["look first", "look second"]);
}

#[tokio::test]
async fn a_torn_last_line_is_dropped_and_the_rest_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    let world = Arc::new(World::default());
    let (_, before) = go(&world, &path).await;
    let whole = std::fs::read(&path).unwrap();
    for cut in 1..40 {
        let torn = &whole[..whole.len() - cut];
        std::fs::write(&path, torn).unwrap();
        let read = Journal::read(&path).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), torn, "reading changes nothing");
        let opened = open(&path);
        assert_eq!((read.header, read.state), (opened.header, opened.state.clone()));
        assert_eq!(opened.state.last_seq() + 1, before.last_seq(), "{cut} bytes missing");
    }
}

#[test]
fn a_journal_belongs_to_one_process_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    let first = open(&path);
    let second = Journal::open(&path, || unreachable!());
    assert!(matches!(second, Err(JournalError::Held { .. })), "{second:?}");
    assert_eq!(Journal::read(&path).unwrap().header, first.header);
    drop(first);
}

#[test]
fn a_damaged_journal_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    drop(open(&path));
    let mut text = std::fs::read_to_string(&path).unwrap();
    text.push_str("{\"seq\":7,\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"applying\",\"step\":\"first\"}\n");
    std::fs::write(&path, &text).unwrap();
    let refused = Journal::open(&path, || unreachable!());
    assert!(
        matches!(refused, Err(JournalError::Damaged { line: 2, .. })),
        "{refused:?}"
    );
    let unread = Journal::read(&path);
    assert!(
        matches!(unread, Err(JournalError::Damaged { line: 2, .. })),
        "{unread:?}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn what_holds_no_journal_cannot_be_read_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    assert!(matches!(Journal::read(&path), Err(JournalError::File { .. })));
    for text in ["", "{\"journal\":1", "\n\n", "nothing\n"] {
        std::fs::write(&path, text).unwrap();
        assert!(
            matches!(Journal::read(&path), Err(JournalError::Damaged { line: 1, .. })),
            "{text:?}"
        );
    }
}
