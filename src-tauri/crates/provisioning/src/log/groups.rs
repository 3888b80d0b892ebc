//! Rows that failed, or were left, for the same cause; and how many of each outcome there are.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::codes::Cause;
use super::matches::Matches;
use super::row::LogRow;
use super::store::LogStore;
use super::words::{Kind, Outcome};

/// Names that are shown of a group.
const FIRST: usize = 3;

/// Rows of one outcome, code and kind of object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Group {
    /// What came of them.
    pub outcome: Outcome,
    /// Microsoft's code, where it gives one.
    pub code: Option<String>,
    /// What that comes down to, where there are words for it.
    pub cause: Option<Cause>,
    /// What kind of objects.
    pub kind: Kind,
    /// How many rows.
    #[ts(type = "number")]
    pub count: u64,
    /// Time of the newest.
    #[ts(type = "string | null")]
    pub newest: Option<Timestamp>,
    /// Names of the newest three objects.
    pub names: Vec<String>,
}

/// How many rows of each outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// Something was written.
    #[ts(type = "number")]
    pub changed: u64,
    /// It was written, and not all of it is well.
    #[ts(type = "number")]
    pub warned: u64,
    /// It was not written.
    #[ts(type = "number")]
    pub failed: u64,
    /// For how many causes that was.
    #[ts(type = "number")]
    pub causes: u64,
    /// The delete guard holds it back.
    #[ts(type = "number")]
    pub held: u64,
    /// It was looked at and left.
    #[ts(type = "number")]
    pub skipped: u64,
    /// It is not told.
    #[ts(type = "number")]
    pub unknown: u64,
}

/// Groups in the making. Rows are added the newest first.
#[derive(Debug, Default)]
pub struct Groups {
    /// By outcome and kind, then by code; an empty one is none.
    groups: HashMap<(Outcome, Kind), HashMap<String, Group>>,
    tally: Tally,
}

impl Groups {
    /// Those of the rows that fit.
    #[must_use]
    pub fn of(store: &LogStore, matches: &Matches) -> Self {
        let mut groups = Self::default();
        let names = store.names();
        for row in matches
            .rows()
            .iter()
            .filter_map(|&number| store.rows().get(number as usize))
        {
            groups.count(
                row.outcome,
                row.kind,
                names.get(row.code),
                row.timestamp(),
                names.get(row.name),
            );
        }
        groups
    }

    /// Counts one more.
    pub fn add(&mut self, row: &LogRow) {
        self.count(row.outcome, row.kind, row.code.as_deref(), row.at, row.name.as_deref());
    }

    fn count(&mut self, outcome: Outcome, kind: Kind, code: Option<&str>, at: Option<Timestamp>, name: Option<&str>) {
        self.tally.count(outcome);
        let alike = self.groups.entry((outcome, kind)).or_default();
        let code = code.unwrap_or_default();
        if !alike.contains_key(code) {
            alike.insert(code.to_owned(), Group::empty(outcome, kind, code));
        }
        let Some(group) = alike.get_mut(code) else { return };
        group.count += 1;
        group.newest = group.newest.max(at);
        if let Some(name) =
            name.filter(|name| group.names.len() < FIRST && !group.names.iter().any(|known| known == name))
        {
            group.names.push(name.to_owned());
        }
    }

    /// The worst outcome first, then the largest, then the newest.
    #[must_use]
    pub fn worst_first(&self) -> Vec<Group> {
        let mut groups: Vec<_> = self.groups.values().flat_map(HashMap::values).cloned().collect();
        groups.sort_by(|one, other| {
            let key = |group: &Group| (group.outcome, Reverse(group.count), Reverse(group.newest));
            key(one)
                .cmp(&key(other))
                .then_with(|| (&one.code, one.kind).cmp(&(&other.code, other.kind)))
        });
        groups
    }

    /// How many rows of each outcome there are.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let failed = self
            .groups
            .iter()
            .filter(|((outcome, _), _)| *outcome == Outcome::Failed);
        let codes: std::collections::HashSet<_> = failed.flat_map(|(_, alike)| alike.keys()).collect();
        Tally {
            causes: codes.len() as u64,
            ..self.tally
        }
    }
}

impl Group {
    fn empty(outcome: Outcome, kind: Kind, code: &str) -> Self {
        Self {
            outcome,
            code: (!code.is_empty()).then(|| code.to_owned()),
            cause: Cause::of(code),
            kind,
            count: 0,
            newest: None,
            names: Vec::new(),
        }
    }
}

impl Tally {
    fn count(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Changed => &mut self.changed,
            Outcome::Warned => &mut self.warned,
            Outcome::Failed => &mut self.failed,
            Outcome::Held => &mut self.held,
            Outcome::Skipped => &mut self.skipped,
            Outcome::Unknown => &mut self.unknown,
        } += 1;
    }
}
