//! How a job is doing, from its answer alone (contract 7.3, 7.4).

use graph_client::models::{Job, JobCode, Quarantine, TaskExecution, TaskResult};
use jiff::{SignedDuration, Span, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Cause;

/// Microsoft switches off what stays in quarantine so long, counted from the first failure of the series.
pub const GIVES_UP_AFTER: SignedDuration = SignedDuration::from_hours(28 * 24);

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It runs, and its last run was good.
    InStep,
    /// It runs, and its first round (initial cycle) is not complete.
    FirstRound,
    /// It was started and has not begun.
    Starting,
    /// It is there and was never started.
    NeverStarted,
    /// It has no credentials.
    NotConfigured,
    /// It does not run; a cause beside it says that it was in quarantine before.
    Paused,
    /// Microsoft holds it back and tries again now and then.
    Quarantined,
    /// Microsoft switched it off after [`GIVES_UP_AFTER`]; nothing is tried any more.
    SwitchedOff,
    /// So many objects failed in the first round that it paused by itself.
    WaitsForCleanUp,
    /// Its last run failed; it is tried again.
    RunFailed,
    /// It is said to be active, and no run has ended for long.
    Silent,
    /// Microsoft's code for it is not known.
    UnknownCode,
}

/// How much a standing asks of a person; the worst is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Good as it is.
    Fine,
    /// Under way.
    Moving,
    /// Somebody should look.
    NeedsYou,
    /// Nothing comes through.
    Urgent,
}

/// How a job is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Where it stands.
    pub standing: Standing,
    /// Since when, where that is known.
    pub since: Option<Timestamp>,
    /// When Microsoft switches it off, or switched it off.
    pub switch_off: Option<Timestamp>,
    /// End of the last run, whatever came of it.
    pub last_run: Option<Timestamp>,
    /// End of the last run that brought what was due, apart from single objects that fail.
    pub last_good_run: Option<Timestamp>,
    /// When Microsoft tries again.
    pub next_try: Option<Timestamp>,
    /// Why it is, or was, held back.
    pub cause: Option<Cause>,
}

impl Standing {
    /// How much it asks of a person.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::InStep => Level::Fine,
            Self::FirstRound | Self::Starting => Level::Moving,
            Self::NeverStarted
            | Self::NotConfigured
            | Self::Paused
            | Self::RunFailed
            | Self::Silent
            | Self::UnknownCode => Level::NeedsYou,
            Self::Quarantined | Self::SwitchedOff | Self::WaitsForCleanUp => Level::Urgent,
        }
    }

    /// Nothing comes through until somebody acts, or the cause goes.
    #[must_use]
    pub fn is_stuck(self) -> bool {
        self.level() == Level::Urgent
    }
}

/// Judges a job by the service's time.
#[must_use]
pub fn judge(job: &Job, now: Timestamp) -> Health {
    let last = job.last_execution();
    let ended = |run: &TaskExecution| run.time_ended;
    let last_run = last.and_then(ended);
    let good = job.status.last_successful_execution.as_ref();
    let good = good.filter(|run| run.has_run()).and_then(ended);
    // A run in which some objects failed brought the others.
    let of_last = last.filter(|run| run.state != TaskResult::Failed).and_then(ended);
    let steady = job.status.steady_state_last_achieved_time;
    let plain = Health {
        standing: unhindered(job, now),
        since: None,
        switch_off: None,
        last_run,
        last_good_run: good.max(of_last).max(steady),
        next_try: None,
        cause: None,
    };
    if job.is_in_quarantine() {
        return held_back(job, job.status.quarantine.as_ref(), plain, now);
    }
    let since = match plain.standing {
        Standing::Silent | Standing::RunFailed => last_run,
        _ => None,
    };
    Health { since, ..plain }
}

fn held_back(job: &Job, quarantine: Option<&Quarantine>, plain: Health, now: Timestamp) -> Health {
    // A try moves `currentBegan`; the 28 days count from the first failure.
    let since = quarantine.and_then(|quarantine| quarantine.series_began.or(quarantine.current_began));
    let switch_off = since.and_then(|since| since.checked_add(GIVES_UP_AFTER).ok());
    let is_past = switch_off.is_some_and(|at| at <= now);
    let standing = match (job.is_running(), is_past) {
        (true, _) => Standing::Quarantined,
        (false, true) => Standing::SwitchedOff,
        // Somebody paused what was held back.
        (false, false) => Standing::Paused,
    };
    Health {
        standing,
        since,
        switch_off: match standing {
            Standing::SwitchedOff => switch_off,
            Standing::Quarantined => switch_off.filter(|_| !is_past),
            _ => None,
        },
        next_try: quarantine
            .filter(|_| standing == Standing::Quarantined)
            .and_then(|quarantine| quarantine.next_attempt),
        cause: Some(quarantine.map_or(Cause::Unknown, Cause::of)),
        ..plain
    }
}

/// Of a job that Microsoft does not hold back: the first that holds.
fn unhindered(job: &Job, now: Timestamp) -> Standing {
    let status = &job.status;
    let last = job.last_execution();
    if status.escrows_pruned {
        return Standing::WaitsForCleanUp;
    }
    if status.code == JobCode::NotConfigured {
        return Standing::NotConfigured;
    }
    if !job.is_running() {
        let has_run = last.is_some() || status.steady_state_first_achieved_time.is_some();
        return if has_run {
            Standing::Paused
        } else {
            Standing::NeverStarted
        };
    }
    if matches!(status.code, JobCode::Other(_)) {
        return Standing::UnknownCode;
    }
    let Some(last) = last else {
        // The first run is told when it has ended; what it takes in is counted from the start.
        let takes_in = status
            .synchronized_entry_count_by_type
            .iter()
            .any(|entry| entry.value > 0);
        return if takes_in {
            Standing::FirstRound
        } else {
            Standing::Starting
        };
    };
    if status.steady_state_first_achieved_time.is_none() {
        return Standing::FirstRound;
    }
    // While a run goes on, its `state` says nothing (contract 7.3).
    let Some(ended) = last.time_ended.filter(|ended| last.time_began <= Some(*ended)) else {
        return Standing::InStep;
    };
    if last.state == TaskResult::Failed {
        return Standing::RunFailed;
    }
    if now.duration_since(ended) > quiet_for(&job.schedule.interval) {
        return Standing::Silent;
    }
    Standing::InStep
}

/// How long a job may be quiet. Microsoft promises runs every few minutes and keeps that loosely.
fn quiet_for(interval: &str) -> SignedDuration {
    const SHORT: SignedDuration = SignedDuration::from_mins(10);
    let interval = interval.parse::<Span>().ok();
    let interval = interval.and_then(|interval| SignedDuration::try_from(interval).ok());
    match interval {
        Some(interval) if interval <= SHORT => SignedDuration::from_hours(1),
        Some(interval) => SignedDuration::from_hours(3).max(interval.saturating_mul(2)),
        None => SignedDuration::from_hours(3),
    }
}

#[cfg(test)]
mod tests;
