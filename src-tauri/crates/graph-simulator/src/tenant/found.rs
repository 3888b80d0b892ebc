//! A tenant as its scenario begins: flags, domains, agents, the service principals everybody has, and what was set up before.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Agent, Organization, SecretsMode, Switches, Tenant};
use crate::assignments::Assignments;
use crate::clock::whole_seconds;
use crate::directory::Directory;
use crate::feed::accounts::Accounts;
use crate::log::ProvisioningLog;
use crate::names::Names;
use crate::scenario::{Company, Scenario, Variant};
use crate::targets::Targets;
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
            other_service_principals: super::apps::others(scenario, id),
            agents: agents(scenario, &names, id),
            company,
            names,
            log: ProvisioningLog::default(),
            accounts: Accounts::default(),
            accounts_of_ad: Accounts::default(),
            assignments: Assignments::default(),
            left_behind: Vec::new(),
            targets: Targets::default(),
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
