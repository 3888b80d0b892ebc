//! Everything in the tenant that provisions, as its page shows it.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::WaitView;
use crate::{ConfigurationStatus, Problem};

/// What provisions, as far as it was found.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppsView {
    /// Configurations and apps with jobs, the worst first.
    pub found: Vec<ConfigurationStatus>,
    /// All apps of the tenant are being asked, or are to be as soon as somebody sees the page.
    pub finding: bool,
    /// Those that were found before are being asked how they are doing.
    pub looking: bool,
    /// Apps that this search asks, once they are listed.
    pub listed: Option<usize>,
    /// Apps that it has asked.
    pub looked: usize,
    /// Of these, apps whose jobs could not be seen.
    pub unseen: usize,
    /// Why not, of the first of them.
    pub unseen_problem: Option<Problem>,
    /// When all apps of the tenant had last been asked. What was set up since is not among those that were found.
    #[ts(type = "string | null")]
    pub searched: Option<Timestamp>,
    /// When those that were found were asked last.
    #[ts(type = "string | null")]
    pub at: Option<Timestamp>,
    /// What the asking waits for.
    pub wait: Option<WaitView>,
    /// Why it ended.
    pub problem: Option<Problem>,
}
