//! The state of the tenant.

pub mod apps;
pub mod found;
mod numbers;
pub mod seed;
mod story;

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::assignments::Assignments;
use crate::audits::Audit;
use crate::clock::after;
use crate::directory::{Directory, ObjectIndex};
use crate::feed::accounts::Accounts;
use crate::gallery::{self, AppTemplate, JobTemplate, Role};
use crate::jobs::{EscrowThreshold, Job};
use crate::log::ProvisioningLog;
use crate::names::Names;
use crate::scenario::{Scenario, Variant};
use crate::targets::Targets;
use crate::timing::Timing;

/// Everything a tenant holds; one lock around it.
#[derive(Debug)]
pub struct Tenant {
    pub id: Uuid,
    /// Which names it has: 0 those of its company, another some made of that number.
    pub number: usize,
    pub names: Arc<Names>,
    pub scenario: Scenario,
    pub timing: Timing,
    pub secrets_mode: SecretsMode,
    pub switches: Switches,
    pub organization: Organization,
    /// Bodies of `/domains`.
    pub domains: Vec<Value>,
    /// `directory/onPremisesSynchronization`: `{id, configuration, features}`.
    pub synchronization: Value,
    /// Enterprise apps that were instantiated, with their jobs. Deleted ones stay here with `deleted` set until purged.
    pub service_principals: Vec<Configuration>,
    /// Bodies of the service principals every tenant has: Microsoft's own and those of other apps.
    pub other_service_principals: Vec<Value>,
    pub agents: Vec<Agent>,
    /// The company's Active Directory.
    pub company: Arc<Directory>,
    pub log: ProvisioningLog,
    /// What feeds wrote in Microsoft Entra ID, and in Active Directory.
    pub accounts: Accounts,
    pub accounts_of_ad: Accounts,
    /// Who has which role in which app.
    pub assignments: Assignments,
    /// Objects in the cloud whose job is gone, and whether their account is enabled.
    pub left_behind: Vec<(ObjectIndex, bool)>,
    /// The apps at the other end of its jobs.
    pub targets: Targets,
    /// In no order.
    pub audits: Vec<Audit>,
    /// Objects a second in a cycle, where its scenario has another speed than its timing.
    pub pace: Option<f64>,
}

/// Behaviours that public sources leave open (contract Appendix D), each with the choices a client must cope with.
#[derive(Debug, Clone, Default, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Switches {
    /// A second POST of the same job template answers 409 instead of a second job.
    pub duplicate_job_conflicts: bool,
    /// First writes on a new service principal answer this status (400, 401, 403, 404, 409) while it settles (contract 3.7).
    pub settling_status: Option<u16>,
    /// Jobs show an internal name as `templateId` (contract 7.2).
    pub internal_template_id: bool,
    /// How `AppKey` reads back (contract 8.1).
    pub app_key_reads: AppKeyReads,
    /// Before the first PUT the list of secrets is empty instead of holding defaults.
    pub no_default_secrets: bool,
    /// PUT of a schema that maps a target attribute twice answers 409 instead of taking it (contract 10.5).
    pub duplicate_mapping_conflicts: bool,
    /// The tenant has no P1 or P2: its provisioning log cannot be read (contract 13.1).
    pub no_premium_licence: bool,
    /// Without a licence the log answers all the same, and shows 7 days of it (sources disagree).
    pub log_without_licence: bool,
    /// The permissions that `objectConnections` wants.
    pub connection_permission: ConnectionPermission,
    /// The tenant's accidental deletion prevention refuses deletes of Cloud Sync, too.
    pub tenant_guard_acts: bool,
    /// A delete threshold below it is refused, at the job and at the tenant; 0 and 1 refuse none.
    pub smallest_delete_threshold: u64,
    /// The tenant has Microsoft Entra ID Governance: more uploads a day.
    pub governance_licence: bool,
    /// Attribute mappings of API-driven jobs have the member that lets empty values clear the target (clear-attribute-values; its name
    /// is not published).
    pub null_flow_member: bool,
    /// bulkUpload stores operations with the method DELETE, as the first pages of it said; else they are refused.
    pub bulk_deletes_are_staged: bool,
    /// What a job tells when too many objects fail, instead of the threshold that was crossed (contract 7.4).
    pub escrow_threshold: Option<EscrowThreshold>,
    /// Applications and service principals that one person or program may make; deleted ones count until they are purged.
    pub quota: Option<usize>,
    /// Seconds after the first cycle until the roles that it brings are there.
    pub role_import_delay: u64,
    /// Two roles of each app that brings its roles have one name, which puts its job into quarantine.
    pub duplicate_roles: bool,
    /// Made-up entries of the gallery beside those that are known by name, 3,000 at most.
    pub gallery: usize,
}

/// Microsoft's two pages about `objectConnections` named different permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionPermission {
    /// `SynchronizationMetadata.Read.All`, `SynchronizationMetadata.ReadWrite.All`.
    #[default]
    Metadata,
    /// `Synchronization.Read.All`, `Synchronization.ReadWrite.All`.
    Synchronization,
}

/// How the `AppKey` secret reads back; no source tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AppKeyReads {
    #[default]
    Clear,
    Masked,
    Absent,
}

/// What PUT secrets does with entries that are not sent (contract 8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecretsMode {
    Replace,
    #[default]
    ReplaceKeepMasked,
    Merge,
}

/// `/organization`.
#[derive(Debug, Clone)]
pub struct Organization {
    /// `onPremisesSyncEnabled`: true, false (was on once), or null (never).
    pub sync_enabled: Option<bool>,
    /// Until when it cannot be switched on again.
    pub locked_until: Option<Timestamp>,
    /// v1.0 refuses the PATCH as read-only.
    pub v1_read_only: bool,
    /// Whatever else a PATCH set, such as notification addresses.
    pub changes: Map<String, Value>,
    /// `onPremisesLastSyncDateTime`.
    pub last_sync: Option<Timestamp>,
    /// `onPremisesLastPasswordSyncDateTime`.
    pub last_password_sync: Option<Timestamp>,
}

/// One enterprise app: application, service principal, secrets, jobs.
pub struct Configuration {
    /// Object id of the service principal.
    pub id: String,
    pub app_object_id: String,
    pub app_id: String,
    pub template_id: String,
    pub display_name: String,
    pub created: Timestamp,
    /// The service principal is soft-deleted since.
    pub deleted: Option<Timestamp>,
    /// The application is soft-deleted since; its service principal goes with it.
    pub application_deleted: Option<Timestamp>,
    /// Key → value as last written, in order of writing.
    pub secrets: Vec<(String, String)>,
    pub jobs: Vec<Job>,
    /// Who made it: object id of a person, or the application.
    pub maker: Uuid,
    /// The application that made it, where that was not a person; it owns both halves.
    pub owner: Option<Uuid>,
    /// What PATCH of the service principal set (tags, notes, …).
    pub changes: Map<String, Value>,
    /// A cycle has brought the roles of the app.
    pub roles_imported: bool,
}

/// One provisioning agent on a server of the company.
#[derive(Debug, Clone)]
pub struct Agent {
    pub id: String,
    pub machine_name: String,
    pub external_ip: String,
    pub active: bool,
    /// FQDNs of the domains it serves (`publishedResources`).
    pub domains: Vec<String>,
}

impl fmt::Debug for Configuration {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<&str> = self.secrets.iter().map(|(key, _)| key.as_str()).collect();
        out.debug_struct("Configuration")
            .field("id", &self.id)
            .field("display_name", &self.display_name)
            .field("secrets", &keys)
            .field("jobs", &self.jobs)
            .finish_non_exhaustive()
    }
}

impl Configuration {
    /// A secret as stored.
    #[must_use]
    pub fn secret(&self, key: &str) -> Option<&str> {
        self.secrets
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// What it was made from.
    #[must_use]
    pub fn app(&self) -> Option<&'static AppTemplate> {
        gallery::find(&self.template_id)
    }

    /// The roles people can have in it: those of its template, and what a cycle has brought.
    #[must_use]
    pub fn roles(&self) -> Vec<Role> {
        let app = self.app();
        let own = app.map(|app| app.roles.clone()).unwrap_or_default();
        let imports = app.and_then(|app| app.imports).filter(|_| self.roles_imported);
        let imported = imports.map(|imports| imports.roles(&self.app_id)).unwrap_or_default();
        [own, imported].concat()
    }

    /// The FQDN inside the `Domain` secret.
    #[must_use]
    pub fn domain(&self) -> Option<String> {
        let value: Value = serde_json::from_str(self.secret("Domain")?).ok()?;
        value.get("domain")?.as_str().map(str::to_owned)
    }
}

impl Tenant {
    /// A configuration that is not deleted, by object id of its service principal, seen or not yet seen by readers.
    #[must_use]
    pub fn configuration(&self, service_principal: &str) -> Option<&Configuration> {
        self.service_principals
            .iter()
            .find(|found| found.deleted.is_none() && found.id.eq_ignore_ascii_case(service_principal))
    }

    /// As [`Tenant::configuration`], to change it.
    pub fn configuration_mut(&mut self, service_principal: &str) -> Option<&mut Configuration> {
        self.service_principals
            .iter_mut()
            .find(|found| found.deleted.is_none() && found.id.eq_ignore_ascii_case(service_principal))
    }

    /// As [`Tenant::configuration`], once readers see it by id (contract 3.7).
    #[must_use]
    pub fn visible_configuration(&self, service_principal: &str, now: Timestamp) -> Option<&Configuration> {
        self.configuration(service_principal)
            .filter(|found| now >= after(found.created, self.timing.visible_by_id))
    }

    /// Somebody authorizes an app in the browser: what it needs to sign in is stored. Says whether there is such an app.
    pub fn authorize(&mut self, service_principal: &str, now: Timestamp) -> bool {
        let tokens = self.targets.grant();
        self.targets.store(&tokens, now);
        let found = self.configuration_mut(service_principal);
        let found = found.map(|found| {
            found
                .secrets
                .retain(|(key, _)| !tokens.iter().any(|(name, _)| name == key));
            found.secrets.extend(tokens);
        });
        found.is_some()
    }

    /// The job templates S1 lists for this configuration now: none at first.
    #[must_use]
    pub fn job_templates(&self, service_principal: &str, now: Timestamp) -> &'static [JobTemplate] {
        self.configuration(service_principal)
            .filter(|found| now >= after(found.created, self.timing.templates_listed))
            .and_then(Configuration::app)
            .map(|template| template.jobs.as_slice())
            .unwrap_or_default()
    }

    /// Does an active agent serve this domain?
    #[must_use]
    pub fn active_agent_for(&self, domain: &str) -> bool {
        self.agents
            .iter()
            .any(|agent| agent.active && agent.domains.iter().any(|served| served.eq_ignore_ascii_case(domain)))
    }

    /// Does any agent, active or not, serve this domain?
    #[must_use]
    pub fn agent_for(&self, domain: &str) -> bool {
        self.agents
            .iter()
            .any(|agent| agent.domains.iter().any(|served| served.eq_ignore_ascii_case(domain)))
    }

    /// Suffixes that sign-in names may have.
    pub fn verified_domains(&self) -> impl Iterator<Item = &str> {
        let verified = self.domains.iter().filter(|domain| domain["isVerified"] == true);
        verified.filter_map(|domain| domain["id"].as_str())
    }

    /// What `DefaultDomain()` gives.
    #[must_use]
    pub fn default_domain(&self) -> String {
        let mut domains = self.domains.iter();
        let default = domains.find(|domain| domain["isDefault"] == true);
        default
            .and_then(|domain| domain["id"].as_str())
            .unwrap_or_default()
            .to_owned()
    }

    /// Has it P1 or P2?
    #[must_use]
    pub fn has_premium(&self) -> bool {
        !self.switches.no_premium_licence && self.scenario.variant != Variant::FreeLicence
    }

    /// Uploads in 24 hours that its licence allows (contract 14.2).
    #[must_use]
    pub fn uploads_per_day(&self) -> usize {
        if self.switches.governance_licence { 6_000 } else { 2_000 }
    }

    /// Deletes of one cycle that the tenant's own guard lets pass, where it acts on Cloud Sync: no source tells whether it does.
    #[must_use]
    pub fn deletion_guard(&self) -> Option<usize> {
        let guard = &self.synchronization["configuration"]["accidentalDeletionPrevention"];
        let acts = self.switches.tenant_guard_acts || self.scenario.variant == Variant::TenantGuard;
        let acts = acts && guard["synchronizationPreventionType"] == "enabledForCount";
        guard["alertThreshold"].as_u64().filter(|_| acts)?.try_into().ok()
    }

    /// `onPremisesSyncEnabled`.
    #[must_use]
    pub fn sync_enabled(&self) -> Option<bool> {
        self.organization.sync_enabled
    }
}
