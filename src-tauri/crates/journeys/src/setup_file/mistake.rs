//! A mistake of a set-up file.

use serde::Serialize;
use ts_rs::TS;

/// A mistake of a set-up file: where it stands, what was found there, what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, TS)]
#[error("line {line}, column {column}: {field}: found {found}; allowed is {allowed}{}", meant(suggestion.as_deref()))]
#[ts(rename = "SetupMistake")]
pub struct SetupError {
    /// The table beside the set-up file in which it stands; left out for one in the file itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub table: Option<String>,
    /// From 1; of a table the row, as Excel counts them.
    pub line: u32,
    /// From 1, in characters; of a table its column.
    pub column: u32,
    /// Path of the field, such as `scope.ous[2]`; of a table the heading of the column.
    pub field: String,
    /// What was found, shortened.
    pub found: String,
    /// What is allowed.
    pub allowed: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

impl SetupError {
    /// The file is one of another journey.
    pub(crate) fn other_journey(found: &str, allowed: &str) -> Self {
        Self {
            table: None,
            line: 1,
            column: 1,
            field: "journey".to_owned(),
            found: format!("\"{found}\""),
            allowed: format!("\"{allowed}\""),
            suggestion: None,
        }
    }
}

fn meant(suggestion: Option<&str>) -> String {
    suggestion
        .map(|meant| format!("; did you mean {meant}?"))
        .unwrap_or_default()
}
