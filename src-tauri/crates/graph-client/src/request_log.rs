//! Every request becomes one row of the request log.

use std::time::Duration;

use jiff::Timestamp;

use crate::wait::WaitCause;

/// How one attempt of a request ended. A code; the words belong to the UI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestOutcome {
    Ok,
    /// 429.
    Throttled,
    /// 500, 502, 503, 504.
    Unavailable,
    /// 401, or a claims challenge.
    Unauthorized,
    /// Any other answer that is no success.
    Refused,
    /// No connection was made; nothing was sent.
    NotSent,
    /// Sent, but no whole answer came back.
    Lost,
    /// Stopped by the person while reading.
    Stopped,
}

impl RequestOutcome {
    /// Stable name for reports and the UI.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Throttled => "throttled",
            Self::Unavailable => "unavailable",
            Self::Unauthorized => "unauthorized",
            Self::Refused => "refused",
            Self::NotSent => "not-sent",
            Self::Lost => "lost",
            Self::Stopped => "stopped",
        }
    }
}

/// One attempt of one request. Holds no token and no secret value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRecord {
    /// What was being done, as in errors.
    pub call: &'static str,
    pub method: String,
    /// Path with query, below the Graph origin: `/v1.0/…`.
    pub path: String,
    pub status: Option<u16>,
    pub started: Timestamp,
    pub duration: Duration,
    /// 1 for the first try of this request.
    pub attempt: u32,
    pub request_id: Option<String>,
    pub client_request_id: String,
    /// The body as sent, secret values replaced; `[n bytes]` when it is too long to keep.
    pub request_body: Option<String>,
    /// The beginning of an answer that is no success, secret values replaced.
    pub answer_excerpt: Option<String>,
    pub outcome: RequestOutcome,
    /// A refusal that may pass, met while waiting for just that: why it waits.
    pub expected: Option<WaitCause>,
}

/// Receives the rows. Called from the task that sends; must not block.
pub trait RequestLog: Send + Sync {
    fn record(&self, record: RequestRecord);
}

/// Keeps nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoLog;

impl RequestLog for NoLog {
    fn record(&self, _record: RequestRecord) {}
}
