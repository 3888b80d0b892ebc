//! What around a job decides whether it can run (contract 15, 17).

use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{EscrowThreshold, Job};
use crate::directory::{Class, Directory, Scope};
use crate::gallery::{JobTemplate, Kind};
use crate::scenario::Variant;
use crate::targets::Opinion;
use crate::tenant::{Configuration, Tenant};
use crate::timing::Timing;

/// Why a run or a call fails: a code of contract 15.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Of the quarantine it leads to (contract 7.4).
    pub reason: Cow<'static, str>,
    pub code: Cow<'static, str>,
    pub message: String,
}

/// The circumstances of one job, all that its cycles look at.
#[derive(Debug)]
pub struct Environment {
    pub timing: Timing,
    /// Speed of a cycle; 0 = at once.
    pub objects_per_second: f64,
    /// Told of too many failures instead of the one that was crossed.
    pub escrow_threshold: Option<EscrowThreshold>,
    pub company: Arc<Directory>,
    pub service_principal: String,
    pub service_principal_name: String,
    pub app_id: String,
    /// FQDN in the `Domain` secret.
    pub domain: Option<String>,
    /// Deletes of one cycle from which on they are held back (contract 11.3).
    pub delete_threshold: Option<usize>,
    /// Deletes of one cycle above which the tenant refuses them (contract 5.2); where its guard acts at all.
    pub tenant_guard: Option<usize>,
    /// `SkipOutOfScopeDeletions` is `True`: who leaves the scope of a feed keeps the account.
    pub keeps_who_leaves_scope: bool,
    /// Suffixes that sign-in names may have, and the one of `DefaultDomain()`.
    pub verified_domains: Vec<String>,
    pub default_domain: String,
    /// `SyncAll` is true.
    pub(super) sync_all: bool,
    connector: Option<&'static JobTemplate>,
    /// All secrets a gallery app asks for are there.
    credentials: bool,
    /// What the app at the other end thinks of them.
    opinion: Option<Opinion>,
    /// Two roles of the app have one name.
    doubled_roles: bool,
    notification_mail: bool,
    agent: Option<Failure>,
    sync_enabled: bool,
    exchange_schema: bool,
    /// Scope of the provisioning job beside it.
    provisioning_scope: Option<Scope>,
}

impl Environment {
    /// The circumstances of the jobs of a configuration.
    #[must_use]
    pub fn of(tenant: &Tenant, configuration: &Configuration) -> Self {
        let settings: Value = configuration
            .secret("SyncNotificationSettings")
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or(Value::Null);
        let guarded = settings["DeleteThresholdEnabled"].as_bool().unwrap_or(true);
        let threshold = settings["DeleteThresholdValue"]
            .as_u64()
            .and_then(|value| usize::try_from(value).ok())
            .unwrap_or(500);
        let app = configuration.app();
        let connector = configuration.jobs.first().and_then(|job| app?.job(&job.template_id));
        let wanted = connector.iter().flat_map(|connector| &connector.fields);
        let mut wanted = wanted.filter(|field| !field.optional);
        let opinion = connector.and_then(|connector| tenant.targets.opinion(connector, &configuration.secrets));
        let domain = configuration.domain();
        let provisioning = configuration
            .jobs
            .iter()
            .find(|job| job.template_id == "AD2AADProvisioning");
        Self {
            timing: tenant.timing.clone(),
            objects_per_second: tenant.pace.unwrap_or(f64::from(tenant.timing.objects_per_second)),
            escrow_threshold: tenant.switches.escrow_threshold,
            company: tenant.company.clone(),
            service_principal: configuration.id.clone(),
            service_principal_name: configuration.display_name.clone(),
            app_id: configuration.app_id.clone(),
            delete_threshold: guarded.then_some(threshold),
            tenant_guard: tenant.deletion_guard(),
            keeps_who_leaves_scope: configuration.secret("SkipOutOfScopeDeletions") == Some("True"),
            verified_domains: tenant.verified_domains().map(str::to_owned).collect(),
            default_domain: tenant.default_domain(),
            sync_all: configuration.secret("SyncAll") == Some("true"),
            connector,
            credentials: wanted.all(|field| configuration.secret(field.name).is_some()),
            opinion,
            doubled_roles: tenant.switches.duplicate_roles && app.is_some_and(|app| app.imports.is_some()),
            notification_mail: settings["Recipients"].as_str().is_some_and(|mail| !mail.is_empty()),
            agent: agent_failure(tenant, domain.as_deref()),
            domain,
            sync_enabled: tenant.sync_enabled() == Some(true),
            exchange_schema: tenant.scenario.variant != Variant::NoExchangeSchema,
            provisioning_scope: provisioning.and_then(Job::scope),
        }
    }

    /// Are the settings there without which the job is `NotConfigured`? Newer connectors never say so (Microsoft's tutorial about AWS IAM
    /// Identity Center): without credentials they are paused.
    pub(super) fn configured(&self, job: &Job) -> bool {
        let is_newer = self
            .connector
            .is_some_and(|connector| matches!(connector.kind, Kind::Scim | Kind::OAuth));
        (self.credentials || is_newer) && job.schema.rules.iter().any(|rule| rule.runs)
    }

    /// Why a cycle of this job cannot run at that time, if it cannot.
    pub(super) fn failure(&self, job: &Job, at: Timestamp) -> Option<Failure> {
        job.trouble().or_else(|| self.obstacle(job, at))
    }

    /// How the connector of the job works.
    pub(super) fn kind(&self) -> Option<Kind> {
        self.connector.map(|connector| connector.kind)
    }

    /// Name of the app at the other end.
    pub(super) fn application(&self) -> &str {
        self.connector.map_or("", |connector| &connector.application)
    }

    /// Until when what is stored is good, where that ends.
    pub(super) fn good_until(&self) -> Option<Timestamp> {
        self.opinion.as_ref()?.until
    }

    fn obstacle(&self, job: &Job, at: Timestamp) -> Option<Failure> {
        let doubled = job.schema.rules.iter().find_map(|rule| rule.doubled.as_deref());
        if let Some(target) = doubled {
            return Some(failure(
                "DuplicateAttributeMapping",
                format!("The target attribute '{target}' is mapped more than once."),
            ));
        }
        match job.template_id.as_str() {
            "AD2AADProvisioning" | "AD2AADPasswordHash" => {
                self.agent.clone().or_else(|| (!self.sync_enabled).then(sync_disabled))
            }
            "AAD2ADExchangeHybridWriteback" => self.agent.clone().or_else(|| (!self.exchange_schema).then(no_exchange)),
            "AAD2ADGroupProvisioning" => self.agent.clone(),
            "API2AAD" | "API2AD" if !self.notification_mail => Some(failure(
                "NotificationEmailMissing",
                "A notification e-mail address is needed in SyncNotificationSettings.".to_owned(),
            )),
            "API2AD" => self.agent.clone(),
            // Which code the service has for it is not known; ours.
            _ if self.doubled_roles => Some(failure(
                "DuplicateAppRoles",
                "Two roles of the application have the same name.".to_owned(),
            )),
            _ => self
                .opinion
                .as_ref()
                .and_then(|opinion| opinion.refusal_at(at))
                .cloned(),
        }
    }

    /// Who is in scope of this job now.
    pub(super) fn scope(&self, job: &Job) -> Option<Scope> {
        let people = |scope: Scope| Scope {
            classes: vec![Class::User, Class::InetOrgPerson],
            ..scope
        };
        match job.template_id.as_str() {
            "AD2AADProvisioning" => job.scope(),
            "AD2AADPasswordHash" | "AAD2ADExchangeHybridWriteback" => {
                Some(people(self.provisioning_scope.clone().unwrap_or_default()))
            }
            "AAD2ADGroupProvisioning" | "API2AAD" | "API2AD" => None,
            _ if self.connector.is_some_and(|connector| connector.kind == Kind::Roles) => None,
            _ if job.sends => None,
            _ => self.sync_all.then(|| people(Scope::default())),
        }
    }

    /// The job settings the service derives from the domain (contract 7.9).
    pub(super) fn job_settings(&self, job: &Job) -> Value {
        if job.template_id == "Azure2Azure" {
            return json!([
                {"name": "AzureIngestionAttributeOptimization", "value": "False"},
                {"name": "LookaheadQueryEnabled", "value": "False"},
            ]);
        }
        match self.connector.map(|connector| connector.kind) {
            Some(Kind::Scim | Kind::OAuth) => {
                return json!([{"name": "AzureIngestionAttributeOptimization", "value": "False"}]);
            }
            Some(Kind::Own | Kind::Roles) => {
                return json!([{"name": "QuarantineTooManyDeletesThreshold", "value": self.delete_threshold.unwrap_or(0).to_string()}]);
            }
            _ => {}
        }
        let Some(domain) = self
            .domain
            .as_deref()
            .filter(|_| job.template_id.contains("AD2AAD") || job.template_id.contains("AAD2AD"))
        else {
            return json!([]);
        };
        let netbios = match domain.eq_ignore_ascii_case(&self.company.names.ad_domain) {
            true => self.company.names.netbios.clone(),
            false => domain.split('.').next().unwrap_or_default().to_uppercase(),
        };
        let whole =
            json!({"DomainFQDN": domain, "DomainNetBios": netbios, "ForestFQDN": domain, "ForestNetBios": netbios});
        let threshold = self.delete_threshold.unwrap_or(0).to_string();
        json!([
            {"name": "Domain", "value": whole.to_string()},
            {"name": "DomainFQDN", "value": domain},
            {"name": "DomainNetBios", "value": netbios},
            {"name": "ForestFQDN", "value": domain},
            {"name": "ForestNetBios", "value": netbios},
            {"name": "QuarantineTooManyDeletesThreshold", "value": threshold},
        ])
    }
}

impl Job {
    /// Whom the schema lets in; `None` without a rule that runs.
    pub(super) fn scope(&self) -> Option<Scope> {
        self.schema
            .rules
            .iter()
            .find(|rule| rule.runs)
            .map(|rule| rule.scope.clone())
    }
}

/// Why no agent can be asked about a domain, if none can (contract F9, F10, F13).
#[must_use]
pub fn agent_failure(tenant: &Tenant, domain: Option<&str>) -> Option<Failure> {
    let Some(domain) = domain else {
        return Some(failure(
            "HybridIdentityServiceInvalidResource",
            "No domain is set for this configuration.".to_owned(),
        ));
    };
    if tenant.active_agent_for(domain) {
        None
    } else if tenant.agent_for(domain) {
        Some(failure(
            "HybridIdentityServiceNoActiveAgents",
            format!("No active agent was found for the domain '{domain}'."),
        ))
    } else if tenant.agents.is_empty() {
        Some(failure(
            "HybridIdentityServiceNoAgentsAssigned",
            format!("No agent is assigned to the domain '{domain}'."),
        ))
    } else {
        Some(failure(
            "HybridIdentityServiceInvalidResource",
            format!("The domain '{domain}' is not one of the domains of the agents."),
        ))
    }
}

fn sync_disabled() -> Failure {
    failure(
        "DirectorySynchronizationNotEnabled",
        "Directory synchronization is not enabled for this tenant.".to_owned(),
    )
}

fn no_exchange() -> Failure {
    failure(
        "HybridSynchronizationActiveDirectoryInternalServerError",
        "The schema of Active Directory has no Exchange attributes.".to_owned(),
    )
}

fn failure(code: &'static str, message: String) -> Failure {
    Failure {
        reason: "EncounteredQuarantineException".into(),
        code: code.into(),
        message,
    }
}
