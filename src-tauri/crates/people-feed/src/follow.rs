//! What the provisioning log says of those who were sent: each row joined with a person by their number. Rows are not kept.

use std::collections::HashMap;

use graph_client::models::{LogStep, ProvisioningAction, ProvisioningEntry, ProvisioningResult, StepKind};
use jiff::Timestamp;
use serde_json::Value;

/// A code of the service is no longer.
const LONGEST_CODE: usize = 100;

/// What became of somebody, the worst last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Everything stood there already as it was sent.
    AlreadyRight,
    Done,
    /// A new account, switched off.
    CreatedOff,
    /// A rule of the job leaves them out.
    LeftOut,
    /// The service's code says why.
    Refused {
        code: String,
    },
}

/// How many have which.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Followed {
    pub already_right: u64,
    pub done: u64,
    pub created_off: u64,
    pub left_out: u64,
    pub refused: u64,
    /// The log says nothing of them yet.
    pub open: u64,
}

/// Those who are looked for in the log.
#[derive(Debug)]
pub struct Following {
    people: Vec<One>,
    /// By number, and by number in lower case where that is one person's.
    exact: HashMap<String, usize>,
    folded: HashMap<String, Option<usize>>,
}

#[derive(Debug)]
struct One {
    number: String,
    said: Option<Said>,
}

#[derive(Debug)]
struct Said {
    at: Option<Timestamp>,
    change: Option<String>,
    outcome: Outcome,
}

impl Following {
    /// Looks for people with these numbers.
    pub fn of(numbers: impl IntoIterator<Item = String>) -> Self {
        let people: Vec<One> = numbers.into_iter().map(|number| One { number, said: None }).collect();
        let exact = people
            .iter()
            .enumerate()
            .map(|(at, one)| (one.number.clone(), at))
            .collect();
        let mut folded: HashMap<String, Option<usize>> = HashMap::new();
        for (at, one) in people.iter().enumerate() {
            let known = folded.entry(one.number.to_lowercase());
            known.and_modify(|known| *known = None).or_insert(Some(at));
        }
        Self { people, exact, folded }
    }

    /// Reads a row. Whether it is about somebody who is looked for. The newest change counts, and of the rows of one change the worst.
    pub fn take(&mut self, entry: &ProvisioningEntry) -> bool {
        let Some(at) = keys(entry).find_map(|key| self.find(key)) else {
            return false;
        };
        let Some(outcome) = outcome(entry) else {
            return false;
        };
        let new = Said {
            at: entry.activity_date_time,
            change: entry.change_id.clone(),
            outcome,
        };
        let said = &mut self.people[at].said;
        match said {
            Some(known) if known.change.is_some() && known.change == new.change => {
                known.at = known.at.max(new.at);
                if new.outcome > known.outcome {
                    known.outcome = new.outcome;
                }
            }
            Some(known) if known.at > new.at => {}
            _ => *said = Some(new),
        }
        true
    }

    fn find(&self, key: &str) -> Option<usize> {
        let exact = self.exact.get(key).copied();
        exact.or_else(|| self.folded.get(&key.to_lowercase()).copied().flatten())
    }

    /// How it stands.
    #[must_use]
    pub fn counts(&self) -> Followed {
        let mut counts = Followed::default();
        for one in &self.people {
            let count = match one.said.as_ref().map(|said| &said.outcome) {
                None => &mut counts.open,
                Some(Outcome::AlreadyRight) => &mut counts.already_right,
                Some(Outcome::Done) => &mut counts.done,
                Some(Outcome::CreatedOff) => &mut counts.created_off,
                Some(Outcome::LeftOut) => &mut counts.left_out,
                Some(Outcome::Refused { .. }) => &mut counts.refused,
            };
            *count += 1;
        }
        counts
    }

    /// Each with what the log says of them, if anything, in the order in which they were given.
    pub fn people(&self) -> impl Iterator<Item = (&str, Option<&Outcome>)> {
        let all = self.people.iter();
        all.map(|one| (one.number.as_str(), one.said.as_ref().map(|said| &said.outcome)))
    }
}

/// Where the number of somebody may stand, the likeliest first.
fn keys(entry: &ProvisioningEntry) -> impl Iterator<Item = &str> {
    let source = entry.source_identity.as_ref();
    let id = source.and_then(|source| source.id.as_deref());
    let details = source.and_then(|source| source.details.get("externalId"));
    let import = entry
        .provisioning_steps
        .iter()
        .filter(|step| step.kind == Some(StepKind::Import));
    let import = import.filter_map(|step| step.details.get("externalId"));
    let others = details.into_iter().chain(import).filter_map(Value::as_str);
    id.into_iter().chain(others).filter(|key| !key.is_empty())
}

/// Nothing where the row does not say how it ended.
fn outcome(entry: &ProvisioningEntry) -> Option<Outcome> {
    let status = entry.status()?;
    let code = status.error().and_then(|error| error.error_code.as_deref());
    Some(match status.status.as_ref()? {
        ProvisioningResult::Failure => refused(code),
        ProvisioningResult::Skipped => {
            let reason = entry.provisioning_steps.iter().find_map(skip_reason);
            match reason {
                Some("RedundantExport") => Outcome::AlreadyRight,
                // Such as somebody who is not there, by a job that creates nobody.
                Some("NotEffectivelyEntitled") => Outcome::LeftOut,
                _ if code == Some("EntrySynchronizationSkipped") || is_out_of_scope(entry) => Outcome::LeftOut,
                reason => refused(code.or(reason)),
            }
        }
        _ if entry.action() == Some(&ProvisioningAction::Create) && is_off(entry) => Outcome::CreatedOff,
        _ => Outcome::Done,
    })
}

fn refused(code: Option<&str>) -> Outcome {
    let letters = code.unwrap_or_default().chars().filter(char::is_ascii_alphanumeric);
    Outcome::Refused {
        code: letters.take(LONGEST_CODE).collect(),
    }
}

fn skip_reason(step: &LogStep) -> Option<&str> {
    step.details.get("SkipReason")?.as_str()
}

fn is_out_of_scope(entry: &ProvisioningEntry) -> bool {
    let mut scoping = entry
        .provisioning_steps
        .iter()
        .filter(|step| step.kind == Some(StepKind::Scoping));
    scoping.any(|step| !matches!(step.status, Some(ProvisioningResult::Success) | None))
}

fn is_off(entry: &ProvisioningEntry) -> bool {
    let enabled = entry.modified_properties.iter().find(|property| {
        let name = property.display_name.as_deref();
        name.is_some_and(|name| name.eq_ignore_ascii_case("accountEnabled"))
    });
    let value = enabled.and_then(|property| property.new_value.as_deref());
    value.is_some_and(|value| value.trim_matches('"').eq_ignore_ascii_case("false"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn row(number: &str, minute: u32, change: &str, more: Value) -> ProvisioningEntry {
        let mut row = json!({
            "id": "r", "activityDateTime": format!("2026-01-01T00:{minute:02}:00Z"), "changeId": change,
            "sourceIdentity": {"id": number}, "provisioningStatusInfo": {"status": "success"}, "provisioningAction": "update",
        });
        let more = more.as_object().unwrap().clone();
        row.as_object_mut().unwrap().extend(more);
        serde_json::from_value(row).unwrap()
    }

    fn failure(code: &str) -> Value {
        json!({"provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": code}}})
    }

    fn skipped(details: Value) -> Value {
        json!({"provisioningAction": "other", "provisioningStatusInfo": {"status": "skipped"},
            "provisioningSteps": [{"name": "s", "provisioningStepType": "export", "status": "skipped", "details": details}]})
    }

    fn following() -> Following {
        Following::of(["00012", "E7", "a1", "A1"].map(str::to_owned))
    }

    #[test]
    fn rows_are_joined_by_number_wherever_it_stands() {
        let mut following = following();
        for (row, found) in [
            (row("00012", 1, "c", json!({})), true),
            (row("e7", 1, "c", json!({})), true),
            (row("a1", 1, "c", json!({})), true),
            (row("12", 1, "c", json!({})), false),
            (row("", 1, "c", json!({})), false),
            (
                row(
                    "x",
                    1,
                    "c",
                    json!({"sourceIdentity": {"id": "x", "details": {"externalId": "A1"}}}),
                ),
                true,
            ),
            (
                row(
                    "",
                    1,
                    "c",
                    json!({"sourceIdentity": null, "provisioningSteps": [
                {"name": "i", "provisioningStepType": "import", "details": {"externalId": "E7"}}]}),
                ),
                true,
            ),
            (row("E7", 1, "c", json!({"provisioningStatusInfo": null})), false),
        ] {
            assert_eq!(following.take(&row), found, "{row:?}");
        }
        assert_eq!(
            following.counts(),
            Followed {
                done: 4,
                ..Followed::default()
            }
        );
    }

    #[test]
    fn of_one_change_the_worst_row_counts_and_of_several_the_newest() {
        let mut following = following();
        let said = |following: &Following| following.people().next().unwrap().1.cloned();
        let refused = |code: &str| Some(Outcome::Refused { code: code.to_owned() });
        following.take(&row("00012", 3, "one", json!({})));
        following.take(&row("00012", 2, "one", failure("InvalidDomain")));
        assert_eq!(said(&following), refused("InvalidDomain"));
        following.take(&row("00012", 1, "earlier", json!({})));
        assert_eq!(said(&following), refused("InvalidDomain"), "read newest first or last");
        following.take(&row("00012", 9, "later", json!({})));
        assert_eq!(said(&following), Some(Outcome::Done));
    }

    #[test]
    fn what_a_row_says_is_told_apart() {
        let off = json!({"provisioningAction": "create", "modifiedProperties": [{"displayName": "accountEnabled", "newValue": "\"False\""}]});
        let scoped = json!({"provisioningStatusInfo": {"status": "skipped"}, "provisioningSteps": [
            {"name": "s", "provisioningStepType": "scoping", "status": "skipped", "details": null}]});
        let hostile = failure("Jansen <b>\u{1b}[31m");
        for (more, outcome) in [
            (json!({}), Outcome::Done),
            (off, Outcome::CreatedOff),
            (skipped(json!({"SkipReason": "RedundantExport"})), Outcome::AlreadyRight),
            (scoped, Outcome::LeftOut),
            (
                json!({"provisioningStatusInfo": {"status": "skipped", "errorInformation": {"errorCode": "EntrySynchronizationSkipped"}}}),
                Outcome::LeftOut,
            ),
            (
                skipped(json!({"SkipReason": "NotFound"})),
                Outcome::Refused {
                    code: "NotFound".to_owned(),
                },
            ),
            (skipped(json!(null)), Outcome::Refused { code: String::new() }),
            (
                hostile,
                Outcome::Refused {
                    code: "Jansenb31m".to_owned(),
                },
            ),
        ] {
            let mut following = following();
            following.take(&row("E7", 1, "c", more));
            assert_eq!(following.people().nth(1), Some(("E7", Some(&outcome))));
        }
    }
}
