//! Everything that was read of one person.

use graph_client::ScopeFilters;
use graph_client::models::{ObjectConnection, User};
use jiff::Timestamp;

use super::people::{FoundPerson, NotRead};
use crate::Verdict;
use crate::log::LogEntry;

/// What an answer is made of. What could not be read is told as such, never as if there were nothing.
#[derive(Debug, Clone)]
pub struct PersonFacts {
    /// Who.
    pub person: FoundPerson,
    /// Her rows of the log, newest first.
    pub rows: Result<Vec<LogEntry>, NotRead>,
    /// The oldest row of the whole log: how far back it goes.
    pub log_since: Option<Timestamp>,
    /// What she is tied to.
    pub tie: Result<Option<ObjectConnection>, NotRead>,
    /// The account on the target side.
    pub user: Result<Option<User>, NotRead>,
    /// Another account that has a value she should have.
    pub holder: Option<User>,
    /// How the job is doing that brings people; none where there is no such job.
    pub job: Result<Option<Verdict>, NotRead>,
    /// Who takes part.
    pub scope: Result<ScopeFilters, NotRead>,
    /// The source attribute that people are matched by.
    pub matched_by: Option<String>,
    /// When it was looked, by the service's time.
    pub now: Timestamp,
}

impl PersonFacts {
    /// The value of hers that somebody else may have.
    #[must_use]
    pub fn disputed(&self) -> Option<String> {
        let newest = self.rows.as_ref().ok().and_then(|rows| rows.first());
        let of_row = newest.filter(|row| super::why::is_taken(row));
        of_row.and_then(super::rows::disputed).or_else(|| {
            let user = self.user.as_ref().ok()?.as_ref()?;
            let trouble = user.on_premises_provisioning_errors.first()?;
            trouble.value.as_deref().map(super::rows::without_kind)
        })
    }
}
