//! Why somebody was skipped: a function of what was read, in the order of its questions. The first that holds is the answer.

use graph_client::models::User;
use jiff::{SignedDuration, Timestamp};

use super::answer::{AnswerCode, AnswerLead, AnswerTodo, AnswerValues, PersonAnswer};
use super::facts::PersonFacts;
use super::people::NotRead;
use super::rows;
use crate::log::{Action, Cause, LogEntry, Outcome, Why, dn};
use crate::{Level, State, Verdict};

/// A removed account can be restored so long.
const RESTORABLE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The answer for what was read.
#[must_use]
pub fn why(facts: &PersonFacts) -> PersonAnswer {
    let rows = facts.rows.as_deref().unwrap_or_default();
    let newest = rows.first();
    let skipped = newest.filter(|row| row.row.outcome == Outcome::Skipped);
    let answer = newest
        .and_then(|row| fails(facts, row, rows))
        .or_else(|| value_left_off(facts))
        .or_else(|| newest.and_then(|row| held(facts, row)))
        .or_else(|| skipped.and_then(|row| outside(facts, row)))
        .or_else(|| skipped.and_then(|row| left_out(facts, row)))
        .or_else(|| newest.and_then(|row| removed(facts, row)))
        .or_else(|| newest.and_then(|row| in_step(facts, row, rows)))
        .or_else(|| newest.is_none().then(|| without_rows(facts)))
        .unwrap_or_else(|| unexplained(facts, newest));
    with_state(facts, answer)
}

/// What is true of one person is no comfort while nobody comes through.
fn with_state(facts: &PersonFacts, mut answer: PersonAnswer) -> PersonAnswer {
    if let Ok(Some(job)) = &facts.job
        && !brings_people(job)
        && answer.code != AnswerCode::HeldDelete
    {
        answer.values.state = Some(job.state);
    }
    answer
}

/// The row failed because somebody else has a value of hers.
pub(super) fn is_taken(row: &LogEntry) -> bool {
    row.row.outcome == Outcome::Failed && row.row.cause == Some(Cause::Taken)
}

fn fails(facts: &PersonFacts, row: &LogEntry, rows: &[LogEntry]) -> Option<PersonAnswer> {
    if row.row.outcome != Outcome::Failed {
        return None;
    }
    let cause = row.row.cause;
    if matches!(cause, Some(Cause::NothingToMatch | Cause::AssignmentBroken)) {
        return left_out(facts, row); // an answer of its own, whatever Microsoft calls the outcome
    }
    let since = rows::since(rows, |row| row.row.outcome == Outcome::Failed);
    let values = of_row(facts, row, since);
    let address = is_taken(row).then(|| rows::disputed(row)).flatten();
    let (lead, other) = match (&address, &facts.holder) {
        (None, _) => (AnswerLead::Fails, None),
        (Some(_), None) => (AnswerLead::FailsTaken, None),
        (Some(_), Some(holder)) if holder.on_premises_sync_enabled == Some(true) => {
            (AnswerLead::FailsTakenBy, Some(holder))
        }
        (Some(_), Some(holder)) => (AnswerLead::FailsTakenByCloud, Some(holder)),
    };
    let values = AnswerValues {
        address,
        other: other.map(label),
        ..values
    };
    Some(answer(lead, values, &[todo_of(cause)]))
}

fn todo_of(cause: Option<Cause>) -> AnswerTodo {
    match cause {
        Some(Cause::Taken | Cause::DoubleInTarget | Cause::DoubleInSource) => AnswerTodo::CorrectOneOfTwo,
        Some(Cause::FieldEmpty | Cause::DomainNotAllowed | Cause::OneValueOnly) => AnswerTodo::CorrectAtSource,
        Some(Cause::PairBroken) => AnswerTodo::ForgetPair,
        Some(Cause::NoLicence) => AnswerTodo::FreeLicence,
        Some(Cause::NotAllowed) => AnswerTodo::AllowInApp,
        Some(Cause::TriedAgain) => AnswerTodo::WaitForRetry,
        Some(
            Cause::NoAgent
            | Cause::AgentSilent
            | Cause::AdUnreachable
            | Cause::OtherDomain
            | Cause::ServiceAccount
            | Cause::Credentials
            | Cause::NoSuchField,
        ) => AnswerTodo::OpenConfiguration,
        _ => AnswerTodo::CopyForSupport,
    }
}

fn value_left_off(facts: &PersonFacts) -> Option<PersonAnswer> {
    let user = facts.user.as_ref().ok()?.as_ref()?;
    let trouble = user.on_premises_provisioning_errors.first()?;
    let values = AnswerValues {
        attribute: trouble.property_causing_error.clone(),
        address: trouble.value.as_deref().map(rows::without_kind),
        other: facts.holder.as_ref().map(label),
        since: trouble.occurred_date_time,
        ..named(facts)
    };
    let lead = if values.other.is_some() {
        AnswerLead::ValueLeftOffTakenBy
    } else {
        AnswerLead::ValueLeftOff
    };
    Some(answer(lead, values, &[AnswerTodo::CorrectOneOfTwo]))
}

/// A removal that was let go, or undone, is told by a newer row minutes later; the job tells it at once.
fn held(facts: &PersonFacts, row: &LogEntry) -> Option<PersonAnswer> {
    let job = facts.job.as_ref().ok().and_then(Option::as_ref);
    let is_over = job.is_some_and(|job| job.cause != Some(State::HeldDeletes));
    if row.row.outcome != Outcome::Held || is_over {
        return None;
    }
    let others = job.and_then(|job| job.affected).map(|held| held.saturating_sub(1));
    let values = AnswerValues {
        others,
        since: row.row.at,
        ..named(facts)
    };
    let lead = match others {
        Some(_) => AnswerLead::HeldDeleteWithOthers,
        None => AnswerLead::HeldDelete,
    };
    Some(answer(lead, values, &[AnswerTodo::OpenHeldDeletes]))
}

/// Who is not there any more passes no filter, so that comes first.
fn outside(facts: &PersonFacts, row: &LogEntry) -> Option<PersonAnswer> {
    let is_outside = rows::is_in_scope(row) == Some(false) && rows::is_active(row) != Some(false);
    is_outside.then(|| {
        outside_of_scope(
            facts,
            row.row.dn.as_deref().or(facts.person.distinguished_name.as_deref()),
        )
        .unwrap_or_else(|| {
            let values = AnswerValues {
                since: row.row.at,
                ..named(facts)
            };
            answer(AnswerLead::OutsideFilter, values, &[AnswerTodo::LookInDirectory])
        })
    })
}

/// By who takes part, where her place leaves no doubt. Members of groups are known to the agent alone.
fn outside_of_scope(facts: &PersonFacts, place: Option<&str>) -> Option<PersonAnswer> {
    let scope = facts.scope.as_ref().ok()?;
    if !scope.containers.is_empty() {
        let place = place?;
        let is_inside = scope.containers.iter().any(|unit| dn::is_below(place, unit));
        let values = AnswerValues {
            unit: dn::unit(place).map(short),
            among: scope.containers.iter().map(|unit| short(unit)).collect(),
            ..named(facts)
        };
        let told = || answer(AnswerLead::OutsideUnits, values, &[AnswerTodo::OpenScope]);
        return (!is_inside).then(told);
    }
    let values = AnswerValues {
        among: scope.groups.iter().map(|group| short(group)).collect(),
        ..named(facts)
    };
    let told = || {
        answer(
            AnswerLead::OutsideGroups,
            values,
            &[AnswerTodo::AddToGroup, AnswerTodo::OpenScope],
        )
    };
    (!scope.groups.is_empty()).then(told)
}

/// The name of a unit or group, without where it lies.
fn short(dn: &str) -> String {
    dn::first_value(dn).unwrap_or_else(|| dn.to_owned())
}

fn left_out(facts: &PersonFacts, row: &LogEntry) -> Option<PersonAnswer> {
    let values = || of_row(facts, row, row.row.at);
    let cause = row.row.cause;
    if rows::has_only_a_source_id(row) || cause == Some(Cause::SystemObject) {
        return Some(answer(
            AnswerLead::LeftOutByAgent,
            values(),
            &[AnswerTodo::LookInDirectory],
        ));
    }
    if rows::is_active(row) == Some(false) {
        return Some(answer(AnswerLead::NotActive, values(), &[AnswerTodo::EnableAtSource]));
    }
    if cause == Some(Cause::AssignmentBroken) {
        return Some(answer(
            AnswerLead::AssignmentBroken,
            values(),
            &[AnswerTodo::AssignAgain],
        ));
    }
    if rows::is_assigned(row) == Some(false) {
        return Some(answer(AnswerLead::NotAssigned, values(), &[AnswerTodo::Assign]));
    }
    if cause == Some(Cause::NothingToMatch) {
        let attribute = facts.matched_by.clone();
        let lead = match attribute {
            Some(_) => AnswerLead::ImportSkipped,
            None => AnswerLead::ImportSkippedUnknown,
        };
        let values = AnswerValues { attribute, ..values() };
        return Some(answer(lead, values, &[AnswerTodo::CorrectAtSource]));
    }
    None
}

fn removed(facts: &PersonFacts, row: &LogEntry) -> Option<PersonAnswer> {
    let was = (row.row.outcome == Outcome::Changed).then_some(row.row.action)?;
    let since = row.row.at;
    let is_entra = row.target.as_deref().is_some_and(|target| {
        let target = target.to_ascii_lowercase();
        target.contains("entra") || target.contains("azure active directory")
    });
    let until = since
        .filter(|_| is_entra)
        .and_then(|since| since.checked_add(RESTORABLE).ok());
    let can_be_restored = until.is_some_and(|until| until > facts.now);
    let lead = match (was, row.row.why, until) {
        (Action::Disable, ..) => AnswerLead::Disabled,
        (Action::Delete, Some(Why::MovedOut), Some(_)) => AnswerLead::RemovedLeftScope,
        (Action::Delete, Some(Why::Gone), Some(_)) => AnswerLead::RemovedGone,
        (Action::Delete, ..) => AnswerLead::Removed,
        _ => return None,
    };
    let values = AnswerValues {
        until: until.filter(|_| lead != AnswerLead::Disabled),
        ..of_row(facts, row, since)
    };
    let cure = match lead {
        AnswerLead::RemovedLeftScope => AnswerTodo::OpenScope,
        AnswerLead::Removed => AnswerTodo::CopyForSupport,
        _ => AnswerTodo::EnableAtSource,
    };
    let restores = can_be_restored && lead != AnswerLead::Disabled;
    let todo = [Some(cure), restores.then_some(AnswerTodo::RestoreUser)];
    let todo: Vec<_> = todo.into_iter().flatten().collect();
    Some(answer(lead, values, &todo))
}

fn in_step(facts: &PersonFacts, row: &LogEntry, rows: &[LogEntry]) -> Option<PersonAnswer> {
    rows::agrees(row).then(|| {
        // Since the last change, else as long as nothing else is known.
        let changed = rows.iter().take_while(|row| rows::agrees(row));
        let changed = changed.into_iter().find(|row| row.row.outcome == Outcome::Changed);
        let since = changed.and_then(|row| row.row.at);
        let since = since.or_else(|| rows::since(rows, rows::agrees));
        answer(AnswerLead::InStep, of_row(facts, row, since), &[])
    })
}

fn without_rows(facts: &PersonFacts) -> PersonAnswer {
    let log_is_read = facts.rows.is_ok();
    if log_is_read && let Some(account) = account(facts) {
        let values = AnswerValues {
            account: Some(account),
            days: days(facts),
            ..named(facts)
        };
        return match values.days {
            Some(_) => answer(AnswerLead::Tied, values, &[]),
            None => answer(AnswerLead::TiedNoAge, values, &[]),
        };
    }
    let job = facts.job.as_ref().ok();
    let state = job.map(|job| job.as_ref().map_or(State::NeverStarted, |job| job.state));
    let is_well = job.is_none_or(|job| job.as_ref().is_some_and(brings_people));
    if log_is_read && is_well {
        return outside_of_scope_by_place(facts).unwrap_or_else(|| never_met(facts));
    }
    if !is_well {
        let values = AnswerValues { state, ..named(facts) };
        return answer(AnswerLead::JobNotWell, values, &[AnswerTodo::OpenConfiguration]);
    }
    let (lead, todo): (_, &[AnswerTodo]) = match facts.rows {
        Err(NotRead::NoLicence) => (AnswerLead::LogClosedLicence, &[AnswerTodo::AskForLicence]),
        Err(NotRead::NotPermitted | NotRead::NotAsked) => (AnswerLead::LogClosedRole, &[AnswerTodo::AskForRole]),
        Err(NotRead::NotHere) => (AnswerLead::LogClosedCloud, &[]),
        Err(NotRead::NothingToAskBy) | Ok(_) => (AnswerLead::Unexplained, &[AnswerTodo::CopyForSupport]),
    };
    answer(lead, named(facts), todo)
}

/// Single objects that fail do not hold others up.
fn brings_people(job: &Verdict) -> bool {
    job.level < Level::CannotSee || job.state == State::SomeFail
}

/// The agent does not even tell the service of those who lie elsewhere.
fn outside_of_scope_by_place(facts: &PersonFacts) -> Option<PersonAnswer> {
    let scope = facts.scope.as_ref().ok().filter(|scope| !scope.containers.is_empty());
    scope.and_then(|_| outside_of_scope(facts, facts.person.distinguished_name.as_deref()))
}

fn never_met(facts: &PersonFacts) -> PersonAnswer {
    let values = AnswerValues {
        days: days(facts),
        ..named(facts)
    };
    let lead = match values.days {
        Some(_) => AnswerLead::NeverMet,
        None => AnswerLead::NeverMetNoAge,
    };
    answer(lead, values, &[AnswerTodo::WaitForRound, AnswerTodo::TryPerson])
}

/// The account she is tied to. Where ties may not be read, one that comes from Active Directory is tied to somebody there.
fn account(facts: &PersonFacts) -> Option<String> {
    let user = facts.user.as_ref().ok().and_then(Option::as_ref);
    match &facts.tie {
        Ok(Some(tie)) => {
            let name = user.map(label).or_else(|| tie.display_name.clone());
            Some(name.unwrap_or_else(|| tie.target_anchor.clone()))
        }
        Ok(None) => None,
        Err(_) => user
            .filter(|user| user.on_premises_sync_enabled == Some(true))
            .map(label),
    }
}

fn unexplained(facts: &PersonFacts, newest: Option<&LogEntry>) -> PersonAnswer {
    let values = newest.map_or_else(|| named(facts), |row| of_row(facts, row, row.row.at));
    answer(AnswerLead::Unexplained, values, &[AnswerTodo::CopyForSupport])
}

fn days(facts: &PersonFacts) -> Option<u64> {
    let since: Timestamp = facts.log_since?;
    let days = (facts.now.duration_since(since).as_hours() + 12) / 24;
    u64::try_from(days).ok().filter(|days| *days > 0)
}

fn named(facts: &PersonFacts) -> AnswerValues {
    AnswerValues {
        name: facts.person.name.clone(),
        ..AnswerValues::default()
    }
}

fn of_row(facts: &PersonFacts, row: &LogEntry, since: Option<Timestamp>) -> AnswerValues {
    AnswerValues {
        error: row.row.code.clone(),
        cause: row.row.cause,
        reason: row.reason.clone().or_else(|| row.row.code.clone()),
        target: row.target.clone(),
        since,
        ..named(facts)
    }
}

/// As people know an account.
fn label(user: &User) -> String {
    let address = user.user_principal_name.as_ref().or(user.mail.as_ref());
    match (&user.display_name, address) {
        (Some(name), Some(address)) => format!("{name} ({address})"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => user.id.clone(),
    }
}

fn answer(lead: AnswerLead, values: AnswerValues, todo: &[AnswerTodo]) -> PersonAnswer {
    PersonAnswer {
        code: lead.code(),
        lead,
        values,
        todo: todo.to_vec(),
    }
}

#[cfg(test)]
mod tests;
