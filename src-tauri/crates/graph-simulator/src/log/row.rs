//! One row as Graph shows it: a provisioningObjectSummary (contract 13.1).

use serde_json::{Value, json};
use uuid::Uuid;

use super::properties::modified;
use super::steps::steps;
use super::{Deed, Initiator, LoggedRun};
use crate::directory::Class;
use crate::identity::CallerKind;

impl LoggedRun {
    /// What filters look at, without the parts that take long to make; a few old names besides (contract 13.1).
    pub(super) fn head(&self, place: usize, tenant_id: &str) -> Value {
        let mut row = self.summary(place, tenant_id);
        row["servicePrincipal"]["name"] = json!(self.service_principal_name);
        row["action"] = json!(capital(self.entries[place].deed.action()));
        row["statusInfo"] = json!({"status": capital(self.entries[place].deed.status())});
        row
    }

    /// The whole row. Beta still shows `action` and `statusInfo` as well.
    pub(super) fn row(&self, place: usize, tenant_id: &str, beta: bool) -> Value {
        let entry = self.entries[place];
        let mut row = self.summary(place, tenant_id);
        let attributes = self.company.attributes(entry.object);
        row["provisioningSteps"] = steps(&self.company, &attributes, entry);
        row["modifiedProperties"] = modified(&self.company, &attributes, entry, self.id_of(place, "change"));
        if beta {
            row["action"] = json!(capital(entry.deed.action()));
            row["statusInfo"] =
                json!({"@odata.type": "#microsoft.graph.statusDetails", "status": capital(entry.deed.status())});
        }
        row
    }

    fn summary(&self, place: usize, tenant_id: &str) -> Value {
        let entry = self.entries[place];
        let (object, company) = (entry.object, &self.company);
        let class = company.class(object).unwrap_or(Class::User);
        let error = entry.deed.reason(company.flaw(object)).map(|(code, reason)| {
            let category = if entry.deed.is_failure() { "failure" } else { "success" };
            json!({"errorCode": code, "reason": reason, "additionalDetails": null, "errorCategory": category, "recommendedAction": null})
        });
        // The service never saw whom the agent left out.
        let is_known = entry.deed != Deed::LeftOut;
        let name = if is_known {
            company.display_name(object)
        } else {
            String::new()
        };
        let details = match is_known {
            true => json!({"DistinguishedName": company.distinguished_name(object)}),
            false => json!({}),
        };
        let source = json!({
            "id": company.object_guid(object), "displayName": name, "identityType": capital(class.source_name()), "details": details,
        });
        let target = match entry.deed.has_target() {
            true => {
                json!({"id": company.cloud_id(object), "displayName": name, "identityType": class.target_name(), "details": {}})
            }
            false => json!({"id": "", "displayName": "", "identityType": class.target_name(), "details": {}}),
        };
        json!({
            "id": self.id_of(place, "row"),
            "activityDateTime": self.time_of(place).to_string(),
            "tenantId": tenant_id,
            "jobId": self.job_id,
            "cycleId": self.cycle_id,
            "changeId": self.id_of(place, "change"),
            "provisioningAction": entry.deed.action(),
            "durationInMilliseconds": 180 + u64::from(object) % 613,
            "initiatedBy": self.initiated_by(),
            "servicePrincipal": {"id": self.service_principal, "displayName": self.service_principal_name},
            "sourceSystem": {"id": self.system_id("Active Directory"), "displayName": "Active Directory", "details": {}},
            "targetSystem": {
                "id": self.system_id("Microsoft Entra ID"),
                "displayName": "Microsoft Entra ID",
                "details": {
                    "ApplicationId": self.app_id,
                    "ServicePrincipalId": self.service_principal,
                    "ServicePrincipalDisplayName": self.service_principal_name,
                },
            },
            "sourceIdentity": source,
            "targetIdentity": target,
            "provisioningStatusInfo": {"status": entry.deed.status(), "errorInformation": error},
        })
    }

    /// One for each end of a job.
    fn system_id(&self, name: &str) -> Uuid {
        Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{}.{name}", self.job_id).as_bytes())
    }

    fn initiated_by(&self) -> Value {
        match &self.initiator {
            Initiator::Service => {
                json!({"id": "", "displayName": "Azure AD Provisioning Service", "initiatorType": "system"})
            }
            Initiator::Caller {
                id,
                kind: CallerKind::App,
            } => json!({"id": id, "displayName": "", "initiatorType": "application"}),
            Initiator::Caller {
                id,
                kind: CallerKind::Delegated,
            } => json!({"id": id, "displayName": "", "initiatorType": "user"}),
        }
    }
}

/// `stagedDelete` → `StagedDelete`.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
