//! A tenant as its scenario begins: flags, domains, agents, the service principals everybody has, and what was set up before.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Agent, Organization, SecretsMode, Switches, Tenant};
use crate::clock::whole_seconds;
use crate::directory::Directory;
use crate::log::ProvisioningLog;
use crate::names::Names;
use crate::scenario::{Company, Scenario, Variant};
use crate::timing::Timing;

/// The 72 hours of `sync-flag-locked` began this long ago.
const LOCKED_SINCE: Duration = Duration::from_secs(6 * 3600);
const LOCK: Duration = Duration::from_secs(72 * 3600);

impl Tenant {
    /// The id of the tenant of these names: the same in every run.
    #[must_use]
    pub fn id_of(names: &Names) -> Uuid {
        Uuid::new_v5(&Uuid::NAMESPACE_DNS, names.initial_domain.as_bytes())
    }

    /// An empty tenant of the scenario, with the names of this number; what its variant has set up already comes by calls
    /// ([`super::seed`]). `company` is the directory as it was generated.
    #[must_use]
    pub fn found(
        scenario: Scenario,
        number: usize,
        company: &Arc<Directory>,
        timing: Timing,
        secrets_mode: SecretsMode,
        switches: Switches,
        now: Timestamp,
    ) -> Self {
        let company = match number {
            0 => Arc::clone(company),
            _ => Arc::new(company.renamed(Arc::new(Names::of(scenario.company, number)))),
        };
        let names = Arc::clone(&company.names);
        let id = Self::id_of(&names);
        Self {
            id,
            number,
            scenario,
            timing,
            secrets_mode,
            switches,
            organization: organization(scenario.variant, now),
            domains: domains(&names),
            synchronization: synchronization(id),
            service_principals: Vec::new(),
            other_service_principals: other_service_principals(scenario.company, id),
            agents: agents(scenario, &names, id),
            company,
            names,
            log: ProvisioningLog::default(),
            left_behind: Vec::new(),
            audits: Vec::new(),
            pace: None,
        }
    }
}

fn organization(variant: Variant, now: Timestamp) -> Organization {
    let was_on = matches!(variant, Variant::SyncFlagOff | Variant::SyncFlagLocked);
    Organization {
        sync_enabled: was_on.then_some(false),
        locked_until: (variant == Variant::SyncFlagLocked).then(|| crate::clock::after(now, LOCK - LOCKED_SINCE)),
        v1_read_only: variant == Variant::SyncFlagV1ReadOnly,
        changes: Map::new(),
        last_sync: was_on.then(|| whole_seconds(now.checked_sub(LOCKED_SINCE).unwrap_or(now))),
        last_password_sync: None,
    }
}

fn domains(names: &Names) -> Vec<Value> {
    let domain = |name: &str, initial: bool, default: bool, verified: bool| {
        json!({
            "id": name, "authenticationType": "Managed", "availabilityStatus": null, "isAdminManaged": true, "isDefault": default, "isInitial": initial,
            "isRoot": true, "isVerified": verified, "manufacturer": null, "model": null,
            "passwordNotificationWindowInDays": 14, "passwordValidityPeriodInDays": 2_147_483_647_u32,
            "supportedServices": if verified { json!(["Email", "OfficeCommunicationsOnline"]) } else { json!([]) }, "state": null,
        })
    };
    vec![
        domain(&names.verified_domain, false, true, true),
        domain(&names.initial_domain, true, false, true),
        domain(&names.unverified_domain, false, false, false),
    ]
}

fn synchronization(tenant: Uuid) -> Value {
    const ON: [&str; 4] = [
        "quarantineUponUpnConflictEnabled",
        "quarantineUponProxyAddressesConflictEnabled",
        "softMatchOnUpnEnabled",
        "synchronizeUpnForManagedUsersEnabled",
    ];
    const FEATURES: [&str; 20] = [
        "allowOnPremUpdateOfOnPremisesObjectIdentifierEnabled",
        "blockCloudObjectTakeoverThroughHardMatchEnabled",
        "blockSoftMatchEnabled",
        "bypassDirSyncOverridesEnabled",
        "cloudPasswordPolicyForPasswordSyncedUsersEnabled",
        "concurrentCredentialUpdateEnabled",
        "concurrentOrgIdProvisioningEnabled",
        "deviceWritebackEnabled",
        "directoryExtensionsEnabled",
        "fopeConflictResolutionEnabled",
        "groupWriteBackEnabled",
        "passwordSyncEnabled",
        "passwordWritebackEnabled",
        "quarantineUponProxyAddressesConflictEnabled",
        "quarantineUponUpnConflictEnabled",
        "softMatchOnUpnEnabled",
        "synchronizeUpnForManagedUsersEnabled",
        "unifiedGroupWritebackEnabled",
        "userForcePasswordChangeOnLogonEnabled",
        "userWritebackEnabled",
    ];
    let features: Map<String, Value> = FEATURES
        .iter()
        .map(|&name| (name.to_owned(), json!(ON.contains(&name))))
        .collect();
    json!({
        "id": tenant,
        "configuration": {"accidentalDeletionPrevention": {"synchronizationPreventionType": "enabledForCount", "alertThreshold": 500}},
        "features": features,
    })
}

fn agents(scenario: Scenario, names: &Names, tenant: Uuid) -> Vec<Agent> {
    let count = match (scenario.variant, scenario.company) {
        (Variant::NoAgent, _) => 0,
        (Variant::AgentDown, Company::School) => 2,
        (_, Company::School) => 1,
        (_, Company::Contoso) => 2,
        (_, Company::Enterprise) => 3,
    };
    (1..=count)
        .map(|number| {
            let machine_name = format!("sync{number:02}.{}", names.ad_domain);
            Agent {
                id: Uuid::new_v5(&tenant, machine_name.as_bytes()).to_string(),
                machine_name,
                external_ip: format!("203.0.113.{}", 10 + number),
                active: scenario.variant != Variant::AgentInactive,
                domains: vec![names.ad_domain.clone()],
            }
        })
        .collect()
}

/// Microsoft's own service principals and the company's other apps. The enterprise has more than two pages of them.
fn other_service_principals(company: Company, tenant: Uuid) -> Vec<Value> {
    const MICROSOFT: [(&str, &str); 8] = [
        ("00000003-0000-0000-c000-000000000000", "Microsoft Graph"),
        ("00000002-0000-0000-c000-000000000000", "Windows Azure Active Directory"),
        ("00000002-0000-0ff1-ce00-000000000000", "Office 365 Exchange Online"),
        ("00000003-0000-0ff1-ce00-000000000000", "Office 365 SharePoint Online"),
        (
            "797f4846-ba00-4fd7-ba43-dac1f8f63013",
            "Windows Azure Service Management API",
        ),
        (
            "14d82eec-204b-4c2f-b7e8-296a70dab67e",
            "Microsoft Graph Command Line Tools",
        ),
        (
            "cb1056e2-e479-49de-ae31-7812af012ed8",
            "Microsoft Azure AD Connect Provisioning Agent",
        ),
        ("04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Microsoft Azure CLI"),
    ];
    const MICROSOFT_TENANT: &str = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";
    const PURPOSES: [&str; 8] = [
        "Time sheets",
        "Travel",
        "Intranet",
        "Invoices",
        "Reports",
        "Service desk",
        "Planning",
        "Archive",
    ];
    let own = match company {
        Company::School => 3,
        Company::Contoso => 21,
        Company::Enterprise => 240,
    };
    let body = |app_id: &str, name: &str, owner: &str| {
        json!({
            "id": Uuid::new_v5(&tenant, app_id.as_bytes()), "deletedDateTime": null, "accountEnabled": true, "alternativeNames": [], "appDisplayName": name,
            "appId": app_id, "applicationTemplateId": null, "appOwnerOrganizationId": owner, "appRoleAssignmentRequired": false,
            "createdDateTime": "2019-04-02T07:11:43Z", "displayName": name, "homepage": null, "notificationEmailAddresses": [],
            "preferredSingleSignOnMode": null, "servicePrincipalNames": [app_id], "servicePrincipalType": "Application",
            "signInAudience": "AzureADMultipleOrgs", "tags": [], "appRoles": [], "keyCredentials": [], "oauth2PermissionScopes": [], "passwordCredentials": [],
        })
    };
    let first_party = MICROSOFT
        .iter()
        .map(|(app_id, name)| body(app_id, name, MICROSOFT_TENANT));
    let in_house = (0..own).map(|number| {
        let name = match number / PURPOSES.len() {
            0 => PURPOSES[number % PURPOSES.len()].to_owned(),
            more => format!("{} {}", PURPOSES[number % PURPOSES.len()], more + 1),
        };
        body(
            &Uuid::new_v5(&tenant, name.as_bytes()).to_string(),
            &name,
            &tenant.to_string(),
        )
    });
    first_party.chain(in_house).collect()
}
