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
        return Standing::Starting;
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
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const FIRST: &str = "2026-02-01T10:00:00Z";
    const RETRY: &str = "2026-02-20T10:00:00Z";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn days(days: i64) -> Timestamp {
        at(FIRST) + SignedDuration::from_hours(24 * days)
    }

    fn run(state: &str, began: &str, ended: &str) -> Value {
        json!({ "state": state, "timeBegan": began, "timeEnded": ended })
    }

    /// A job that is in step at [`FIRST`], changed.
    fn seen(now: Timestamp, change: impl FnOnce(&mut Value)) -> Health {
        let mut job = json!({
            "id": "AD2AADProvisioning.1.2",
            "schedule": { "state": "Active", "interval": "PT2M" },
            "status": {
                "code": "Active",
                "quarantine": null,
                "steadyStateFirstAchievedTime": "2026-01-01T00:00:00Z",
                "lastExecution": run("Succeeded", "2026-02-01T09:59:00Z", FIRST),
            },
        });
        change(&mut job);
        judge(&serde_json::from_value(job).unwrap(), now)
    }

    fn quarantined(now: Timestamp, schedule: &str, code: &str, quarantine: &Value) -> Health {
        seen(now, |job| {
            job["schedule"]["state"] = json!(schedule);
            job["status"]["code"] = json!(code);
            job["status"]["quarantine"] = quarantine.clone();
            job["status"]["lastExecution"] = run("Failed", RETRY, RETRY);
            job["status"]["lastSuccessfulExecution"] = run("Succeeded", "2026-02-01T09:00:00Z", "2026-02-01T09:01:00Z");
        })
    }

    fn no_agent(current: &str) -> Value {
        json!({ "reason": "EncounteredQuarantineException", "seriesBegan": FIRST, "currentBegan": current,
            "nextAttempt": "2026-02-21T10:00:00Z", "error": { "code": "HybridIdentityServiceNoActiveAgents" } })
    }

    #[test]
    fn the_day_of_the_switch_off_does_not_move() {
        for (day, current) in [(0, FIRST), (20, RETRY), (27, "2026-02-28T10:00:00Z")] {
            let health = quarantined(days(day), "Active", "Quarantine", &no_agent(current));
            assert_eq!(health.standing, Standing::Quarantined, "day {day}");
            assert_eq!(
                (health.since, health.switch_off),
                (Some(days(0)), Some(days(28))),
                "day {day}"
            );
            assert_eq!(health.cause, Some(Cause::AgentSilent));
            assert_eq!(health.next_try, Some(at("2026-02-21T10:00:00Z")));
        }
    }

    #[test]
    fn after_day_28_it_is_switched_off_and_nothing_is_still_to_come() {
        let health = quarantined(days(29), "Disabled", "Paused", &no_agent(RETRY));
        assert_eq!(health.standing, Standing::SwitchedOff);
        assert_eq!((health.switch_off, health.next_try), (Some(days(28)), None));
        let tried_on = quarantined(days(29), "Active", "Quarantine", &no_agent(RETRY));
        assert_eq!((tried_on.standing, tried_on.switch_off), (Standing::Quarantined, None));
    }

    #[test]
    fn one_that_was_paused_in_quarantine_is_paused_and_keeps_the_cause() {
        let health = quarantined(days(3), "Paused", "Paused", &no_agent(RETRY));
        assert_eq!(
            (health.standing, health.cause),
            (Standing::Paused, Some(Cause::AgentSilent))
        );
        assert_eq!((health.switch_off, health.next_try), (None, None));
    }

    #[test]
    fn a_date_that_is_not_told_is_not_made_up() {
        for (series, current, since) in [
            ("", RETRY, Some(at(RETRY))),
            ("0001-01-01T00:00:00Z", RETRY, Some(at(RETRY))),
            ("", "", None),
        ] {
            let quarantine = json!({ "reason": "TooManyDeletes", "seriesBegan": series, "currentBegan": current });
            let health = quarantined(days(20), "Active", "Quarantine", &quarantine);
            assert_eq!(health.since, since, "{series:?} {current:?}");
            assert_eq!(health.switch_off.is_some(), since.is_some());
        }
        let unexplained = quarantined(days(0), "Active", "Quarantine", &Value::Null);
        assert_eq!(
            (unexplained.standing, unexplained.cause),
            (Standing::Quarantined, Some(Cause::Unknown))
        );
    }

    #[test]
    fn a_failed_try_is_the_last_run_and_no_good_one() {
        let health = quarantined(days(20), "Active", "Quarantine", &no_agent(RETRY));
        assert_eq!(health.last_run, Some(at(RETRY)));
        assert_eq!(health.last_good_run, Some(at("2026-02-01T09:01:00Z")));
    }

    #[test]
    fn where_single_objects_always_fail_the_last_good_run_is_when_nothing_was_left_to_do() {
        let partly = seen(days(0), |job| {
            job["status"]["lastExecution"]["state"] = json!("EntryLevelErrors")
        });
        assert_eq!(
            (partly.standing, partly.last_good_run),
            (Standing::InStep, Some(at(FIRST)))
        );
        let stuck = seen(days(20), |job| {
            job["status"]["quarantine"] = no_agent(RETRY);
            job["status"]["lastExecution"] = run("Failed", RETRY, RETRY);
            job["status"]["steadyStateLastAchievedTime"] = json!(FIRST);
        });
        assert_eq!(
            (stuck.last_run, stuck.last_good_run),
            (Some(at(RETRY)), Some(at(FIRST)))
        );
    }

    #[test]
    fn each_standing_is_told_from_the_others() {
        type Change = fn(&mut Value);
        let husk: Change = |job| {
            job["status"]["lastExecution"] = run("Failed", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
            job["status"]["steadyStateFirstAchievedTime"] = json!("0001-01-01T00:00:00Z");
        };
        let cases: [(Standing, Change); 12] = [
            (Standing::InStep, |_| {}),
            (Standing::InStep, |job| {
                // A run that goes on may read Failed.
                job["status"]["lastExecution"] = run("Failed", FIRST, "2026-01-31T10:00:00Z");
            }),
            (Standing::Starting, husk),
            (Standing::NeverStarted, |job| {
                job["schedule"]["state"] = json!("Disabled");
                job["status"]["lastExecution"] = Value::Null;
                job["status"]["steadyStateFirstAchievedTime"] = Value::Null;
            }),
            (Standing::FirstRound, |job| {
                job["status"]["steadyStateFirstAchievedTime"] = json!("0001-01-01T00:00:00Z");
            }),
            (Standing::Paused, |job| job["schedule"]["state"] = json!("Paused")),
            (Standing::NotConfigured, |job| {
                job["status"]["code"] = json!("NotConfigured");
            }),
            (Standing::WaitsForCleanUp, |job| {
                job["status"]["escrowsPruned"] = json!(true);
            }),
            (Standing::UnknownCode, |job| {
                job["status"]["code"] = json!("Hibernating");
            }),
            (Standing::RunFailed, |job| {
                job["status"]["lastExecution"]["state"] = json!("Failed");
            }),
            (Standing::Silent, |job| {
                job["status"]["lastExecution"] = run("Succeeded", "2026-02-01T08:00:00Z", "2026-02-01T08:59:00Z");
            }),
            (Standing::InStep, |job| {
                job["schedule"]["interval"] = json!("PT40M");
                job["status"]["lastExecution"] = run("Succeeded", "2026-02-01T08:00:00Z", "2026-02-01T08:59:00Z");
            }),
        ];
        for (standing, change) in cases {
            assert_eq!(seen(days(0), change).standing, standing);
        }
    }

    #[test]
    fn every_reason_has_a_cause_and_only_exception_asks_for_the_error() {
        for (reason, error, cause) in [
            ("TooManyDeletes", "TimeOut", Cause::TooManyDeletes),
            ("EncounteredBaseEscrowThreshold", "", Cause::ObjectsFail),
            ("EncounteredTotalEscrowThreshold", "", Cause::ObjectsFail),
            ("EncounteredEscrowProportionThreshold", "TimeOut", Cause::ObjectsFail),
            ("QuarantinedOnDemand", "", Cause::ByHand),
            ("QuarantineOnDemand", "", Cause::ByHand),
            ("IngestionInterrupted", "", Cause::NoData),
            ("EncounteredQuarantineException", "timeout", Cause::AgentSlow),
            ("EncounteredQuarantineException", "Whatever", Cause::Exception),
            ("Unknown", "TimeOut", Cause::Unknown),
            ("Unheard", "", Cause::Unknown),
        ] {
            let quarantine = json!({ "reason": reason, "error": { "code": error } });
            let health = quarantined(days(0), "Active", "Quarantine", &quarantine);
            assert_eq!(health.cause, Some(cause), "{reason} {error}");
        }
    }
}
