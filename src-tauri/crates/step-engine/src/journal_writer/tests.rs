//! The disk fills up, refuses or loses its power at every operation of a run: nothing is changed without a note of it, and what is
//! left of the journal is a beginning of it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::Disk;
use crate::kept_lines::Lines;
use crate::{
    Cx, Fact, Finding, Header, Journal, Observer, Opened, Preview, Progress, Run, RunState, Services, Step, StepError,
    StepList, run,
};

/// What of one operation still happens when the disk fails in it.
#[derive(Debug, Clone, Copy)]
enum Happens {
    Nothing,
    Half,
    /// All of it, but nobody is told.
    All,
}

/// Bytes that stay, and bytes that a power cut may take.
#[derive(Debug, Default)]
struct Platter {
    synced: Vec<u8>,
    unsynced: Vec<u8>,
}

impl Platter {
    /// What may be found after the power has failed: any part of what was not synced, with or without holes.
    fn leavings(&self) -> Vec<Vec<u8>> {
        let tail = &self.unsynced;
        let half = tail.len() / 2;
        let zeros = |count: usize| vec![0; count];
        let mut tails: Vec<Vec<u8>> = [0, 1, half, tail.len().saturating_sub(1), tail.len()]
            .into_iter()
            .map(|length| tail[..length.min(tail.len())].to_vec())
            .collect();
        tails.push(zeros(tail.len()));
        tails.push([zeros(half), tail[half..].to_vec()].concat());
        tails.push([tail[..half].to_vec(), zeros(tail.len() - half)].concat());
        tails.sort();
        tails.dedup();
        let whole = |tail| [self.synced.clone(), tail].concat();
        tails.into_iter().map(whole).collect()
    }
}

/// Works for a number of operations and then never again.
struct FailingDisk {
    platter: Arc<Mutex<Platter>>,
    left: usize,
    happens: Happens,
}

impl FailingDisk {
    /// What happens of this operation, and whether it succeeds.
    fn works(&mut self) -> (Happens, io::Result<()>) {
        let full = Err(io::ErrorKind::StorageFull.into());
        match self.left {
            0 => (Happens::Nothing, full),
            1 => {
                self.left = 0;
                (self.happens, full)
            }
            _ => {
                self.left -= 1;
                (Happens::All, Ok(()))
            }
        }
    }
}

impl Disk for FailingDisk {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let (happens, result) = self.works();
        let length = match happens {
            Happens::Nothing => 0,
            Happens::Half => bytes.len() / 2,
            Happens::All => bytes.len(),
        };
        self.platter.lock().unwrap().unsynced.extend(&bytes[..length]);
        result
    }

    fn sync(&mut self) -> io::Result<()> {
        let (happens, result) = self.works();
        if matches!(happens, Happens::All) {
            let mut platter = self.platter.lock().unwrap();
            let written = std::mem::take(&mut platter.unsynced);
            platter.synced.extend(written);
        }
        result
    }
}

/// What steps change, and the disk that must know of it first.
#[derive(Default)]
struct World {
    changed: Mutex<Vec<&'static str>>,
    platter: Arc<Mutex<Platter>>,
}

impl Services for World {
    fn confirm_window(&self) -> Duration {
        Duration::from_secs(1)
    }
}

/// Makes the thing of its name.
struct Make<const AT: usize>;

const NAMES: [&str; 3] = ["first", "second", "third"];

impl<const AT: usize> Step<World> for Make<AT> {
    type Output = String;
    const ID: &'static str = NAMES[AT];

    async fn check(&self, cx: &Cx<World>) -> Result<Finding<String>, StepError> {
        let there = cx.services().changed.lock().unwrap().contains(&Self::ID);
        Ok(if there {
            Finding::AlreadyDone(Self::ID.into(), Preview::none())
        } else {
            Finding::Needed(Preview::none())
        })
    }

    async fn apply(&self, cx: &Cx<World>) -> Result<String, StepError> {
        cx.intend(json!({ "make": Self::ID })).await?;
        let world = cx.services();
        let on_disk = String::from_utf8(world.platter.lock().unwrap().synced.clone()).unwrap();
        let note = format!("\"event\":\"intended\",\"step\":{:?}", Self::ID);
        assert!(on_disk.contains(&note), "{} is made without a note of it", Self::ID);
        world.changed.lock().unwrap().push(Self::ID);
        cx.note_created("thing", Self::ID, Self::ID);
        Ok(Self::ID.into())
    }
}

/// The first two side by side.
fn list() -> StepList<World> {
    StepList::new()
        .step(Make::<0>, &[])
        .step(Make::<1>, &[])
        .step(Make::<2>, &["first", "second"])
}

#[derive(Default)]
struct Facts(Mutex<Vec<Fact>>);

impl Observer for Facts {
    fn fact(&self, fact: &Fact) {
        self.0.lock().unwrap().push(fact.clone());
    }
    fn progress(&self, _: &'static str, _: Progress) {}
}

fn open(path: &Path) -> Opened {
    Journal::open(path, || Header::new("t", "demo", "toys", "box", json!({}))).unwrap()
}

/// A run that goes on where `earlier` ends, on a disk with this many operations left.
fn journal_on(disk: impl Disk, path: PathBuf, seq: u64) -> Journal {
    Journal::of(Lines::on(disk, path.clone()), path, seq)
}

async fn go(
    world: &Arc<World>,
    earlier: RunState,
    left: usize,
    happens: Happens,
) -> (Result<bool, StepError>, Vec<Fact>) {
    let disk = FailingDisk {
        platter: Arc::clone(&world.platter),
        left,
        happens,
    };
    let facts = Arc::new(Facts::default());
    let run_ = Run {
        list: list(),
        services: Arc::clone(world),
        journal: journal_on(disk, PathBuf::from("run.jsonl"), earlier.last_seq()),
        earlier,
        stop: CancellationToken::new(),
    };
    let ended = run(run_, Arc::clone(&facts) as Arc<dyn Observer>).await;
    let told = facts.0.lock().unwrap().clone();
    (ended, told)
}

#[tokio::test]
async fn wherever_the_disk_fails_nothing_noted_is_lost_and_nothing_is_made_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    drop(open(&path));
    let header = std::fs::read(&path).unwrap();
    let (mut failures, mut reopened) = (0, 0);
    for happens in [Happens::Nothing, Happens::Half, Happens::All] {
        for left in 1.. {
            let world = Arc::new(World::default());
            let (ended, facts) = go(&world, RunState::default(), left, happens).await;
            let error = match ended {
                // The disk would have failed after the end.
                Ok(done) => {
                    assert!(done, "{facts:?}");
                    break;
                }
                Err(error) => error.to_failure(),
            };
            failures += 1;
            assert_eq!(
                (error.code.as_str(), error.facts["file"].as_str()),
                ("file-trouble", "run.jsonl")
            );
            assert!(error.details.contains("no storage space"), "{}", error.details);
            let (settled, leavings) = {
                let platter = world.platter.lock().unwrap();
                let settled = platter.synced.iter().filter(|byte| **byte == b'\n').count() as u64;
                (settled, platter.leavings())
            };
            for left_over in leavings {
                reopened += 1;
                std::fs::write(&path, [header.clone(), left_over].concat()).unwrap();
                let state = open(&path).state;
                assert!(state.last_seq() >= settled, "{settled} facts were on disk");
                let known = usize::try_from(state.last_seq()).unwrap();
                assert_eq!(state, RunState::fold(&facts[..known]).unwrap());

                let again = Arc::new(World {
                    changed: Mutex::new(world.changed.lock().unwrap().clone()),
                    ..World::default()
                });
                let (ended, _) = go(&again, state, usize::MAX, Happens::All).await;
                assert!(ended.unwrap());
                let mut made = again.changed.lock().unwrap().clone();
                made.sort_unstable();
                assert_eq!(made, NAMES);
            }
        }
    }
    assert!(
        failures > 30 && reopened > 100,
        "{failures} failures, {reopened} reopened"
    );
}

#[tokio::test]
async fn a_disk_that_fails_at_once_changes_nothing() {
    let world = Arc::new(World::default());
    let (ended, facts) = go(&world, RunState::default(), 1, Happens::Half).await;
    assert!(ended.is_err());
    assert!(world.changed.lock().unwrap().is_empty());
    let state = RunState::fold(&facts).unwrap();
    assert!(!state.done && !state.working);
}

/// The device that is always full stands for a full disk.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_told_with_its_file_and_its_reason() {
    let device = PathBuf::from("/dev/full");
    let file = std::fs::OpenOptions::new().append(true).open(&device).unwrap();
    let world = Arc::new(World::default());
    let run_ = Run {
        list: list(),
        services: Arc::clone(&world),
        journal: journal_on(file, device, 0),
        earlier: RunState::default(),
        stop: CancellationToken::new(),
    };
    let failure = run(run_, Arc::new(crate::Unobserved)).await.unwrap_err().to_failure();
    assert_eq!(
        (failure.code.as_str(), failure.facts["file"].as_str()),
        ("file-trouble", "/dev/full")
    );
    assert!(
        failure.details.contains("No space left on device"),
        "{}",
        failure.details
    );
    assert!(world.changed.lock().unwrap().is_empty());
}
