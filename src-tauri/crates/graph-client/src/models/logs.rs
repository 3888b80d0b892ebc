//! Entries of the provisioning log (contract 13.1), old and new spelling alike.

use jiff::Timestamp;
use serde::Deserialize;

use super::open_enum::open_enum;
use super::{Extra, null_as_default, timestamps};

/// One object in one cycle.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProvisioningEntry {
    pub id: String,
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub activity_date_time: Option<Timestamp>,
    #[serde(default)]
    pub job_id: Option<String>,
    #[serde(default)]
    pub cycle_id: Option<String>,
    #[serde(default)]
    pub change_id: Option<String>,
    #[serde(default)]
    pub duration_in_milliseconds: Option<i64>,
    #[serde(default)]
    provisioning_action: Option<ProvisioningAction>,
    #[serde(default)]
    action: Option<ProvisioningAction>,
    #[serde(default)]
    provisioning_status_info: Option<LogStatus>,
    #[serde(default)]
    status_info: Option<LogStatus>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub provisioning_steps: Vec<LogStep>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub modified_properties: Vec<ModifiedProperty>,
    #[serde(default)]
    pub source_identity: Option<LogIdentity>,
    #[serde(default)]
    pub target_identity: Option<LogIdentity>,
    #[serde(default)]
    pub source_system: Option<LogSystem>,
    #[serde(default)]
    pub target_system: Option<LogSystem>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl ProvisioningEntry {
    pub fn action(&self) -> Option<&ProvisioningAction> {
        self.provisioning_action.as_ref().or(self.action.as_ref())
    }

    pub fn status(&self) -> Option<&LogStatus> {
        self.provisioning_status_info.as_ref().or(self.status_info.as_ref())
    }
}

open_enum! {
    ProvisioningAction {
        Create = "create",
        Update = "update",
        Disable = "disable",
        Delete = "delete",
        StagedDelete = "stagedDelete",
        OtherAction = "other",
    }
}

open_enum! {
    ProvisioningResult {
        Success = "success",
        Failure = "failure",
        Skipped = "skipped",
        Warning = "warning",
    }
}

open_enum! {
    ErrorCategory {
        Failure = "failure",
        NonServiceFailure = "nonServiceFailure",
        Success = "success",
    }
}

open_enum! {
    StepKind {
        Import = "import",
        Scoping = "scoping",
        Matching = "matching",
        Processing = "processing",
        ReferenceResolution = "referenceResolution",
        Export = "export",
    }
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogStatus {
    #[serde(default)]
    pub status: Option<ProvisioningResult>,
    #[serde(default)]
    error_information: Option<ErrorInformation>,
    /// The old spelling puts the error beside the status.
    #[serde(flatten)]
    beside: ErrorInformation,
}

impl LogStatus {
    /// Why, when there is a reason.
    pub fn error(&self) -> Option<&ErrorInformation> {
        self.error_information
            .as_ref()
            .or_else(|| self.beside.error_code.is_some().then_some(&self.beside))
    }
}

/// Why it ended so.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorInformation {
    #[serde(default)]
    pub error_code: Option<String>,
    #[serde(default)]
    pub reason: Option<String>,
    #[serde(default)]
    pub additional_details: Option<String>,
    #[serde(default)]
    pub error_category: Option<ErrorCategory>,
    #[serde(default)]
    pub recommended_action: Option<String>,
}

/// One of the four steps.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct LogStep {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default, rename = "provisioningStepType", alias = "type")]
    pub kind: Option<StepKind>,
    #[serde(default)]
    pub status: Option<ProvisioningResult>,
    #[serde(default)]
    pub description: Option<String>,
    /// Free names with texts, some of them JSON again.
    #[serde(default, deserialize_with = "null_as_default")]
    pub details: Extra,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A target attribute before and after.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModifiedProperty {
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default)]
    pub old_value: Option<String>,
    #[serde(default)]
    pub new_value: Option<String>,
}

/// The object on one side.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogIdentity {
    #[serde(default)]
    pub id: Option<String>,
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default, rename = "identityType", alias = "type")]
    pub kind: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub details: Extra,
}

/// The system on one side.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct LogSystem {
    #[serde(default)]
    pub id: Option<String>,
    #[serde(default, rename = "displayName", alias = "name")]
    pub name: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub details: Extra,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn both_spellings_read_the_same() {
        let new: ProvisioningEntry = serde_json::from_value(json!({"id": "1", "activityDateTime": "2026-01-01T00:00:00Z",
            "provisioningAction": "stagedDelete", "provisioningStatusInfo": {"status": "failure",
                "errorInformation": {"errorCode": "E", "reason": "r", "errorCategory": "nonServiceFailure"}},
            "provisioningSteps": [{"name": "EntryImport", "provisioningStepType": "import", "status": "success", "details": null}]}))
        .unwrap();
        let old: ProvisioningEntry = serde_json::from_value(json!({"id": "1", "activityDateTime": "2026-01-01T00:00:00Z",
            "action": "StagedDelete", "statusInfo": {"@odata.type": "#microsoft.graph.statusDetails", "status": "Failure",
                "errorCode": "E", "reason": "r", "errorCategory": "NonServiceFailure"},
            "provisioningSteps": [{"name": "EntryImport", "provisioningStepType": "Import", "status": "Success"}]}))
        .unwrap();
        assert_eq!(new.action(), Some(&ProvisioningAction::StagedDelete));
        assert_eq!(new.action(), old.action());
        assert_eq!(new.status().unwrap().error(), old.status().unwrap().error());
        assert_eq!(new.provisioning_steps, old.provisioning_steps);
    }

    #[test]
    fn success_has_no_error() {
        let entry: ProvisioningEntry = serde_json::from_value(
            json!({"id": "1", "provisioningStatusInfo": {"status": "success", "errorInformation": null}, "initiatedBy": {"initiatorType": "x"}}),
        )
        .unwrap();
        assert_eq!(entry.status().unwrap().error(), None);
        assert!(entry.extra.contains_key("initiatedBy"));
    }
}
