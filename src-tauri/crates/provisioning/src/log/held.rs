//! Removals that the delete guard holds back, by name (contract 11.3): the job tells only how many.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::matches::Matches;
use super::query::{Conditions, Filter};
use super::row::LogRow;
use super::store::LogStore;
use super::words::{Action, Kind, Outcome, Why};

/// All that a job holds back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Held {
    /// Each object once, by unit, the largest unit first, then by name.
    pub objects: Vec<HeldObject>,
    /// How many of each unit, the most first.
    pub units: Vec<HeldUnit>,
}

/// An object that is to be removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HeldObject {
    /// Of the newest entry about it.
    pub entry: String,
    /// In the source.
    pub source_id: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// What kind of object it is.
    pub kind: Kind,
    /// Where it lies: the distinguished name of its unit.
    pub ou: Option<String>,
    /// Why it is to be removed.
    pub why: Why,
    /// When it was held back last.
    #[ts(type = "string | null")]
    pub at: Option<Timestamp>,
}

/// Objects of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HeldUnit {
    /// Its distinguished name, where the log tells it.
    pub ou: Option<String>,
    /// How many of its objects are held back.
    pub count: usize,
}

impl Held {
    /// What a job holds back since its quarantine began.
    #[must_use]
    pub fn of(store: &LogStore, job: &str, since: Option<Timestamp>) -> Self {
        let mut matches = Matches::of(Self::filter(job, since));
        matches.follow(store);
        Self::of_rows(matches.rows().iter().filter_map(|&number| store.row(number)))
    }

    /// The rows that tell it.
    #[must_use]
    pub fn filter(job: &str, since: Option<Timestamp>) -> Filter {
        Filter {
            since,
            is: Conditions {
                outcomes: vec![Outcome::Held],
                actions: vec![Action::StagedDelete, Action::StagedAction],
                job: Some(job.to_owned()),
                ..Conditions::default()
            },
            ..Filter::default()
        }
    }

    /// Of rows that fit [`Self::filter`], the newest first.
    #[must_use]
    pub fn of_rows(rows: impl IntoIterator<Item = LogRow>) -> Self {
        let mut seen = HashSet::new();
        let mut objects = Vec::new();
        for row in rows {
            // Without an id of the object every entry is one of its own.
            let object = row
                .source_id
                .clone()
                .or_else(|| row.dn.clone())
                .unwrap_or_else(|| row.id.clone());
            if seen.insert(object) {
                objects.push(HeldObject::of(row));
            }
        }
        let mut counts: HashMap<Option<&str>, usize> = HashMap::new();
        for object in &objects {
            *counts.entry(object.ou.as_deref()).or_default() += 1;
        }
        let mut units: Vec<_> = counts
            .into_iter()
            .map(|(ou, count)| HeldUnit {
                ou: ou.map(str::to_owned),
                count,
            })
            .collect();
        units.sort_by(|one, other| (Reverse(one.count), &one.ou).cmp(&(Reverse(other.count), &other.ou)));
        let place: HashMap<_, _> = units
            .iter()
            .enumerate()
            .map(|(place, unit)| (unit.ou.clone(), place))
            .collect();
        objects.sort_by_cached_key(|object| (place.get(&object.ou).copied(), object.name.clone()));
        Self { objects, units }
    }
}

impl HeldObject {
    fn of(row: LogRow) -> Self {
        Self {
            entry: row.id,
            source_id: row.source_id,
            name: row.name,
            kind: row.kind,
            ou: row.ou,
            why: row.why.unwrap_or(Why::NotTold),
            at: row.at,
        }
    }
}
