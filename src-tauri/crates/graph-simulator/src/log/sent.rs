//! One row of a job that brings people of the cloud to an app (contract 7.8, 13.1; members of the scoping step: provisionondemand).

use serde_json::{Value, json};
use uuid::Uuid;

use super::head::Head;
use super::{Deed, LoggedRun};
use crate::jobs::{Source, Sources};

/// Whose people a run brought where.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) sources: std::sync::Arc<Sources>,
    pub(super) application: String,
}

const ENTRA: &str = "Azure Active Directory";

impl LoggedRun {
    pub(super) fn sent_summary<'h>(&'h self, sent: &'h Sent, place: usize, tenant_id: &'h str) -> Option<Head<'h>> {
        let entry = self.entries[place];
        let source = sent.sources.get(entry.object)?;
        let reason = match entry.deed {
            Deed::Fail | Deed::FailUpdate => source
                .refusal
                .as_ref()
                .map(|refusal| (refusal.code.as_str(), refusal.reason.as_str())),
            deed => deed.reason(None),
        };
        let kind = source.kind();
        let target = match entry.deed.has_target() {
            true => {
                json!({"id": self.id_in_app(source), "displayName": source.name, "identityType": kind, "details": {}})
            }
            false => json!({"id": "", "displayName": "", "identityType": kind, "details": {}}),
        };
        let details = match source.is_group {
            true => json!({"displayName": source.name}),
            false => json!({"displayName": source.name, "userPrincipalName": source.address}),
        };
        let source = json!({"id": source.id, "displayName": source.name, "identityType": kind, "details": details});
        Some(self.head_of(place, tenant_id, [ENTRA, &sent.application], [source, target], reason))
    }

    fn id_in_app(&self, source: &Source) -> Uuid {
        source.id_in_app(&self.job_id)
    }

    /// Import, scoping, matching, and what was done.
    pub(super) fn sent_steps(&self, sent: &Sent, place: usize) -> Value {
        let entry = self.entries[place];
        sent.sources.get(entry.object).map_or_else(
            || json!([]),
            |source| source.steps(entry.deed, &sent.application, "provisioningStepType"),
        )
    }

    pub(super) fn sent_changes(&self, sent: &Sent, place: usize) -> Value {
        let entry = self.entries[place];
        let source = sent.sources.get(entry.object);
        source.map_or_else(|| json!([]), |source| source.changes(entry.deed))
    }
}

impl Source {
    pub(crate) fn kind(&self) -> &'static str {
        if self.is_group { "Group" } else { "User" }
    }

    pub(crate) fn id_in_app(&self, job: &str) -> Uuid {
        Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{job}.{}", self.id).as_bytes())
    }

    /// `user 'anna@contoso.com'`.
    fn told(&self) -> String {
        match self.is_group {
            true => format!("Group '{}'", self.name),
            false => format!("User '{}'", self.address),
        }
    }

    /// `kind`: what the member for the kind of a step is called.
    pub(crate) fn steps(&self, deed: Deed, application: &str, kind: &str) -> Value {
        let told = self.told();
        let step = |name: &str, is: &str, status: &str, description: String, details: Value| json!({"name": name, kind: is, "status": status, "description": description, "details": details});
        let flag = |value: bool| if value { "True" } else { "False" };
        let (active, entitled) = (
            deed != Deed::NotActive,
            !matches!(deed, Deed::NotActive | Deed::NotInScope),
        );
        let mut steps = vec![
            step(
                "EntryImport",
                "import",
                "success",
                format!("Received {told} from {ENTRA}"),
                json!({"objectId": self.id, "displayName": self.name, "userPrincipalName": self.address, "accountEnabled": flag(self.enabled)}),
            ),
            step(
                "EntrySynchronizationScoping",
                "scoping",
                "success",
                format!(
                    "Determine if {} is in scope by evaluating against each scoping filter",
                    self.kind()
                ),
                json!({
                    "IsActive": flag(active), "Assigned": flag(deed != Deed::NotInScope),
                    "IsEffectivelyEntitledForProvisioning": flag(entitled), "IsInProvisioningScopeDisplayName": flag(entitled),
                    "ScopeEvaluationResult": "{}",
                }),
            ),
        ];
        if !entitled {
            let details = json!({"SkipReason": "NotEffectivelyEntitled"});
            steps.push(step(
                "EntrySynchronizationSkip",
                "processing",
                "skipped",
                format!("{told} was skipped"),
                details,
            ));
            return Value::Array(steps);
        }
        let matches = if deed.has_target() && deed != Deed::Create {
            "1"
        } else {
            "0"
        };
        steps.push(step(
            "EntryImportByMatchingProperty",
            "matching",
            "success",
            format!("Find matching {told} in {application}"),
            json!({"Matches found": matches}),
        ));
        let (name, status, happened, details) = match deed {
            Deed::Create => ("EntryExportAdd", "success", "was created", json!({})),
            Deed::Delete => ("EntryExportDelete", "success", "was deleted", json!({})),
            Deed::Disable => ("EntryExportUpdate", "success", "was disabled", json!({})),
            Deed::Update | Deed::Enable => ("EntryExportUpdate", "success", "was updated", json!({})),
            Deed::Fail | Deed::FailUpdate => {
                let told = self.refusal.as_ref();
                let details =
                    json!({"ErrorCode": told.map(|told| &told.code), "Reason": told.map(|told| &told.reason)});
                let name = if deed == Deed::Fail {
                    "EntryExportAdd"
                } else {
                    "EntryExportUpdate"
                };
                (name, "failure", "could not be written", details)
            }
            _ if deed.is_held() => {
                let details = json!({"SkipReason": "AccidentalDeletionPrevention"});
                ("EntryExportUpdate", "skipped", "was not written", details)
            }
            _ => {
                let details = json!({"SkipReason": "RedundantExport"});
                ("EntrySynchronizationSkip", "skipped", "was skipped", details)
            }
        };
        steps.push(step(
            name,
            "export",
            status,
            format!("{told} {happened} in {application}"),
            details,
        ));
        Value::Array(steps)
    }

    /// Attributes of the app that a deed writes.
    pub(crate) fn changes(&self, deed: Deed) -> Value {
        let property =
            |name: &str, old: Value, new: &str| json!({"displayName": name, "oldValue": old, "newValue": new});
        match deed {
            Deed::Create | Deed::Fail if self.is_group => json!([property("displayName", Value::Null, &self.name)]),
            Deed::Create | Deed::Fail => json!([
                property("userName", Value::Null, &self.address),
                property("displayName", Value::Null, &self.name),
                property("active", Value::Null, "True"),
            ]),
            Deed::Disable => json!([property("active", json!("True"), "False")]),
            Deed::Enable => json!([property("active", json!("False"), "True")]),
            _ => json!([]),
        }
    }
}
