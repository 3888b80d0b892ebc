//! What a presenter lets go wrong in the demo tenant.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What can be made to go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FaultName {
    /// 429 with `Retry-After`.
    SlowDown,
    /// 503; nothing was done.
    Unavailable,
    /// 503, although it was done.
    UnavailableAfterwards,
    /// It was done, and the connection breaks before the answer.
    AnswerLost,
    /// The connection breaks and nothing was done.
    ConnectionBroken,
    /// A gateway's page in the place of Graph's answer.
    GatewayPage,
    /// The answer comes late.
    SlowAnswer,
    /// 401: the token's time is over.
    TokenExpired,
    /// What was just created is not known yet, for some looks more.
    AppearsLate,
}

impl FaultName {
    pub const ALL: [Self; 9] = [
        Self::SlowDown,
        Self::Unavailable,
        Self::UnavailableAfterwards,
        Self::AnswerLost,
        Self::ConnectionBroken,
        Self::GatewayPage,
        Self::SlowAnswer,
        Self::TokenExpired,
        Self::AppearsLate,
    ];
}

/// Which request meets the fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FaultPlace {
    /// Whatever is asked next.
    NextRequest,
    /// Creating the configuration.
    Configuration,
    /// Creating a job.
    Job,
    /// Storing domain, mail address and delete guard.
    Settings,
    /// Writing who takes part and the password mapping.
    Schema,
    /// Starting a job.
    Start,
}

impl FaultPlace {
    pub const ALL: [Self; 6] = [
        Self::NextRequest,
        Self::Configuration,
        Self::Job,
        Self::Settings,
        Self::Schema,
        Self::Start,
    ];
}

/// The demo tenant's script of faults, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FaultsView {
    /// Still to happen, in the order in which they were asked for.
    pub armed: Vec<FaultView>,
    /// What happened last, newest first.
    pub happened: Vec<HappenedFault>,
}

/// One fault of the script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FaultView {
    /// Absent for one that was not asked for here.
    pub fault: Option<FaultName>,
    /// Absent where the fault says by itself which requests meet it.
    pub place: Option<FaultPlace>,
    /// The line of the script.
    pub script: String,
}

/// A fault that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HappenedFault {
    /// When the request came, RFC 3339.
    pub at: String,
    pub method: String,
    /// With the query.
    pub path: String,
    pub what: FaultView,
}
