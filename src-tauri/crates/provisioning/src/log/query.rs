//! What somebody asks of the log.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fold::folded;
use super::row::{LogRow, ticks};
use super::words::{Action, Kind, Outcome};

/// Which rows are wanted. What is left out asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Filter {
    /// Not earlier than this. A row without a time is wanted always.
    #[ts(type = "string | null")]
    pub since: Option<Timestamp>,
    /// All of these must be so.
    pub is: Conditions,
    /// None of these may be so.
    pub not: Conditions,
}

/// Conditions of a row. A list asks for any of its members, an empty one for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Conditions {
    /// What came of it.
    pub outcomes: Vec<Outcome>,
    /// What was to be done.
    pub actions: Vec<Action>,
    /// What kind of object it is.
    pub kinds: Vec<Kind>,
    /// Microsoft's codes, in any case; an empty one is of rows that have none.
    pub codes: Vec<String>,
    /// Id of the job.
    pub job: Option<String>,
    /// The id of an object in the source or in the target.
    pub object: Option<String>,
    /// Part of a name, an address or a distinguished name, in any case; or an id, or its first eight characters or more: of the entry, of
    /// the object in the source or in the target, or the change id.
    pub text: Option<String>,
}

impl Filter {
    /// Whether the row is wanted.
    #[must_use]
    pub fn fits(&self, row: &LogRow) -> bool {
        let is_late = self
            .since
            .is_none_or(|since| row.at.is_none_or(|at| ticks(at) >= ticks(since)));
        is_late && self.is.all(row) && !self.not.any(row)
    }
}

impl Conditions {
    /// What was asked, folded and without blanks around it; `None` where nothing was.
    pub(super) fn needle(&self) -> Option<String> {
        let text = self.text.as_deref()?.trim();
        (!text.is_empty()).then(|| folded(text))
    }

    fn all(&self, row: &LogRow) -> bool {
        self.answers(row).into_iter().flatten().all(|fits| fits)
    }

    fn any(&self, row: &LogRow) -> bool {
        self.answers(row).into_iter().flatten().any(|fits| fits)
    }

    /// For each condition that asks something whether it is so.
    fn answers(&self, row: &LogRow) -> [Option<bool>; 7] {
        let code = row.code.as_deref().unwrap_or_default();
        let job = row.job.as_deref().unwrap_or_default();
        let object = |id: &String| {
            [&row.source_id, &row.target_id]
                .into_iter()
                .flatten()
                .any(|own| same(own, id))
        };
        [
            asked(&self.outcomes).map(|wanted| wanted.contains(&row.outcome)),
            asked(&self.actions).map(|wanted| wanted.contains(&row.action)),
            asked(&self.kinds).map(|wanted| wanted.contains(&row.kind)),
            asked(&self.codes).map(|wanted| wanted.iter().any(|one| same(code, one))),
            self.job.as_ref().map(|wanted| same(job, wanted)),
            self.object.as_ref().map(object),
            self.needle().map(|needle| says(row, &needle)),
        ]
    }
}

pub(super) fn asked<T>(list: &[T]) -> Option<&[T]> {
    (!list.is_empty()).then_some(list)
}

/// In any case. Names of an open world come in letters that are not English.
fn same(own: &str, wanted: &str) -> bool {
    own == wanted || folded(own) == folded(wanted)
}

fn says(row: &LogRow, needle: &str) -> bool {
    let texts = [&row.name, &row.target_name, &row.address, &row.dn];
    let ids = [
        Some(&row.id),
        row.source_id.as_ref(),
        row.target_id.as_ref(),
        row.change_id.as_ref(),
    ];
    texts.into_iter().flatten().any(|text| folded(text).contains(needle))
        || ids.into_iter().flatten().any(|id| is_id(&folded(id), needle))
}

/// What is shorter is part of too many ids.
pub(super) const SHORTEST_PART: usize = 8;

pub(super) fn is_id(folded_id: &str, needle: &str) -> bool {
    folded_id == needle || needle.len() >= SHORTEST_PART && folded_id.starts_with(needle)
}
