//! The rows of a set-up as the window shows them: how many are where. The rows themselves stay in the session; those in sight are asked for.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{Problem, ProblemCode};

/// What was or is being done with the rows of a set-up.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RowsView {
    /// Rises with every change: rows that were asked for before are out of date then.
    #[ts(type = "number")]
    pub revision: u64,
    /// The set-up as it was handed over; its rows stand in the table.
    #[ts(as = "journeys::SetupFile")]
    pub setup: Value,
    /// What is done with them.
    pub work: RowsDeed,
    /// It is being done.
    pub working: bool,
    /// No other row is begun any more; those at work come to their end.
    pub ending: bool,
    /// How many are where.
    pub counts: RowStandings,
    /// What would change in all of them, or has.
    #[ts(type = "number")]
    pub changes: u64,
    /// Why rows need somebody, the most frequent first.
    pub groups: Vec<RowGroup>,
    /// Rows that did not come to a good end and have all they need.
    pub ready_again: usize,
    /// What stands in the way of all.
    pub obstacle: Option<Problem>,
    /// Names of what earlier runs made for rows that are not there any more.
    pub left_alone: Vec<String>,
}

/// What is done with the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RowsDeed {
    /// Looks what would change.
    Plan,
    /// Changes it, and starts nothing.
    Prepare,
    /// Starts those that are prepared.
    Start,
}

/// Which rows are worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "are", rename_all = "kebab-case")]
pub enum RowsChosen {
    /// All; of a start those that are prepared.
    All,
    /// Those that did not come to a good end and have all they need.
    ReadyAgain,
    /// The one of this number, from 1.
    One { number: usize },
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RowStanding {
    /// Not begun.
    ToCome,
    /// At work.
    Working,
    /// Waiting for something of Microsoft's.
    Waiting,
    /// Something would change.
    WillChange,
    /// It was changed as wanted.
    Done,
    /// Nothing is, or was, to be changed.
    AsWanted,
    /// It did not come to a good end.
    NeedsYou,
    /// Ended by the person, or not begun because of that.
    Stopped,
}

impl RowStanding {
    /// As files have it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ToCome => "to-come",
            Self::Working => "working",
            Self::Waiting => "waiting",
            Self::WillChange => "will-change",
            Self::Done => "done",
            Self::AsWanted => "as-wanted",
            Self::NeedsYou => "needs-you",
            Self::Stopped => "stopped",
        }
    }
}

/// How many rows stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each is a standing of a row")]
pub struct RowStandings {
    pub total: usize,
    pub to_come: usize,
    pub working: usize,
    pub waiting: usize,
    pub will_change: usize,
    pub done: usize,
    pub as_wanted: usize,
    pub needs_you: usize,
    pub stopped: usize,
}

impl RowStandings {
    /// One more.
    pub(crate) fn add(&mut self, standing: RowStanding) {
        self.total += 1;
        let count = match standing {
            RowStanding::ToCome => &mut self.to_come,
            RowStanding::Working => &mut self.working,
            RowStanding::Waiting => &mut self.waiting,
            RowStanding::WillChange => &mut self.will_change,
            RowStanding::Done => &mut self.done,
            RowStanding::AsWanted => &mut self.as_wanted,
            RowStanding::NeedsYou => &mut self.needs_you,
            RowStanding::Stopped => &mut self.stopped,
        };
        *count += 1;
    }
}

/// Rows that need somebody for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RowGroup {
    /// The reason.
    pub code: ProblemCode,
    /// How many.
    pub count: usize,
}

/// Which rows are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WantedRows {
    /// Those that stand so; all where it is empty.
    pub standings: Vec<RowStanding>,
    /// Those that need somebody for this reason.
    pub code: Option<ProblemCode>,
    /// The first row that is wanted, counted from 0.
    pub from: usize,
    /// How many; 200 at most are told.
    pub count: usize,
}

/// Rows as they stand.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShownRows {
    /// As of this picture.
    #[ts(type = "number")]
    pub revision: u64,
    /// Rows that are wanted, told or not.
    pub matched: usize,
    /// Those that were asked for.
    pub rows: Vec<ShownRow>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShownRow {
    /// Its place in the table, from 1.
    pub number: usize,
    /// Its name in the tenant.
    pub name: String,
    /// Where it stands.
    pub standing: RowStanding,
    /// What would change in it, or has.
    #[ts(type = "number")]
    pub changes: u64,
    /// Why it needs somebody.
    pub problem: Option<Problem>,
    /// It has all it needs to be tried again.
    pub ready: bool,
}
