//! Where a configuration is not as its set-up file and Microsoft's defaults have it. Reads only.

use jiff::Timestamp;
use journeys::{Setup, StepId};
use provisioning::drift::MappingDrift;
use serde::Serialize;
use ts_rs::TS;

use crate::Problem;

/// What is compared, and with what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DriftAsked {
    /// The set-up whose answers count; without one only Microsoft's defaults do.
    pub setup: Option<Setup>,
    /// Object id of the configuration's service principal; otherwise that of the set-up, or the only one.
    pub configuration: Option<String>,
}

/// What is not as it should be.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriftView {
    /// When it was looked, by the service's time.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// The configuration.
    pub configuration: DriftConfiguration,
    /// Where it is not as the set-up file says; absent without one.
    pub settings: Option<Vec<SettingDrift>>,
    /// Steps of the set-up that could not be looked at, or that a person must act for first.
    pub unseen: Vec<UnseenStep>,
    /// Where its mappings are not as Microsoft's template has them.
    pub mappings: Vec<MappingDrift>,
    /// Why the mappings were not compared; absent when they were.
    pub mappings_problem: Option<Problem>,
}

/// Which configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriftConfiguration {
    /// Object id of its service principal; absent where there is none.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its Active Directory domain, where that is known.
    pub domain: Option<String>,
    /// Id of the job whose mappings are compared.
    pub job: Option<String>,
}

/// One setting that is not as the set-up file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingDrift {
    /// The step that would set it.
    pub step: StepId,
    /// Its stable name: `drift.setting.<setting>` in the locales.
    pub setting: String,
    /// What it is; empty where it is not there.
    pub is: String,
    /// What the file says.
    pub should: String,
}

/// A step that tells nothing.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnseenStep {
    /// Which.
    pub step: StepId,
    /// Why.
    pub problem: Problem,
}

impl DriftView {
    /// Anything differs.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.settings.as_ref().is_some_and(|settings| !settings.is_empty()) || !self.mappings.is_empty()
    }
}
