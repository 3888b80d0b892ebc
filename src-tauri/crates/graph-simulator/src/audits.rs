//! The audit log of the directory, as far as provisioning writes it (contract 13.2): who changed what, and when jobs were put aside.

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::accounts::Account;
use crate::call::{Call, Method};
use crate::jobs::Failure;
use crate::tenant::{Configuration, Tenant};

/// One line.
#[derive(Debug)]
pub struct Audit {
    id: Uuid,
    pub at: Timestamp,
    activity: &'static str,
    result_reason: String,
    by: By,
    service_principal: String,
    service_principal_name: String,
    job: Option<String>,
}

#[derive(Debug)]
enum By {
    Service,
    Person(Account),
    App(Uuid),
}

impl Audit {
    /// Of a job that went into quarantine, or stays there for another reason.
    #[must_use]
    pub fn of_quarantine(configuration: &Configuration, job: &str, failure: &Failure, at: Timestamp) -> Self {
        Self {
            result_reason: format!(
                "This run profile is being quarantined because of: {}; Error: {}",
                failure.reason, failure.message
            ),
            ..Self::new(configuration, "Quarantine", Some(job), By::Service, at)
        }
    }

    fn new(configuration: &Configuration, activity: &'static str, job: Option<&str>, by: By, at: Timestamp) -> Self {
        Self {
            id: Uuid::new_v4(),
            at,
            activity,
            result_reason: String::new(),
            by,
            service_principal: configuration.id.clone(),
            service_principal_name: configuration.display_name.clone(),
            job: job.map(str::to_owned),
        }
    }

    /// The directoryAudit.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let result = if self.activity == "Quarantine" {
            "failure"
        } else {
            "success"
        };
        let details: Vec<Value> = self
            .job
            .iter()
            .map(|job| json!({"key": "JobId", "value": job}))
            .collect();
        json!({
            "id": format!("Sync_{}", self.id),
            "category": "ProvisioningManagement",
            "correlationId": self.id,
            "result": result,
            "resultReason": self.result_reason,
            "activityDisplayName": self.activity,
            "activityDateTime": self.at.to_string(),
            "loggedByService": "Account Provisioning",
            "operationType": "",
            "userAgent": null,
            "initiatedBy": self.by.to_json(),
            "targetResources": [{
                "id": self.service_principal, "displayName": self.service_principal_name, "type": "ServicePrincipal",
                "userPrincipalName": null, "groupType": null, "modifiedProperties": [],
            }],
            "additionalDetails": details,
        })
    }
}

impl By {
    fn of(call: &Call<'_>) -> Self {
        match &call.caller.person {
            Some(person) => Self::Person(person.clone()),
            None => Self::App(call.caller.client_id),
        }
    }

    fn to_json(&self) -> Value {
        let app = |id: Option<Uuid>, name: Option<&str>| json!({"user": null, "app": {"appId": id, "displayName": name, "servicePrincipalId": null, "servicePrincipalName": null}});
        match self {
            Self::Service => app(None, Some("Azure AD Provisioning Service")),
            Self::App(id) => app(Some(*id), None),
            Self::Person(person) => json!({
                "app": null,
                "user": {"id": person.object_id(), "displayName": person.name, "userPrincipalName": person.address, "ipAddress": null},
            }),
        }
    }
}

/// Writes down a call that did something to a configuration.
pub(crate) fn note(call: &Call<'_>, tenant: &mut Tenant) {
    let segments = call.segments();
    let [_, principal, "synchronization", rest @ ..] = segments.as_slice() else {
        return;
    };
    let (activity, job) = match (call.method, rest) {
        (Method::Post, ["jobs"]) => ("Add provisioning configuration", None),
        (Method::Delete, ["jobs", job]) => ("Delete provisioning configuration", Some(*job)),
        (Method::Post, ["jobs", job, "start"]) => ("Enable/start provisioning configuration", Some(*job)),
        (Method::Post, ["jobs", job, "pause"]) => ("Disable/pause provisioning configuration", Some(*job)),
        (Method::Post, ["jobs", job, "restart"]) => ("Enable/restart provisioning configuration", Some(*job)),
        (Method::Put | Method::Delete, ["jobs", job, "schema"]) => ("Update attribute mappings or scope", Some(*job)),
        (Method::Put, ["secrets"]) => ("Update provisioning setting or credentials", None),
        _ => return,
    };
    let Some(configuration) = tenant.configuration(principal) else {
        return;
    };
    let known = configuration.jobs.iter().map(|job| job.id.as_str());
    let as_named = job.map(|job| {
        known
            .clone()
            .find(|known| known.eq_ignore_ascii_case(job))
            .unwrap_or(job)
    });
    let line = Audit::new(configuration, activity, as_named, By::of(call), call.now);
    tenant.audits.push(line);
}
