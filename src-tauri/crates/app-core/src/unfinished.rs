//! Runs that were begun and not ended, as their journals tell. Reads only: takes no lock and sets nothing aside.

use std::path::Path;

use graph_client::CloudKind;
use jiff::Timestamp;
use journeys::{Setup, StepId};
use serde_json::Value;
use step_engine::{ErrorKind, Journal, Outcome, Record, RunState, Stage, StepRecord};

use crate::journal_file::{self, JournalFile};
use crate::view::UnfinishedRun;

/// The runs on this tenant of which a wanted step has not come to a good end, newest first. A journal that cannot be read, or that
/// is about something else than its place says, is left out.
pub(crate) fn unfinished(state_dir: &Path, cloud: CloudKind, tenant: &str) -> Vec<UnfinishedRun> {
    let Ok(entries) = std::fs::read_dir(journal_file::folder(state_dir, cloud, tenant)) else {
        return Vec::new(); // nothing was ever run here
    };
    let is_in_its_place = |path: &Path, record: &Record| {
        let header = &record.header;
        let place = JournalFile::new(state_dir, cloud, tenant, "cloud-sync", &header.name);
        place.is_at(path) && place.is_about(header)
    };
    let mut found: Vec<(Timestamp, UnfinishedRun)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let record = Journal::read(&path).ok()?;
            is_in_its_place(&path, &record).then_some(record)
        })
        .filter_map(|record| read(&record))
        .collect();
    found.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.name.cmp(&b.name)));
    found.into_iter().map(|(_, run)| run).collect()
}

/// `None` when every wanted step came to a good end.
fn read(record: &Record) -> Option<(Timestamp, UnfinishedRun)> {
    let Record { header, state } = record;
    let setup = Setup::parse(&header.setup.to_string()).ok()?;
    let (done, total) = progress(&setup, state);
    if done == total {
        return None;
    }
    let at = state.at.unwrap_or(header.began);
    let run = UnfinishedRun {
        name: header.name.clone(),
        setup: answers(&setup, state),
        done,
        total,
        unknown: state.steps.iter().any(is_unknown),
        at: at.to_string(),
    };
    Some((at, run))
}

/// The header keeps the answers of the first run. A later one that went on to start the jobs wanted that too.
fn answers(setup: &Setup, state: &RunState) -> Value {
    let mut answers = setup.to_value();
    if state.step(StepId::StartJobs.as_str()).is_some_and(is_begun) {
        answers["start"] = Value::Bool(true);
    }
    answers
}

/// How many steps came to a good end, of how many that are wanted: by the answers, or because a later run began them.
fn progress(setup: &Setup, state: &RunState) -> (u32, u32) {
    let wanted = |step: &&StepRecord| {
        let by_answers = StepId::of(&step.id).is_none_or(|id| is_wanted(setup, id));
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

/// The steps that depend on an answer. A plan tells the same by looking; a journal that broke off early cannot.
fn is_wanted(setup: &Setup, step: StepId) -> bool {
    match step {
        StepId::PasswordHashMapping => setup.password_hash_sync() != Some(false),
        StepId::ExchangeSchema | StepId::ExchangeWritebackJob => setup.exchange_hybrid_writeback(),
        StepId::AgentAnswer | StepId::StartJobs | StepId::FirstStatus => setup.starts() != Some(false),
        StepId::RemoveJobs | StepId::RemoveApplication => false,
        StepId::AgentCheck
        | StepId::TenantSyncFlag
        | StepId::CreateConfiguration
        | StepId::CreateJobs
        | StepId::Secrets
        | StepId::Scope => true,
    }
}
