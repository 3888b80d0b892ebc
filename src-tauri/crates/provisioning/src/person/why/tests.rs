//! Facts and their answers, a line each, and facts that hold together.

use graph_client::ScopeFilters;
use graph_client::models::Job;
use serde_json::{Value, json};

use super::*;
use crate::judge;
use crate::person::{AnswerCode, FoundPerson};

const NOW: &str = "2026-03-20T12:00:00Z";
const DN: &str = r"CN=Vries\, Anna de,OU=Interns,DC=corp,DC=contoso,DC=com";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A row of hers, changed by `change`, done at `time`.
fn row(time: &str, change: Value) -> LogEntry {
    let mut entry = json!({
        "id": time, "activityDateTime": time, "jobId": "AD2AADProvisioning.a.b",
        "provisioningAction": "other",
        "sourceIdentity": { "id": "guid", "displayName": "Anna de Vries", "identityType": "User",
            "details": { "DistinguishedName": DN } },
        "targetIdentity": { "id": "cloud", "displayName": "Anna de Vries", "identityType": "User" },
        "targetSystem": { "displayName": "Microsoft Entra ID" },
    });
    for (name, value) in change.as_object().unwrap() {
        entry[name] = value.clone();
    }
    LogEntry::of(&serde_json::from_value(entry).unwrap())
}

fn ended(status: &str, code: &str) -> Value {
    json!({ "status": status, "errorInformation": { "errorCode": code, "reason": "Microsoft says so" } })
}

fn skipped(code: &str, scoping: Value) -> LogEntry {
    let step = json!({ "name": "EntrySynchronizationScoping", "provisioningStepType": "scoping", "details": scoping });
    row(
        "2026-03-20T10:00:00Z",
        json!({ "provisioningStatusInfo": ended("skipped", code), "provisioningSteps": [step] }),
    )
}

fn failed(code: &str) -> LogEntry {
    row(
        "2026-03-20T10:00:00Z",
        json!({ "provisioningAction": "create", "provisioningStatusInfo": ended("failure", code) }),
    )
}

fn done(time: &str, action: &str, scoping: Value) -> LogEntry {
    let step = json!({ "name": "EntrySynchronizationScoping", "provisioningStepType": "scoping", "details": scoping });
    row(
        time,
        json!({ "provisioningAction": action, "provisioningStatusInfo": { "status": "success" },
            "provisioningSteps": [step] }),
    )
}

fn job(status: Value) -> Result<Option<Verdict>, NotRead> {
    let job: Job = serde_json::from_value(json!({
        "id": "AD2AADProvisioning.a.b",
        "schedule": { "state": "Active", "interval": "PT2M" },
        "status": status,
    }))
    .unwrap();
    Ok(Some(judge(&job, at(NOW))))
}

fn well() -> Result<Option<Verdict>, NotRead> {
    let run = json!({ "state": "Succeeded", "timeBegan": "2026-03-20T11:54:00Z", "timeEnded": "2026-03-20T11:55:00Z",
        "activityIdentifier": "x" });
    let verdict = job(
        json!({ "code": "Active", "steadyStateFirstAchievedTime": "2026-01-01T00:00:00Z",
        "steadyStateLastAchievedTime": "2026-03-20T11:55:00Z", "lastExecution": run, "lastSuccessfulExecution": run }),
    );
    assert_eq!(verdict.as_ref().unwrap().as_ref().unwrap().state, State::InStep);
    verdict
}

fn stuck(reason: &str, message: &str) -> Result<Option<Verdict>, NotRead> {
    job(
        json!({ "code": "Quarantine", "quarantine": { "reason": reason, "seriesBegan": "2026-03-19T00:00:00Z",
        "error": { "code": reason, "message": message } } }),
    )
}

fn everyone() -> Result<ScopeFilters, NotRead> {
    Ok(ScopeFilters::default())
}

fn units(units: &[&str]) -> Result<ScopeFilters, NotRead> {
    Ok(ScopeFilters {
        containers: units.iter().map(|unit| (*unit).to_owned()).collect(),
        groups: Vec::new(),
    })
}

fn user(synchronized: Option<bool>, troubles: Value) -> User {
    serde_json::from_value(
        json!({ "id": "cloud", "displayName": "Anna de Vries", "userPrincipalName": "anna@contoso.com",
        "onPremisesSyncEnabled": synchronized, "onPremisesProvisioningErrors": troubles }),
    )
    .unwrap()
}

fn other(synchronized: Option<bool>) -> Option<User> {
    Some(User {
        id: "other".to_owned(),
        display_name: Some("Anna B.".to_owned()),
        on_premises_sync_enabled: synchronized,
        ..User::default()
    })
}

fn tie() -> Result<Option<graph_client::models::ObjectConnection>, NotRead> {
    Ok(Some(
        serde_json::from_value(json!({ "sourceAnchor": "guid", "targetAnchor": "cloud" })).unwrap(),
    ))
}

/// Everything was read, and nothing is there but a job that is well.
fn nothing() -> PersonFacts {
    PersonFacts {
        person: FoundPerson {
            name: "Anna de Vries".to_owned(),
            distinguished_name: Some(DN.to_owned()),
            ..FoundPerson::default()
        },
        rows: Ok(Vec::new()),
        log_since: Some(at("2026-02-18T12:00:00Z")),
        tie: Ok(None),
        user: Ok(None),
        holder: None,
        job: well(),
        scope: everyone(),
        matched_by: None,
        now: at(NOW),
    }
}

fn with(rows: Vec<LogEntry>) -> PersonFacts {
    PersonFacts {
        rows: Ok(rows),
        ..nothing()
    }
}

fn left_off() -> Result<Option<User>, NotRead> {
    let trouble = json!([{ "category": "PropertyConflict", "propertyCausingError": "ProxyAddress",
        "value": "SMTP:anna@contoso.com", "occurredDateTime": "2026-02-03T08:00:00Z" }]);
    Ok(Some(user(Some(true), trouble)))
}

fn held_row() -> LogEntry {
    let scoping = json!({ "Active in the source system": "False" });
    done("2026-03-20T10:00:00Z", "stagedDelete", scoping)
}

fn out_of_scope() -> LogEntry {
    skipped(
        "EntrySynchronizationSkipped",
        json!({ "Active in the source system": "True", "Scoping filter evaluation passed": "False" }),
    )
}

fn only_source() -> LogEntry {
    row(
        "2026-03-20T10:00:00Z",
        json!({ "provisioningStatusInfo": { "status": "skipped" }, "sourceIdentity": { "id": "guid" }, "targetIdentity": null }),
    )
}

fn not_active() -> LogEntry {
    skipped(
        "EntrySynchronizationSkipped",
        json!({ "Active in the source system": "False" }),
    )
}

fn redundant() -> LogEntry {
    skipped("RedundantExport", json!({ "Scoping filter evaluation passed": "True" }))
}

fn import_skipped() -> LogEntry {
    skipped("ImportSkipped", json!({}))
}

/// What is known, which lead answers, and what is to be done.
#[test]
fn facts_have_the_answer_of_the_table() {
    use AnswerLead as Lead;
    use AnswerTodo as Todo;
    let groups = Ok(ScopeFilters {
        containers: Vec::new(),
        groups: vec!["CN=Pilot,OU=Groups,DC=corp".to_owned()],
    });
    let closed = |why| PersonFacts {
        rows: Err(why),
        log_since: None,
        ..nothing()
    };
    let scoped = |rows, scope| PersonFacts { scope, ..with(rows) };
    let taken = |holder| PersonFacts {
        holder,
        ..with(vec![row(
            "2026-03-20T10:00:00Z",
            json!({ "provisioningAction": "create", "provisioningStatusInfo": ended("failure", "AttributeValueMustBeUnique"),
                "modifiedProperties": [{ "displayName": "Mail", "newValue": "anna@contoso.com" }] }),
        )])
    };
    let assigned = skipped("", json!({ "Assigned to the application": "False" }));
    let moved = json!({ "Active in the source system": "True", "Scoping filter evaluation passed": "False" });
    let gone = json!({ "Active in the source system": "False" });
    let day = "2026-03-19T10:00:00Z";
    let held_with = |job| PersonFacts {
        job,
        ..with(vec![held_row()])
    };
    let cases: Vec<(PersonFacts, Lead, &[Todo])> = vec![
        (
            with(vec![failed("MandatoryFieldsMissing")]),
            Lead::Fails,
            &[Todo::CorrectAtSource],
        ),
        (with(vec![failed("SomethingNew")]), Lead::Fails, &[Todo::CopyForSupport]),
        (with(vec![failed("InvalidAnchor")]), Lead::Fails, &[Todo::ForgetPair]),
        (
            with(vec![failed("TooManyRequests")]),
            Lead::Fails,
            &[Todo::WaitForRetry],
        ),
        (
            with(vec![failed("LicenseLimitExceeded")]),
            Lead::Fails,
            &[Todo::FreeLicence],
        ),
        (
            with(vec![failed("InsufficientRights")]),
            Lead::Fails,
            &[Todo::AllowInApp],
        ),
        (
            with(vec![failed("SalesforceInvalidCredentials")]),
            Lead::Fails,
            &[Todo::OpenConfiguration],
        ),
        (taken(None), Lead::FailsTaken, &[Todo::CorrectOneOfTwo]),
        (taken(other(Some(true))), Lead::FailsTakenBy, &[Todo::CorrectOneOfTwo]),
        (taken(other(None)), Lead::FailsTakenByCloud, &[Todo::CorrectOneOfTwo]),
        (
            PersonFacts {
                user: left_off(),
                ..nothing()
            },
            Lead::ValueLeftOff,
            &[Todo::CorrectOneOfTwo],
        ),
        (
            PersonFacts {
                user: left_off(),
                holder: other(None),
                ..nothing()
            },
            Lead::ValueLeftOffTakenBy,
            &[Todo::CorrectOneOfTwo],
        ),
        (
            held_with(stuck("TooManyDeletes", "599 deletes were held back.")),
            Lead::HeldDeleteWithOthers,
            &[Todo::OpenHeldDeletes],
        ),
        (
            held_with(stuck("TooManyDeletes", "")),
            Lead::HeldDelete,
            &[Todo::OpenHeldDeletes],
        ),
        (
            held_with(Err(NotRead::NotPermitted)),
            Lead::HeldDelete,
            &[Todo::OpenHeldDeletes],
        ),
        (held_with(well()), Lead::Unexplained, &[Todo::CopyForSupport]),
        (
            scoped(vec![out_of_scope()], units(&["OU=Staff,DC=corp,DC=contoso,DC=com"])),
            Lead::OutsideUnits,
            &[Todo::OpenScope],
        ),
        (
            scoped(
                vec![out_of_scope()],
                units(&["ou=interns, dc=corp, dc=contoso, dc=com"]),
            ),
            Lead::OutsideFilter,
            &[Todo::LookInDirectory],
        ),
        (
            scoped(vec![out_of_scope()], everyone()),
            Lead::OutsideFilter,
            &[Todo::LookInDirectory],
        ),
        (
            scoped(vec![out_of_scope()], Err(NotRead::NotPermitted)),
            Lead::OutsideFilter,
            &[Todo::LookInDirectory],
        ),
        (
            scoped(vec![out_of_scope()], groups),
            Lead::OutsideGroups,
            &[Todo::AddToGroup, Todo::OpenScope],
        ),
        (
            with(vec![only_source()]),
            Lead::LeftOutByAgent,
            &[Todo::LookInDirectory],
        ),
        (
            with(vec![skipped("IsCriticalSystemObject", json!({}))]),
            Lead::LeftOutByAgent,
            &[Todo::LookInDirectory],
        ),
        (with(vec![not_active()]), Lead::NotActive, &[Todo::EnableAtSource]),
        (with(vec![assigned]), Lead::NotAssigned, &[Todo::Assign]),
        (
            with(vec![skipped("NotEffectivelyEntitled", json!({}))]),
            Lead::AssignmentBroken,
            &[Todo::AssignAgain],
        ),
        (
            with(vec![failed("NotEffectivelyEntitled")]),
            Lead::AssignmentBroken,
            &[Todo::AssignAgain],
        ),
        (
            with(vec![import_skipped()]),
            Lead::ImportSkippedUnknown,
            &[Todo::CorrectAtSource],
        ),
        (
            PersonFacts {
                matched_by: Some("employeeId".to_owned()),
                ..with(vec![import_skipped()])
            },
            Lead::ImportSkipped,
            &[Todo::CorrectAtSource],
        ),
        (
            with(vec![done(day, "delete", moved)]),
            Lead::RemovedLeftScope,
            &[Todo::OpenScope, Todo::RestoreUser],
        ),
        (
            with(vec![done(day, "delete", gone)]),
            Lead::RemovedGone,
            &[Todo::EnableAtSource, Todo::RestoreUser],
        ),
        (
            with(vec![done(day, "delete", json!({}))]),
            Lead::Removed,
            &[Todo::CopyForSupport, Todo::RestoreUser],
        ),
        (
            with(vec![done("2026-02-01T10:00:00Z", "delete", json!({}))]),
            Lead::Removed,
            &[Todo::CopyForSupport],
        ),
        (
            with(vec![done(day, "disable", json!({}))]),
            Lead::Disabled,
            &[Todo::EnableAtSource],
        ),
        (with(vec![redundant()]), Lead::InStep, &[]),
        (with(vec![done(day, "update", json!({}))]), Lead::InStep, &[]),
        (
            with(vec![skipped("EntrySynchronizationSkipped", json!({}))]),
            Lead::InStep,
            &[],
        ),
        (
            PersonFacts {
                tie: tie(),
                ..nothing()
            },
            Lead::Tied,
            &[],
        ),
        (
            PersonFacts {
                tie: tie(),
                log_since: None,
                ..nothing()
            },
            Lead::TiedNoAge,
            &[],
        ),
        (
            PersonFacts {
                tie: Err(NotRead::NotPermitted),
                user: Ok(Some(user(Some(true), json!([])))),
                ..nothing()
            },
            Lead::Tied,
            &[],
        ),
        (nothing(), Lead::NeverMet, &[Todo::WaitForRound, Todo::TryPerson]),
        (
            PersonFacts {
                log_since: None,
                ..nothing()
            },
            Lead::NeverMetNoAge,
            &[Todo::WaitForRound, Todo::TryPerson],
        ),
        (
            scoped(Vec::new(), units(&["OU=Staff,DC=corp"])),
            Lead::OutsideUnits,
            &[Todo::OpenScope],
        ),
        (
            PersonFacts {
                job: stuck("EncounteredQuarantineException", ""),
                ..nothing()
            },
            Lead::JobNotWell,
            &[Todo::OpenConfiguration],
        ),
        (
            PersonFacts {
                job: Ok(None),
                ..nothing()
            },
            Lead::JobNotWell,
            &[Todo::OpenConfiguration],
        ),
        (
            closed(NotRead::NoLicence),
            Lead::LogClosedLicence,
            &[Todo::AskForLicence],
        ),
        (closed(NotRead::NotPermitted), Lead::LogClosedRole, &[Todo::AskForRole]),
        (closed(NotRead::NotHere), Lead::LogClosedCloud, &[]),
        (
            closed(NotRead::NothingToAskBy),
            Lead::Unexplained,
            &[Todo::CopyForSupport],
        ),
        (
            with(vec![skipped("SomethingNew", json!({}))]),
            Lead::Unexplained,
            &[Todo::CopyForSupport],
        ),
    ];
    let mut answered: Vec<AnswerLead> = Vec::new();
    for (place, (facts, lead, todo)) in cases.into_iter().enumerate() {
        let answer = why(&facts);
        assert_eq!(
            (answer.lead, answer.todo.as_slice()),
            (lead, todo),
            "case {place}: {facts:?}"
        );
        assert_eq!(answer.code, lead.code());
        assert_eq!(answer.values.name, "Anna de Vries");
        answered.push(lead);
    }
    let missing: Vec<_> = AnswerLead::ALL.iter().filter(|lead| !answered.contains(lead)).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

/// Where several hold, the first of the table is told.
#[test]
fn the_first_that_holds_is_the_answer() {
    let code = |facts: &PersonFacts| why(facts).code;
    let stuck_on_deletes = || stuck("TooManyDeletes", "599 deletes");
    let base = || PersonFacts {
        scope: units(&["OU=Staff,DC=corp"]),
        tie: tie(),
        ..nothing()
    };
    let of = |row: LogEntry, user, job| PersonFacts {
        rows: Ok(vec![row]),
        user,
        job,
        ..base()
    };
    let stuck_for_an_error = || stuck("EncounteredQuarantineException", "");
    for (facts, first) in [
        (
            of(failed("InvalidDomain"), left_off(), stuck_on_deletes()),
            AnswerCode::Fails,
        ),
        (of(held_row(), left_off(), stuck_on_deletes()), AnswerCode::ValueLeftOff),
        (of(held_row(), Ok(None), stuck_on_deletes()), AnswerCode::HeldDelete),
        (
            of(out_of_scope(), Ok(None), stuck_for_an_error()),
            AnswerCode::OutsideUnits,
        ),
        (of(not_active(), Ok(None), stuck_for_an_error()), AnswerCode::NotActive),
        (of(import_skipped(), left_off(), well()), AnswerCode::ValueLeftOff),
        (of(redundant(), Ok(None), stuck_for_an_error()), AnswerCode::InStep),
        (
            of(
                skipped(
                    "",
                    json!({ "Active in the source system": "False", "Scoping filter evaluation passed": "False" }),
                ),
                Ok(None),
                well(),
            ),
            AnswerCode::NotActive,
        ),
        (
            PersonFacts {
                job: stuck_for_an_error(),
                ..base()
            },
            AnswerCode::TiedWithoutRow,
        ),
        (
            PersonFacts {
                rows: Err(NotRead::NoLicence),
                job: stuck_for_an_error(),
                ..base()
            },
            AnswerCode::JobNotWell,
        ),
        (
            PersonFacts {
                rows: Err(NotRead::NoLicence),
                ..base()
            },
            AnswerCode::LogClosed,
        ),
        (
            PersonFacts {
                rows: Err(NotRead::NoLicence),
                user: left_off(),
                ..base()
            },
            AnswerCode::ValueLeftOff,
        ),
    ] {
        assert_eq!(code(&facts), first, "{facts:?}");
    }
}

#[test]
fn only_the_newest_row_decides_and_older_ones_tell_since_when() {
    let failing = |time: &str| {
        row(
            time,
            json!({ "provisioningAction": "update", "provisioningStatusInfo": ended("failure", "InvalidDomain") }),
        )
    };
    let rows = vec![
        failing("2026-03-20T10:00:00Z"),
        failing("2026-03-18T10:00:00Z"),
        done("2026-03-17T10:00:00Z", "update", json!({})),
        failing("2026-03-01T10:00:00Z"),
    ];
    assert_eq!(why(&with(rows.clone())).values.since, Some(at("2026-03-18T10:00:00Z")));
    let mended = [vec![redundant()], rows[2..].to_vec()].concat();
    let answer = why(&with(mended));
    assert_eq!(answer.code, AnswerCode::InStep);
    assert_eq!(answer.values.since, Some(at("2026-03-17T10:00:00Z")));
}

#[test]
fn what_is_filled_in_is_what_was_read() {
    let outside = why(&PersonFacts {
        scope: units(&["OU=Staff,DC=corp", r"OU=Sales\, North,DC=corp"]),
        ..with(vec![out_of_scope()])
    });
    assert_eq!(outside.values.unit.as_deref(), Some("Interns"));
    assert_eq!(outside.values.among, ["Staff", "Sales, North"]);
    let left_off = why(&PersonFacts {
        user: left_off(),
        holder: other(None),
        ..nothing()
    });
    assert_eq!(left_off.values.address.as_deref(), Some("anna@contoso.com"));
    assert_eq!(left_off.values.other.as_deref(), Some("Anna B."));
    let held = why(&PersonFacts {
        job: stuck("TooManyDeletes", "599 deletes"),
        ..with(vec![held_row()])
    });
    assert_eq!(held.values.others, Some(598));
    assert_eq!(why(&nothing()).values.days, Some(30));
    let removed = why(&with(vec![done("2026-03-19T10:00:00Z", "delete", json!({}))]));
    assert_eq!(removed.values.until, Some(at("2026-04-18T10:00:00Z")));
}
