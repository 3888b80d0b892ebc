//! What rows of the log say about a person.

use jiff::Timestamp;

use crate::log::{Action, Cause, LogEntry, Outcome, Part};

/// A verdict of the scoping step, where the row has it.
fn says(entry: &LogEntry, name: &str) -> Option<bool> {
    let scoping = entry.panels.iter().filter(|panel| panel.part == Part::Scope);
    let mut details = scoping.flat_map(|panel| &panel.steps).flat_map(|step| &step.details);
    let found = details.find(|detail| {
        let start = detail.name.get(..name.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    })?;
    if found.value.eq_ignore_ascii_case("true") {
        Some(true)
    } else if found.value.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// She is there and enabled on the source side.
pub(super) fn is_active(entry: &LogEntry) -> Option<bool> {
    says(entry, "Active in the source")
}

/// She passed the filters of who takes part.
pub(super) fn is_in_scope(entry: &LogEntry) -> Option<bool> {
    says(entry, "Scoping filter")
}

/// She is assigned to the app.
pub(super) fn is_assigned(entry: &LogEntry) -> Option<bool> {
    says(entry, "Assigned")
}

/// The row knows her by an id of the source side and by nothing else: the agent left her out (operate 1.2).
pub(super) fn has_only_a_source_id(entry: &LogEntry) -> bool {
    let row = &entry.row;
    row.source_id.is_some() && row.name.is_none() && row.address.is_none() && row.target_id.is_none()
}

/// Both sides agree after it.
pub(super) fn agrees(entry: &LogEntry) -> bool {
    let row = &entry.row;
    match row.outcome {
        Outcome::Changed => matches!(row.action, Action::Create | Action::Update | Action::Other),
        Outcome::Skipped => match row.cause {
            Some(Cause::SameAlready) => true,
            // Left as it is, and not for a filter: what is there already.
            Some(Cause::LookedAt) => row.target_id.is_some(),
            None => row.code.is_none() && row.target_id.is_some(),
            _ => false,
        },
        _ => false,
    }
}

/// The oldest row of those at the beginning that are all so.
pub(super) fn since(rows: &[LogEntry], is_so: impl Fn(&LogEntry) -> bool) -> Option<Timestamp> {
    let so = rows.iter().take_while(|row| is_so(row));
    so.filter_map(|row| row.row.at).min()
}

/// The value that somebody else has: of those to be written the one that Microsoft's text names, else her address.
pub(super) fn disputed(entry: &LogEntry) -> Option<String> {
    let told = [&entry.reason, &entry.details].into_iter().flatten();
    let told: String = told.map(|text| text.to_lowercase()).collect();
    let written = entry.changes.iter().filter_map(|change| change.new.as_deref());
    let mut addresses = written.filter(|value| value.contains('@'));
    let named = addresses.find(|value| told.contains(&value.to_lowercase()));
    named.map(without_kind).or_else(|| entry.row.address.clone())
}

/// `SMTP:anna@contoso.com` is an address with its kind.
pub(super) fn without_kind(address: &str) -> String {
    let kind = address.get(..5).filter(|kind| kind.eq_ignore_ascii_case("smtp:"));
    address[kind.map_or(0, str::len)..].to_owned()
}
