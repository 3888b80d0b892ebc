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
    let cases: [(Standing, Change); 13] = [
        (Standing::InStep, |_| {}),
        (Standing::InStep, |job| {
            // A run that goes on may read Failed.
            job["status"]["lastExecution"] = run("Failed", FIRST, "2026-01-31T10:00:00Z");
        }),
        (Standing::Starting, husk),
        (Standing::FirstRound, |job| {
            job["status"]["lastExecution"] = Value::Null;
            job["status"]["steadyStateFirstAchievedTime"] = Value::Null;
            job["status"]["synchronizedEntryCountByType"] = json!([{ "key": "user to User", "value": 107 }]);
        }),
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
        (
            "EncounteredQuarantineException",
            "HybridSynchronizationActiveDirectoryCannotFindAttribute",
            Cause::AttributeNotFound,
        ),
        ("EncounteredQuarantineException", "Whatever", Cause::Exception),
        ("Unknown", "TimeOut", Cause::Unknown),
        ("Unheard", "", Cause::Unknown),
    ] {
        let quarantine = json!({ "reason": reason, "error": { "code": error } });
        let health = quarantined(days(0), "Active", "Quarantine", &quarantine);
        assert_eq!(health.cause, Some(cause), "{reason} {error}");
    }
}
