//! The members that every row of the log has, whatever its job does (contract 13.1).

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

/// A provisioningObjectSummary without its steps and changes.
pub(crate) struct Head<'h> {
    pub(crate) id: Uuid,
    pub(crate) at: Timestamp,
    pub(crate) tenant_id: &'h str,
    pub(crate) job_id: &'h str,
    pub(crate) cycle_id: Uuid,
    pub(crate) change_id: Uuid,
    pub(crate) action: &'static str,
    pub(crate) status: &'static str,
    pub(crate) duration_in_milliseconds: u64,
    pub(crate) initiated_by: Value,
    pub(crate) service_principal: &'h str,
    pub(crate) service_principal_name: &'h str,
    pub(crate) app_id: &'h str,
    pub(crate) source_system: &'h str,
    pub(crate) target_system: &'h str,
    pub(crate) source: Value,
    pub(crate) target: Value,
    /// `errorInformation`.
    pub(crate) error: Value,
}

impl Head<'_> {
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "activityDateTime": self.at.to_string(),
            "tenantId": self.tenant_id,
            "jobId": self.job_id,
            "cycleId": self.cycle_id,
            "changeId": self.change_id,
            "provisioningAction": self.action,
            "durationInMilliseconds": self.duration_in_milliseconds,
            "initiatedBy": self.initiated_by,
            "servicePrincipal": {"id": self.service_principal, "displayName": self.service_principal_name},
            "sourceSystem": {"id": self.system_id(self.source_system), "displayName": self.source_system, "details": {}},
            "targetSystem": {
                "id": self.system_id(self.target_system),
                "displayName": self.target_system,
                "details": {
                    "ApplicationId": self.app_id,
                    "ServicePrincipalId": self.service_principal,
                    "ServicePrincipalDisplayName": self.service_principal_name,
                },
            },
            "sourceIdentity": self.source,
            "targetIdentity": self.target,
            "provisioningStatusInfo": {"status": self.status, "errorInformation": self.error},
        })
    }

    /// What filters look at: a few old names besides.
    pub(crate) fn to_be_filtered(&self) -> Value {
        let mut row = self.to_json();
        row["servicePrincipal"]["name"] = json!(self.service_principal_name);
        row["action"] = json!(capital(self.action));
        row["statusInfo"] = json!({"status": capital(self.status)});
        row
    }

    /// With its steps and changes. Beta still shows `action` and `statusInfo` as well.
    pub(crate) fn to_row(&self, steps: Value, modified: Value, beta: bool) -> Value {
        let mut row = self.to_json();
        row["provisioningSteps"] = steps;
        row["modifiedProperties"] = modified;
        if beta {
            row["action"] = json!(capital(self.action));
            row["statusInfo"] =
                json!({"@odata.type": "#microsoft.graph.statusDetails", "status": capital(self.status)});
        }
        row
    }

    /// One for each end of a job.
    fn system_id(&self, name: &str) -> Uuid {
        Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{}.{name}", self.job_id).as_bytes())
    }
}

/// What the service calls itself.
pub(crate) fn by_the_service() -> Value {
    json!({"id": "", "displayName": "Azure AD Provisioning Service", "initiatorType": "system"})
}

/// `stagedDelete` → `StagedDelete`.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
