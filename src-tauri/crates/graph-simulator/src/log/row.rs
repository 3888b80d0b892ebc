//! One row as Graph shows it: a provisioningObjectSummary (contract 13.1).

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Deed, Initiator, LoggedRun};
use crate::directory::{Class, Directory, Flaw, ObjectIndex};
use crate::identity::CallerKind;

impl Deed {
    /// `provisioningAction`.
    pub(super) fn action(self) -> &'static str {
        match self {
            Self::Create | Self::Fail => "create",
            Self::Update | Self::FailUpdate => "update",
            Self::Disable => "disable",
            Self::Delete => "delete",
            Self::StagedDelete => "stagedDelete",
            Self::Skip => "other",
        }
    }

    /// `provisioningStatusInfo/status`.
    pub(super) fn status(self) -> &'static str {
        match self {
            Self::Fail | Self::FailUpdate => "failure",
            Self::Skip | Self::StagedDelete => "skipped",
            Self::Create | Self::Update | Self::Disable | Self::Delete => "success",
        }
    }

    pub(crate) fn is_failure(self) -> bool {
        matches!(self, Self::Fail | Self::FailUpdate)
    }

    /// Code and reason, where there is something to say.
    fn reason(self, flaw: Option<Flaw>) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Fail | Self::FailUpdate => flaw.map(|flaw| (flaw.code(), flaw.reason())),
            Self::Skip => Some((
                "RedundantExport",
                "The state of the object in both the source and target systems already match.",
            )),
            Self::StagedDelete => Some((
                "AccidentalDeletionPrevention",
                "The delete is held back because the accidental deletion threshold was reached.",
            )),
            _ => None,
        }
    }
}

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
        row["provisioningSteps"] = steps(&self.company, entry.object, entry.deed);
        row["modifiedProperties"] = modified(&self.company, entry.object, entry.deed);
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
            "sourceIdentity": {
                "id": company.object_guid(object),
                "displayName": company.display_name(object),
                "identityType": capital(class.source_name()),
                "details": {"DistinguishedName": company.distinguished_name(object)},
            },
            "targetIdentity": {
                "id": if entry.deed == Deed::Fail { String::new() } else { company.cloud_id(object).to_string() },
                "displayName": company.display_name(object),
                "identityType": class.target_name(),
                "details": {},
            },
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

/// The four steps people see: import, scoping, matching, export.
fn steps(company: &Directory, object: ObjectIndex, deed: Deed) -> Value {
    let step = |name: &str, kind: &str, status: &str, description: String, details: Value| json!({"name": name, "provisioningStepType": kind, "status": status, "description": description, "details": details});
    let leaves = matches!(deed, Deed::Delete | Deed::StagedDelete);
    // Deleted in Active Directory, or still there and not in scope any more.
    let is_active = !(leaves && company.is_gone(object));
    let passes = !leaves || !is_active;
    let flag = |value: bool| if value { "True" } else { "False" };
    let import = match deed {
        Deed::Delete | Deed::StagedDelete if !is_active => "EntryImportDelete",
        Deed::Delete | Deed::StagedDelete | Deed::Update | Deed::Disable | Deed::FailUpdate => "EntryImportUpdate",
        Deed::Create | Deed::Skip | Deed::Fail => "EntryImportAdd",
    };
    let attributes: serde_json::Map<String, Value> = company
        .attributes(object)
        .into_iter()
        .map(|(key, value)| (key.to_owned(), Value::String(value)))
        .collect();
    let scoping =
        json!({"Active in the source system": flag(is_active), "Scoping filter evaluation passed": flag(passes)});
    let (export, export_status, details) = match deed {
        Deed::Create => ("EntryExportAdd", "success", json!({})),
        Deed::Update | Deed::Disable => ("EntryExportUpdate", "success", json!({})),
        Deed::Delete => ("EntryExportDelete", "success", json!({})),
        Deed::StagedDelete => (
            "EntryExportDelete",
            "skipped",
            json!({"SkipReason": "AccidentalDeletionPrevention"}),
        ),
        Deed::Skip => (
            "EntrySynchronizationSkip",
            "skipped",
            json!({"SkipReason": "RedundantExport"}),
        ),
        Deed::Fail | Deed::FailUpdate => (
            if deed == Deed::Fail {
                "EntryExportAdd"
            } else {
                "EntryExportUpdate"
            },
            "failure",
            json!({"ErrorCode": company.flaw(object).map(Flaw::code)}),
        ),
    };
    json!([
        step(
            import,
            "import",
            "success",
            received(company, object, deed),
            Value::Object(attributes)
        ),
        step(
            "EntrySynchronizationScoping",
            "scoping",
            "success",
            weighed(company, object),
            scoping
        ),
        step(
            "EntryImportByMatchingProperty",
            "matching",
            "success",
            format!("Find matching {} in Microsoft Entra ID", told(company, object)),
            json!({})
        ),
        step(export, "export", export_status, written(company, object, deed), details),
    ])
}

/// `user 'anna@contoso.com'`: as the sentences of the steps name an object.
fn told(company: &Directory, object: ObjectIndex) -> String {
    let (kind, name) = match company.class(object) {
        Some(Class::Group) => ("Group", company.display_name(object)),
        Some(Class::Contact) => ("contact", company.mail(object)),
        _ => ("user", company.user_principal_name(object)),
    };
    format!("{kind} '{name}'")
}

/// The sentence of the import step (provisionondemand, example 2).
pub(crate) fn received(company: &Directory, object: ObjectIndex, deed: Deed) -> String {
    let change = match deed {
        Deed::Delete | Deed::StagedDelete if company.is_gone(object) => "Delete",
        Deed::Delete | Deed::StagedDelete | Deed::Update | Deed::Disable | Deed::FailUpdate => "Update",
        Deed::Create | Deed::Skip | Deed::Fail => "Add",
    };
    let told = told(company, object);
    format!("Received {told} change of type ({change}) from Active Directory")
}

/// The sentence of the scoping step.
pub(crate) fn weighed(company: &Directory, object: ObjectIndex) -> String {
    let told = told(company, object);
    let kind = told.split(' ').next().unwrap_or_default();
    format!("Determine if {kind} in scope by evaluating against each scoping filter")
}

/// The sentence of the export step.
pub(crate) fn written(company: &Directory, object: ObjectIndex, deed: Deed) -> String {
    let told = told(company, object);
    let told = format!("{}{}", told[..1].to_uppercase(), &told[1..]);
    match deed {
        Deed::Create => format!("{told} was created in Microsoft Entra ID"),
        Deed::Update => format!("{told} was updated in Microsoft Entra ID"),
        Deed::Disable => format!("{told} was disabled in Microsoft Entra ID"),
        Deed::Delete => format!("{told} was deleted in Microsoft Entra ID"),
        Deed::Skip | Deed::StagedDelete => format!("{told} was skipped"),
        Deed::Fail => format!("{told} could not be created in Microsoft Entra ID"),
        Deed::FailUpdate => format!("{told} could not be updated in Microsoft Entra ID"),
    }
}

/// What changes in a company every day, by kind of object: property, before, after.
const PEOPLE: [(&str, &str, &str); 3] = [
    ("Title", "Assistant", "Coordinator"),
    ("Department", "Sales", "Service"),
    ("TelephoneNumber", "+31 20 555 0142", "+31 20 555 0177"),
];
const GROUPS: [(&str, &str, &str); 2] = [
    ("Description", "Team", "Team and guests"),
    ("Members", "", "CN=New colleague"),
];
const CONTACTS: [(&str, &str, &str); 2] = [
    ("TelephoneNumber", "+31 20 555 0142", "+31 20 555 0177"),
    ("CompanyName", "Adatum", "Adatum Europe"),
];

/// Target attributes a deed writes.
pub(crate) fn modified(company: &Directory, object: ObjectIndex, deed: Deed) -> Value {
    let class = company.class(object).unwrap_or(Class::User);
    let property = |name: &str, value: String| json!({"displayName": name, "oldValue": null, "newValue": value});
    let flag = |value: bool| if value { "True" } else { "False" }.to_owned();
    match deed {
        Deed::Skip | Deed::StagedDelete | Deed::FailUpdate => json!([]),
        Deed::Delete => {
            json!([{"displayName": "AccountEnabled", "oldValue": flag(company.enabled(object)), "newValue": "False"}])
        }
        Deed::Disable => json!([{"displayName": "AccountEnabled", "oldValue": "True", "newValue": "False"}]),
        Deed::Update => {
            let changes: &[_] = match class {
                Class::Group => &GROUPS,
                Class::Contact => &CONTACTS,
                Class::User | Class::InetOrgPerson => &PEOPLE,
            };
            let (name, old, new) = changes[object as usize % changes.len()];
            json!([{"displayName": name, "oldValue": old, "newValue": new}])
        }
        Deed::Create | Deed::Fail => {
            let mut properties = vec![
                property("DisplayName", company.display_name(object)),
                property("OnPremisesObjectIdentifier", company.object_guid(object).to_string()),
                property("DnsDomainName", company.names.ad_domain.clone()),
            ];
            if class != Class::Group {
                properties.push(property("Mail", company.mail(object)));
            }
            if matches!(class, Class::User | Class::InetOrgPerson) {
                properties.push(property("UserPrincipalName", company.cloud_user_name(object)));
                properties.push(property("AccountEnabled", flag(company.enabled(object))));
                properties.push(property("OnPremisesSamAccountName", company.account_name(object)));
            }
            Value::Array(properties)
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
