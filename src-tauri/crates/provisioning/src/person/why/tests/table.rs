//! Each answer with the facts that it is for.

use super::*;

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
