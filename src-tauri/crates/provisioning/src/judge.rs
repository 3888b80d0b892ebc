//! How a job is doing, from its answer alone (contract 7.3, 7.4).

use std::cmp::Reverse;

use graph_client::models::{Job, JobCode, Quarantine, TaskExecution, TaskResult};
use jiff::{SignedDuration, Span, Timestamp};
use serde::Serialize;
use ts_rs::TS;

use crate::held_deletes;
use crate::state::{Choice, Level, State};

/// Microsoft switches off what stays in quarantine so long, counted from the first failure of the series.
pub const GIVES_UP_AFTER: SignedDuration = SignedDuration::from_hours(28 * 24);

/// Microsoft begins with a job within this time after its start.
const BEGINS_WITHIN: SignedDuration = SignedDuration::from_mins(40);

/// A job that is said to be active and has been quiet so long brings nothing.
const QUIET_TOO_LONG: SignedDuration = SignedDuration::from_hours(24);

/// The job that brings password hashes.
const PASSWORD_HASH: &str = "AD2AADPasswordHash";

/// The job of Cloud Sync that brings people.
const CLOUD_SYNC: &str = "AD2AADProvisioning";

/// Jobs that add to what another brings. While one of them is held back, people still come through.
const SECOND_RANK: [&str; 2] = [PASSWORD_HASH, "AAD2ADExchangeHybridWriteback"];

/// How a job is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Where it stands.
    pub state: State,
    /// How much that asks of a person.
    pub level: Level,
    /// Since when it stands there, where that is known.
    pub since: Option<Timestamp>,
    /// When Microsoft switches it off, or switched it off.
    pub deadline: Option<Timestamp>,
    /// When Microsoft tries again what it holds back.
    pub next_try: Option<Timestamp>,
    /// End of the last run, whatever came of it.
    pub last_run: Option<Timestamp>,
    /// End of the last run that brought what was due, apart from single objects that fail.
    pub last_good_run: Option<Timestamp>,
    /// Beginning of the run that goes on.
    pub began: Option<Timestamp>,
    /// Objects that do not get through, where Microsoft counts them.
    pub affected: Option<u64>,
    /// How far the run has come.
    pub progress: Option<Progress>,
    /// The way to start again that fits.
    pub choice: Option<Choice>,
    /// What holds it back, held it back, or made its last run fail: a state in quarantine.
    pub cause: Option<State>,
    /// Microsoft's reason of a quarantine.
    pub reason: Option<String>,
    /// Microsoft's code of the error behind it.
    pub error: Option<String>,
}

/// How far a run has come, in Microsoft's pages. A page holds several objects, so this is no share of the people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// Pages done.
    #[ts(type = "number")]
    pub completed: i64,
    /// All pages, at least as many.
    #[ts(type = "number")]
    pub total: i64,
}

/// The worst first: by level, then the earliest deadline, the most people, the longest time, the name.
pub fn worst_first(
    level: Level,
    deadline: Option<Timestamp>,
    affected: Option<u64>,
    since: Option<Timestamp>,
    name: &str,
) -> impl Ord + use<> {
    let no_date = Timestamp::MAX;
    let dates = (deadline.unwrap_or(no_date), since.unwrap_or(no_date));
    (Reverse(level), dates.0, Reverse(affected), dates.1, name.to_owned())
}

/// It brings people or groups, which others only add to.
#[must_use]
pub fn is_first_rank(job: &Job) -> bool {
    !SECOND_RANK.iter().any(|template| job.is_of_template(template))
}

/// It brings password hashes.
#[must_use]
pub fn brings_hashes(job: &Job) -> bool {
    job.is_of_template(PASSWORD_HASH)
}

/// It is of an app or of a source of people, and not of Cloud Sync: nothing need be true of it that is about Active Directory.
#[must_use]
pub fn is_of_app(job: &Job) -> bool {
    is_first_rank(job) && !job.is_of_template(CLOUD_SYNC)
}

/// Judges a job by the service's time.
#[must_use]
pub fn judge(job: &Job, now: Timestamp) -> Verdict {
    let mut verdict = judged(job, now);
    if !is_first_rank(job) {
        verdict.level = verdict.level.min(Level::NeedsYou);
    }
    verdict
}

/// A job that was started then ought to have begun. Its answer does not tell when it was started.
#[must_use]
pub fn begins_late(started: Timestamp, now: Timestamp) -> bool {
    now.duration_since(started) > BEGINS_WITHIN
}

fn judged(job: &Job, now: Timestamp) -> Verdict {
    let quarantine = job.quarantine();
    let plain = plain(job);
    if job.is_in_quarantine() {
        return held_back(job, quarantine, plain, now);
    }
    let state = unhindered(job, now);
    let mut verdict = Verdict {
        state,
        level: state.level(),
        choice: state.choice(),
        ..plain
    };
    match state {
        State::FirstRound | State::RunningNow => verdict.since = verdict.began,
        State::RunFailed => {
            let last = job.last_execution().and_then(|run| run.error.as_ref());
            verdict.error = last.and_then(|error| error.known_code()).map(str::to_owned);
            let error = verdict.error.as_deref();
            verdict.cause = error.map(|error| State::of_error(error).unwrap_or(State::UnknownError));
            verdict.since = verdict.last_run;
        }
        State::Silent => {
            verdict.since = verdict.last_run;
            let quiet = verdict.last_run.map(|run| now.duration_since(run));
            if quiet > Some(QUIET_TOO_LONG) {
                verdict.level = Level::Urgent;
            }
        }
        State::SomeFail | State::WaitsForCleanUp => verdict.affected = failing(job),
        _ => {}
    }
    verdict
}

/// What the answer tells whatever the state is.
fn plain(job: &Job) -> Verdict {
    let status = &job.status;
    let last = job.last_execution();
    let ended = |run: &TaskExecution| run.time_ended;
    let good = status.last_successful_execution.as_ref();
    let good = good.filter(|run| run.has_run()).and_then(ended);
    // A run in which some objects failed brought the others. While a run goes on, its `state` says nothing.
    let of_last = last.filter(|run| !run.goes_on() && run.state != TaskResult::Failed);
    let progress = status.progress.iter().find_map(|progress| {
        let (completed, total) = (progress.completed_units, progress.total_units);
        (total > 0 && (0..=total).contains(&completed)).then_some(Progress { completed, total })
    });
    Verdict {
        state: State::InStep,
        level: Level::Fine,
        since: None,
        deadline: None,
        next_try: None,
        last_run: last.and_then(ended),
        last_good_run: good
            .max(of_last.and_then(ended))
            .max(status.steady_state_last_achieved_time),
        began: last.filter(|run| run.goes_on()).and_then(|run| run.time_began),
        affected: None,
        progress,
        choice: None,
        cause: None,
        reason: None,
        error: None,
    }
}

/// Objects of the last run that fail and are tried again.
#[must_use]
pub fn failing(job: &Job) -> Option<u64> {
    let count = job.last_execution()?.count_escrowed;
    u64::try_from(count).ok().filter(|count| *count > 0)
}

fn held_back(job: &Job, quarantine: Option<&Quarantine>, plain: Verdict, now: Timestamp) -> Verdict {
    // A try moves `currentBegan`; the 28 days count from the first failure.
    let since = quarantine.and_then(|quarantine| quarantine.series_began.or(quarantine.current_began));
    let deadline = since.and_then(|since| since.checked_add(GIVES_UP_AFTER).ok());
    let is_past = deadline.is_some_and(|at| at <= now);
    let cause = quarantine.map_or(State::UnknownReason, State::of_quarantine);
    let state = match (job.is_running(), is_past) {
        (true, _) => cause,
        (false, true) => State::SwitchedOff,
        (false, false) => State::WasInQuarantine,
    };
    let choice = match (state, cause) {
        // Nobody decided about the removals, however long ago that was.
        (State::SwitchedOff | State::WasInQuarantine, State::HeldDeletes) => cause.choice(),
        (State::WasInQuarantine, State::TooManyFail | State::ByHand) => cause.choice(),
        _ => state.choice(),
    };
    Verdict {
        state,
        level: state.level(),
        since,
        deadline: match state {
            State::SwitchedOff => deadline,
            State::WasInQuarantine => None,
            _ => deadline.filter(|_| !is_past),
        },
        next_try: quarantine
            .filter(|_| state.is_quarantine())
            .and_then(|quarantine| quarantine.next_attempt),
        affected: match cause {
            State::TooManyFail => failing(job),
            State::HeldDeletes => held_deletes(job),
            _ => None,
        },
        choice,
        cause: Some(cause),
        reason: quarantine.map(|quarantine| quarantine.reason.as_str().to_owned()),
        error: quarantine
            .and_then(|quarantine| quarantine.error.as_ref()?.known_code())
            .map(str::to_owned),
        ..plain
    }
}

/// Of a job that Microsoft does not hold back: the first that holds.
fn unhindered(job: &Job, now: Timestamp) -> State {
    let status = &job.status;
    let last = job.last_execution();
    if status.escrows_pruned {
        return State::WaitsForCleanUp;
    }
    if status.code == JobCode::NotConfigured {
        return State::NotConfigured;
    }
    if !job.is_running() || job.schedule.is_never() {
        let has_run = last.is_some() || status.steady_state_first_achieved_time.is_some();
        return if has_run { State::Paused } else { State::NeverStarted };
    }
    if matches!(status.code, JobCode::Other(_)) {
        return State::UnknownCode;
    }
    let Some(last) = last else {
        // The first run is told when it has ended; what it takes in is counted from the start.
        let counts = &status.synchronized_entry_count_by_type;
        let takes_in = counts.iter().any(|entry| entry.value > 0);
        return if takes_in { State::FirstRound } else { State::Starting };
    };
    if status.steady_state_first_achieved_time.is_none() {
        return State::FirstRound;
    }
    if last.goes_on() {
        return State::RunningNow;
    }
    if last.state == TaskResult::Failed {
        return State::RunFailed;
    }
    let quiet = last.time_ended.map(|ended| now.duration_since(ended));
    if quiet > Some(quiet_for(&job.schedule.interval)) {
        return State::Silent;
    }
    if failing(job).is_some() {
        return State::SomeFail;
    }
    State::InStep
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
