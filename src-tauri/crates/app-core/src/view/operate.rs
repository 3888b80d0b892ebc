//! The tenants of whoever looks after several.

use serde::Serialize;
use ts_rs::TS;

use super::CloudName;
use crate::{ConfigurationStatus, Level, Problem};

/// What runs, beyond the one tenant that everything is about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperateView {
    /// Every tenant that can be looked at without asking anybody, the worst first. Empty until somebody wants to see them.
    pub tenants: Vec<TenantGlance>,
}

/// One tenant at a glance.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TenantGlance {
    /// Tenant id, a GUID.
    pub tenant: String,
    /// Where it lives.
    pub cloud: CloudName,
    /// What it is called; a directory's text, never markup.
    pub name: String,
    /// The worst of its configurations. A tenant that did not answer keeps it for one look, and cannot be seen after two.
    pub level: Level,
    /// Its worst configuration, as it was seen last.
    pub worst: Option<ConfigurationStatus>,
    /// How many configurations it has.
    pub configurations: usize,
    /// It is being looked at.
    pub looking: bool,
    /// When it was seen last, RFC 3339.
    pub at: Option<String>,
    /// Why the last look brought nothing.
    pub problem: Option<Problem>,
}
