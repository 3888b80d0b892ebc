use serde::Deserialize;
use serde_json::Value;

use super::{Extra, null_as_default};

/// Synchronisation switches of the whole tenant (contract 5.2).
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct OnPremisesSynchronization {
    /// The tenant's GUID.
    pub id: String,
    /// Twenty nullable switches by name.
    #[serde(default, deserialize_with = "null_as_default")]
    pub features: Extra,
    #[serde(default, deserialize_with = "null_as_default")]
    pub configuration: Extra,
    #[serde(flatten)]
    pub extra: Extra,
}

/// The tenant's own guard against many deletes; separate from the jobs'.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeletePrevention {
    /// `disabled`, `enabledForCount`, `enabledForPercentage`.
    pub synchronization_prevention_type: String,
    #[serde(default)]
    pub alert_threshold: Option<i64>,
}

impl OnPremisesSynchronization {
    /// One switch; `None` when it is null or unknown.
    pub fn feature(&self, name: &str) -> Option<bool> {
        self.features.get(name).and_then(Value::as_bool)
    }

    /// Whether password hashes may be synchronised in this tenant.
    pub fn password_sync_enabled(&self) -> Option<bool> {
        self.feature("passwordSyncEnabled")
    }

    pub fn accidental_deletion_prevention(&self) -> Option<DeletePrevention> {
        let prevention = self.configuration.get("accidentalDeletionPrevention")?;
        DeletePrevention::deserialize(prevention).ok()
    }
}
