//! Runs that were begun and not ended, as their journals tell. Reads only: takes no lock and sets nothing aside.

use std::path::{Path, PathBuf};

use graph_client::CloudKind;
use jiff::Timestamp;
use journeys::{Setup, StepId};
use serde_json::Value;
use step_engine::{ErrorKind, Header, Journal, Outcome, Record, RunState, Stage, StepRecord};

use crate::feed;
use crate::journal_file::{self, JournalFile};
use crate::run_key::RunKey;
use crate::view::{CloudName, KnownFeed, OwedAct, RunKind, UnfinishedAnywhere, UnfinishedRun};

/// Every kind of cloud that a journal can be about.
pub(crate) const CLOUDS: [CloudKind; 6] = [
    CloudKind::Demo,
    CloudKind::Global,
    CloudKind::UsGov,
    CloudKind::UsGovDod,
    CloudKind::China,
    CloudKind::Custom,
];

/// The runs on this tenant of which a wanted step has not come to a good end, newest first. A journal that cannot be read, or that
/// is about something else than its place says, is left out.
pub(crate) fn unfinished(state_dir: &Path, cloud: CloudKind, tenant: &str) -> Vec<UnfinishedRun> {
    let mut found: Vec<(Timestamp, UnfinishedRun)> = entries(&journal_file::folder(state_dir, cloud, tenant))
        .filter_map(|path| journal(&path, |_, key| JournalFile::new(state_dir, cloud, tenant, key)))
        .filter_map(|(key, record)| {
            let at = record.state.at.unwrap_or(record.header.began);
            Some((at, run(key, &record, at)?))
        })
        .collect();
    found.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.name.cmp(&b.name)));
    found.into_iter().map(|(_, run)| run).collect()
}

/// What was begun and not ended on whichever tenant, newest first.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Anywhere {
    pub(crate) runs: Vec<UnfinishedAnywhere>,
    pub(crate) acts: Vec<OwedAct>,
    pub(crate) feeds: Vec<KnownFeed>,
}

/// The same of every tenant with journals below these state folders, in whichever cloud; acts, and feeds that people were sent through,
/// besides.
pub(crate) fn anywhere(state_dirs: &[PathBuf]) -> Anywhere {
    let mut runs: Vec<(Timestamp, UnfinishedAnywhere)> = Vec::new();
    let mut acts: Vec<(Timestamp, OwedAct)> = Vec::new();
    for state_dir in state_dirs {
        let tenants = entries(&journal_file::runs(state_dir)).flat_map(|kind| entries(&kind));
        for path in tenants.flat_map(|tenant| entries(&tenant)) {
            let mut whose = None;
            let found = journal(&path, |header, key| {
                let cloud = CLOUDS.into_iter().find(|cloud| cloud.as_str() == header.cloud);
                whose = cloud;
                // A cloud that this version does not know is not where the journal lies either.
                JournalFile::new(state_dir, cloud.unwrap_or(CloudKind::Custom), &header.tenant, key)
            });
            let (Some(cloud), Some((key, record))) = (whose, found) else {
                continue;
            };
            let at = record.state.at.unwrap_or(record.header.began);
            if key.kind == RunKind::Act {
                acts.extend(owed(record, cloud.into(), at).map(|act| (at, act)));
                continue;
            }
            let run = run(key, &record, at);
            let Header {
                tenant, tenant_name, ..
            } = record.header;
            runs.extend(run.map(|run| {
                let cloud = cloud.into();
                (
                    at,
                    UnfinishedAnywhere {
                        cloud,
                        tenant,
                        tenant_name,
                        run,
                    },
                )
            }));
        }
    }
    runs.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.tenant.cmp(&b.tenant)));
    acts.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.tenant.cmp(&b.tenant)));
    let mut feeds: Vec<KnownFeed> = state_dirs.iter().flat_map(|state_dir| feed::known(state_dir)).collect();
    feeds.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.name.cmp(&other.name)));
    Anywhere {
        runs: runs.into_iter().map(|(_, run)| run).collect(),
        acts: acts.into_iter().map(|(_, act)| act).collect(),
        feeds,
    }
}

/// What lies in a folder; nothing where it cannot be read or was never made.
pub(crate) fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.path()))
}

/// `None` for a file that is no journal in its `place`.
fn journal(path: &Path, place: impl FnOnce(&Header, RunKey) -> JournalFile) -> Option<(RunKey, Record)> {
    let record = Journal::read(path).ok()?;
    let key = RunKey::of_header(&record.header)?;
    let place = place(&record.header, key.clone());
    let is_ours = place.is_at(path) && place.is_about(&record.header) && place.is_private();
    is_ours.then_some((key, record))
}

/// `None` when every wanted step came to a good end, and for an act.
fn run(key: RunKey, record: &Record, at: Timestamp) -> Option<UnfinishedRun> {
    let Record { header, state } = record;
    let setup = Setup::parse(&header.setup.to_string()).ok()?;
    let (done, total) = progress(&setup, key.kind, state);
    if done == total {
        return None;
    }
    Some(UnfinishedRun {
        journey: key.journey,
        kind: key.kind,
        name: key.name,
        row: key.row,
        setup: answers(&setup, state),
        done,
        total,
        unknown: state.steps.iter().any(is_unknown),
        at: at.to_string(),
    })
}

/// `None` when it came to its end, or changed nothing before it broke off.
fn owed(record: Record, cloud: CloudName, at: Timestamp) -> Option<OwedAct> {
    let Record { header, state } = record;
    if state.done || !state.steps.iter().any(may_have_changed) {
        return None;
    }
    Some(OwedAct {
        cloud,
        tenant: header.tenant,
        tenant_name: header.tenant_name,
        steering: serde_json::from_value(header.setup).ok()?,
        unknown: state.steps.iter().any(is_unknown),
        at: at.to_string(),
    })
}

/// It changed something, or broke off while it did and was not refused.
fn may_have_changed(step: &StepRecord) -> bool {
    let was_refused = step.stage == Stage::Ended
        && matches!(&step.outcome, Some(Outcome::Failed { failure }) if failure.kind != ErrorKind::OutcomeUnknown);
    step.ever_changed || step.interrupted().is_some() && !was_refused
}

/// The header keeps the answers of the first run. A later one that went on to start the jobs wanted that too.
fn answers(setup: &Setup, state: &RunState) -> Value {
    if state.step(StepId::StartJobs.as_str()).is_some_and(is_begun) {
        setup.clone().starting().to_value()
    } else {
        setup.to_value()
    }
}

/// How many steps came to a good end, of how many that are wanted: by the answers, or because a later run began them.
fn progress(setup: &Setup, kind: RunKind, state: &RunState) -> (u32, u32) {
    let wanted = |step: &&StepRecord| {
        let by_answers = kind == RunKind::Removal || StepId::of(&step.id).is_none_or(|id| setup.wants(id));
        is_begun(step) || by_answers && step.outcome != Some(Outcome::Skipped)
    };
    let mut count = (0, 0);
    for step in state.steps.iter().filter(wanted) {
        count.0 += u32::from(ended_well(step));
        count.1 += 1;
    }
    count
}

fn is_begun(step: &StepRecord) -> bool {
    step.interrupted().is_some()
        || step
            .outcome
            .as_ref()
            .is_some_and(|outcome| *outcome != Outcome::Skipped)
}

fn ended_well(step: &StepRecord) -> bool {
    let good = matches!(
        step.outcome,
        Some(Outcome::Succeeded { .. } | Outcome::AlreadyDone { .. })
    );
    good && step.interrupted().is_none()
}

/// Nobody knows whether the change that was begun last was made.
fn is_unknown(step: &StepRecord) -> bool {
    let lost =
        |outcome: &Outcome| matches!(outcome, Outcome::Failed { failure } if failure.kind == ErrorKind::OutcomeUnknown);
    step.stage == Stage::Applying || step.interrupted().is_some() && step.outcome.as_ref().is_some_and(lost)
}
