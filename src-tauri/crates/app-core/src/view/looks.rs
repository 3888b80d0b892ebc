//! What was seen by looking only.

use journeys::checks::{Checked, ServedDomain};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::ConfigurationStatus;
use crate::Problem;

/// A run that was begun and not ended.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnfinishedRun {
    /// The configuration's name.
    pub name: String,
    /// Its answers.
    #[ts(type = "import(\"./setup\").SetupFile")]
    pub setup: Value,
    /// Steps that ended well.
    pub done: u32,
    /// Steps that the set-up wants.
    pub total: u32,
    /// A change was begun and nobody knows how it ended.
    pub unknown: bool,
    /// Its last fact, RFC 3339.
    pub at: String,
}

/// What was looked at, check by check.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckView {
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

/// The last look at what runs for the domain of the set-up.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatusView {
    /// A look is under way; the picture of the one before stays.
    pub looking: bool,
    /// When the picture was taken, RFC 3339; absent before the first.
    pub at: Option<String>,
    /// What runs.
    pub configurations: Vec<ConfigurationStatus>,
    /// Why the last look brought nothing.
    pub problem: Option<Problem>,
}
