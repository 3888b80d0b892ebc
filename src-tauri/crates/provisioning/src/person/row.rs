//! Rows of the provisioning log as far as they tell about one person.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// One row (contract 13.1).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonRow {
    /// Id of the row.
    pub id: String,
    /// When it was done.
    #[ts(type = "string | null")]
    pub at: Option<Timestamp>,
    /// Id of the job.
    pub job: Option<String>,
    /// Microsoft's name of what was done, such as `update`; `other` for what was looked at and left.
    pub action: Option<String>,
    /// Microsoft's name of how it ended, such as `skipped`.
    pub status: Option<String>,
    /// Microsoft's code of the reason.
    pub code: Option<String>,
    /// Microsoft's own words for it.
    pub reason: Option<String>,
    /// What support asks for.
    pub change_id: Option<String>,
    /// What was written, or would have been.
    pub changes: Vec<PersonChange>,
    /// She is there and enabled on the source side, where the row says so.
    pub active: Option<bool>,
    /// She passed the filters of who takes part, where the row says so.
    pub in_scope: Option<bool>,
    /// She is assigned to the app, where the row says so.
    pub assigned: Option<bool>,
    /// There is an id on the target side.
    pub has_target: bool,
    /// The row knows her by an id of the source side and by nothing else.
    pub only_source_id: bool,
}

/// One value of the target side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonChange {
    /// The attribute.
    pub name: String,
    /// Before; absent where there was none.
    pub old: Option<String>,
    /// After; absent where there is none.
    pub new: Option<String>,
}
