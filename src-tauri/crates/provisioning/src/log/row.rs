//! What one line of a list shows of an entry.

use graph_client::models::{Extra, LogIdentity, LogStep, ProvisioningEntry, StepKind};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::codes::Cause;
use super::dn;
use super::fold::cut;
use super::words::{Action, Kind, Outcome, Why};

/// One line. A text that is missing, null or empty is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogRow {
    /// Of the entry.
    pub id: String,
    /// When it was done.
    #[ts(type = "string | null")]
    pub at: Option<Timestamp>,
    /// What was to be done.
    pub action: Action,
    /// What came of it.
    pub outcome: Outcome,
    /// Microsoft's code of why, such as `AttributeValueMustBeUnique`.
    pub code: Option<String>,
    /// What that comes down to, where there are words for it.
    pub cause: Option<Cause>,
    /// What kind of object it is.
    pub kind: Kind,
    /// What the object is called.
    pub name: Option<String>,
    /// The sign-in name or mail address of a person.
    pub address: Option<String>,
    /// In the source; the objectGUID where that is Active Directory.
    pub source_id: Option<String>,
    /// Its distinguished name.
    pub dn: Option<String>,
    /// Where it lies: the distinguished name of its unit.
    pub ou: Option<String>,
    /// In the target.
    pub target_id: Option<String>,
    /// What it is called in the target.
    pub target_name: Option<String>,
    /// What Microsoft's support asks for.
    pub change_id: Option<String>,
    /// The job.
    pub job: Option<String>,
    /// Why it is to be removed, where it is held back or was removed.
    pub why: Option<Why>,
}

/// What a list shows of a row; the rest is in its entry. What is absent is left out, since a window asks for many at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListedRow {
    /// Of the entry.
    pub id: String,
    /// When it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(as = "Option<String>", optional = nullable)]
    pub at: Option<Timestamp>,
    /// What was to be done.
    pub action: Action,
    /// What came of it.
    pub outcome: Outcome,
    /// Microsoft's code of why.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub code: Option<String>,
    /// What that comes down to, where there are words for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub cause: Option<Cause>,
    /// What kind of object it is.
    pub kind: Kind,
    /// What the object is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub name: Option<String>,
    /// The sign-in name or mail address of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub address: Option<String>,
    /// Its distinguished name, where it has neither of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub dn: Option<String>,
    /// Where it lies, where it has no address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub ou: Option<String>,
    /// Why it is to be removed, where it is held back or was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub why: Option<Why>,
}

impl From<LogRow> for ListedRow {
    fn from(row: LogRow) -> Self {
        let has_address = row.address.is_some();
        let is_called = has_address || row.name.is_some();
        Self {
            id: row.id,
            at: row.at,
            action: row.action,
            outcome: row.outcome,
            code: row.code,
            cause: row.cause,
            kind: row.kind,
            name: row.name,
            address: row.address,
            dn: row.dn.filter(|_| !is_called),
            ou: row.ou.filter(|_| !has_address),
            why: row.why,
        }
    }
}

/// Earlier than all times.
pub(super) const NEVER: i64 = i64::MIN;

/// In steps of 100 ns, as the service counts.
pub(super) fn ticks(at: Timestamp) -> i64 {
    i64::try_from(at.as_nanosecond() / 100).unwrap_or(NEVER)
}

pub(super) fn timestamp(ticks: i64) -> Option<Timestamp> {
    let known = (ticks != NEVER).then_some(i128::from(ticks) * 100)?;
    Timestamp::from_nanosecond(known).ok()
}

impl LogRow {
    /// Of an entry.
    #[must_use]
    pub fn of(entry: &ProvisioningEntry) -> Self {
        let action = Action::of(entry);
        let (source, target) = (entry.source_identity.as_ref(), entry.target_identity.as_ref());
        let dn = source.and_then(|source| distinguished_name(entry, source));
        let kinds = [source, target].into_iter().flatten();
        let kind = kinds
            .filter_map(|side| side.kind.as_deref())
            .find(|kind| !kind.is_empty());
        let code = code(entry);
        let target_name = target.and_then(|side| text(side.display_name.as_deref()));
        Self {
            id: cut(&entry.id, LONGEST).to_owned(),
            at: entry.activity_date_time.map(ticks).and_then(timestamp),
            outcome: Outcome::of(entry, action),
            cause: code.as_deref().and_then(Cause::of),
            code,
            kind: kind.map_or(Kind::Other, Kind::of),
            name: source
                .and_then(|side| text(side.display_name.as_deref()))
                .or_else(|| target_name.clone()),
            address: address(entry),
            source_id: source.and_then(|side| text(side.id.as_deref())),
            ou: dn.as_deref().and_then(dn::unit).map(str::to_owned),
            dn,
            target_id: target.and_then(|side| text(side.id.as_deref())),
            target_name,
            change_id: text(entry.change_id.as_deref()),
            job: text(entry.job_id.as_deref()),
            why: matches!(action, Action::Delete | Action::StagedDelete | Action::StagedAction).then(|| why(entry)),
            action,
        }
    }
}

/// Of a text that is longer the beginning is kept. None of Active Directory is, and the entry as a whole is kept elsewhere.
const LONGEST: usize = 4096;

fn text(given: Option<&str>) -> Option<String> {
    let text = given.filter(|text| !text.is_empty())?;
    Some(cut(text, LONGEST).to_owned())
}

/// A detail by its name, whatever its case.
pub(super) fn detail<'e>(details: &'e Extra, name: &str) -> Option<&'e str> {
    let found = details.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    found.1.as_str().filter(|text| !text.is_empty())
}

fn steps<'e>(entry: &'e ProvisioningEntry, kind: &'e StepKind) -> impl Iterator<Item = &'e LogStep> {
    entry
        .provisioning_steps
        .iter()
        .filter(move |step| step.kind.as_ref() == Some(kind))
}

fn imported<'e>(entry: &'e ProvisioningEntry, attribute: &str) -> Option<&'e str> {
    steps(entry, &StepKind::Import).find_map(|step| detail(&step.details, attribute))
}

fn distinguished_name(entry: &ProvisioningEntry, source: &LogIdentity) -> Option<String> {
    let told = detail(&source.details, "DistinguishedName").or_else(|| imported(entry, "distinguishedName"));
    let told = told.or_else(|| source.id.as_deref().filter(|id| dn::is_one(id)));
    text(told)
}

fn address(entry: &ProvisioningEntry) -> Option<String> {
    let written = |name: &str| {
        let mut properties = entry.modified_properties.iter();
        let found = properties.find(|property| {
            let known = property.display_name.as_deref();
            known.is_some_and(|known| known.eq_ignore_ascii_case(name))
        });
        found?.new_value.as_deref().filter(|text| !text.is_empty())
    };
    const NAMES: [&str; 2] = ["userPrincipalName", "mail"];
    let found = NAMES
        .into_iter()
        .find_map(|name| imported(entry, name).or_else(|| written(name)));
    text(found)
}

/// Where the status gives none, a step may.
fn code(entry: &ProvisioningEntry) -> Option<String> {
    let status = entry.status().and_then(|status| status.error()?.error_code.as_deref());
    let step = || {
        let mut steps = entry.provisioning_steps.iter().rev();
        steps.find_map(|step| detail(&step.details, "ErrorCode").or_else(|| detail(&step.details, "SkipReason")))
    };
    text(status).or_else(|| text(step()))
}

fn why(entry: &ProvisioningEntry) -> Why {
    let flag = |name: &str| {
        let mut details = steps(entry, &StepKind::Scoping).flat_map(|step| &step.details);
        details.find_map(|(known, value)| {
            let is_it = known
                .get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name));
            is_it.then(|| truth(value))?
        })
    };
    match (flag("Active in the source system"), flag("Scoping filter")) {
        (Some(false), _) => Why::Gone,
        (Some(true), Some(false)) => Why::MovedOut,
        _ => Why::NotTold,
    }
}

/// `True` and `False` come as texts.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
