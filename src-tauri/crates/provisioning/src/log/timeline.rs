//! What was done in each of some spans of time, such as days. Where a day begins is the business of the window, which knows the time
//! zone and its changes.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::covered::Read;
use super::matches::Matches;
use super::row::{NEVER, ticks};
use super::store::LogStore;
use super::words::{Action, Outcome};

/// Spans that can be asked for.
pub const MOST_SPANS: usize = 40;

/// Where each span begins, and where the last one ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks(Vec<i64>);

impl Marks {
    /// `None` unless they rise and leave one to 40 spans between them.
    #[must_use]
    pub fn of(times: &[Timestamp]) -> Option<Self> {
        let marks: Vec<_> = times.iter().copied().map(ticks).collect();
        let rise = marks.is_sorted_by(|one, next| one < next);
        (rise && (2..=MOST_SPANS + 1).contains(&marks.len())).then_some(Self(marks))
    }
}

/// Rows of one span. Each is counted once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpanCounts {
    /// How much of the span was read; of what was not, nothing is counted.
    pub read: Read,
    /// Objects that were made. In Cloud Sync some may have been there.
    pub created: u32,
    /// Objects that were changed. In Cloud Sync some may be new.
    pub updated: u32,
    /// Accounts that were switched off.
    pub disabled: u32,
    /// Objects that were removed.
    pub removed: u32,
    /// Something else that was done.
    pub other: u32,
    /// It was not done.
    pub failed: u32,
    /// The delete guard holds it back.
    pub held: u32,
    /// It was looked at and left.
    pub skipped: u32,
    /// It is not told what came of it.
    pub unknown: u32,
}

/// Rows by time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Timeline {
    /// One for each span, the oldest first; 40 at most.
    pub spans: Vec<SpanCounts>,
    /// Rows from before the first span.
    pub earlier: u32,
    /// Rows from after the last.
    pub later: u32,
    /// Rows without a time.
    pub untimed: u32,
}

impl Timeline {
    /// Of the rows that fit. The last span may reach into the future: what lies after the last reading is not missing in it.
    #[must_use]
    pub fn of(store: &LogStore, matches: &Matches, marks: &Marks) -> Self {
        let spans: Vec<_> = marks.0.iter().copied().zip(marks.0.iter().copied().skip(1)).collect();
        let mut told = Self::default();
        for &(from, until) in &spans {
            let is_last = Some(&until) == marks.0.last();
            let until = store
                .read_until()
                .filter(|end| is_last && *end > from)
                .map_or(until, |end| end.min(until));
            told.spans.push(SpanCounts::none(store.read_of((from, until))));
        }
        let (first, end) = (marks.0.first().copied(), marks.0.last().copied());
        let mut place = spans.len().saturating_sub(1);
        // The newest come first.
        for row in matches
            .rows()
            .iter()
            .filter_map(|&number| store.rows().get(number as usize))
        {
            if row.at == NEVER {
                told.untimed += 1;
            } else if Some(row.at) >= end {
                told.later += 1;
            } else if Some(row.at) < first {
                told.earlier += 1;
            } else {
                while spans.get(place).is_some_and(|&(from, _)| row.at < from) {
                    place -= 1;
                }
                if let Some(span) = told.spans.get_mut(place) {
                    span.count(row.outcome, row.action);
                }
            }
        }
        told
    }
}

impl SpanCounts {
    fn none(read: Read) -> Self {
        Self {
            read,
            created: 0,
            updated: 0,
            disabled: 0,
            removed: 0,
            other: 0,
            failed: 0,
            held: 0,
            skipped: 0,
            unknown: 0,
        }
    }

    fn count(&mut self, outcome: Outcome, action: Action) {
        *match (outcome, action) {
            (Outcome::Failed, _) => &mut self.failed,
            (Outcome::Held, _) => &mut self.held,
            (Outcome::Skipped, _) => &mut self.skipped,
            (Outcome::Unknown, _) => &mut self.unknown,
            (Outcome::Changed | Outcome::Warned, Action::Create) => &mut self.created,
            (Outcome::Changed | Outcome::Warned, Action::Update) => &mut self.updated,
            (Outcome::Changed | Outcome::Warned, Action::Disable) => &mut self.disabled,
            (Outcome::Changed | Outcome::Warned, Action::Delete) => &mut self.removed,
            (Outcome::Changed | Outcome::Warned, Action::StagedDelete | Action::StagedAction | Action::Other) => {
                &mut self.other
            }
        } += 1;
    }
}
