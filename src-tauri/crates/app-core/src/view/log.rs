//! The provisioning log as its page shows it. Its rows are asked for as they come into sight.

use jiff::Timestamp;
use journeys::steering::Target;
use provisioning::log::{Filter, Group, ListedRow, Tally};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::WaitView;
use crate::Problem;

/// How far back the log is read; a longer one is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LogPeriod {
    /// 24 hours.
    Day,
    /// Seven days.
    Week,
    /// All that Microsoft keeps.
    All,
}

/// The log of one configuration, as far as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogView {
    /// Whose log it is.
    pub target: Target,
    /// How far back it is read.
    pub period: LogPeriod,
    /// It is being read.
    pub reading: bool,
    /// What the reading waits for.
    pub wait: Option<WaitView>,
    /// Rows of the period.
    pub read: usize,
    /// Rows of the period that are asked for.
    pub matched: usize,
    /// Rises when the rows that are asked for change.
    #[ts(type = "number")]
    pub revision: u64,
    /// What is asked for.
    pub filter: Filter,
    /// How many rows of the period came to what.
    pub tally: Tally,
    /// Rows of the period that did not go well, by cause, the worst first; 50 groups at most.
    pub groups: Vec<Group>,
    /// The oldest row that was read.
    #[ts(type = "string | null")]
    pub oldest: Option<Timestamp>,
    /// The period was read to its end.
    pub complete: bool,
    /// The oldest rows, of which there was no room for so many.
    #[ts(type = "number")]
    pub let_go: u64,
    /// Why it is not read.
    pub problem: Option<Problem>,
}

/// Rows that are asked for, from one place of the list on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogRows {
    /// The revision of the list that they are of.
    #[ts(type = "number")]
    pub revision: u64,
    /// 200 at most.
    pub rows: Vec<ListedRow>,
}
