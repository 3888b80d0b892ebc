//! What was seen by looking only.

use journeys::Journey;
use journeys::checks::{CheckId, Checked, ServedDomain};
use serde::Serialize;
use ts_rs::TS;

use crate::{AgentList, ConfigurationStatus, News, Problem, Unseen};

/// What was looked at, check by check.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckView {
    /// What is to be set up.
    pub journey: Journey,
    /// Everything that is looked at for it, in the order of the page.
    pub asked: Vec<CheckId>,
    /// A look is under way; results of the one before stay until they are replaced.
    pub looking: bool,
    /// End of the last complete look, RFC 3339.
    pub at: Option<String>,
    /// What is known so far, in the order of the page.
    pub found: Vec<Checked>,
    /// Domains that agents serve; absent where they cannot be read.
    pub domains: Option<Vec<ServedDomain>>,
    /// Why the look broke off.
    pub problem: Option<Problem>,
}

/// The last look at what runs: for the subject of the set-up on screen, or in the whole tenant.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatusView {
    /// Everything in the tenant was looked at.
    pub whole_tenant: bool,
    /// A look is under way; what the one before found stays.
    pub looking: bool,
    /// When it was found, RFC 3339; absent before the first.
    pub at: Option<String>,
    /// Directory synchronization is on; absent when it never was, or is not to be seen.
    pub synchronization: Option<bool>,
    /// What runs, the worst first.
    pub configurations: Vec<ConfigurationStatus>,
    /// Configurations whose jobs cannot be seen.
    pub unseen: Vec<Unseen>,
    /// The agents of the tenant.
    pub agents: AgentList,
    /// What changed since somebody last came to look.
    pub news: Option<News>,
    /// Why the last look brought nothing.
    pub problem: Option<Problem>,
}
