//! What was sent.

use serde::Serialize;
use ts_rs::TS;

/// The newest requests and how many there were.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestLogView {
    /// All requests of this session.
    #[ts(type = "number")]
    pub total: u64,
    /// The newest of them, oldest first.
    pub rows: Vec<RequestRow>,
}

/// One request to Microsoft Graph; secrets are taken out before it gets here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestRow {
    /// Number in this session, from 1.
    #[ts(type = "number")]
    pub number: u64,
    /// HTTP method.
    pub method: String,
    /// Path with query, below the Graph host.
    pub path: String,
    /// HTTP status; absent when no answer came.
    pub status: Option<u16>,
    /// Start, RFC 3339.
    pub at: String,
    /// Milliseconds until the answer was read.
    #[ts(type = "number")]
    pub took: u64,
    /// Microsoft's id of the request, for support.
    pub request_id: Option<String>,
    /// The body sent, secrets taken out.
    pub body: Option<String>,
    /// What an error answered, shortened.
    pub answer: Option<String>,
    /// The answer is what Causeway expects while it waits: the cause of the wait, such as `not-visible-yet`.
    pub expected: Option<String>,
}
