//! The answers for Cloud Sync.

mod as_it_is;
mod check;
mod file;

use serde_json::{Value, json};

pub use file::File;

use crate::StepId;
use crate::setup_file::answers::{self, DEFAULT_THRESHOLD, flag};
use crate::setup_file::{Fields, SetupError, Source};

/// Checked answers for a Cloud Sync configuration. An answer that the file leaves out is a default for a new configuration; on one
/// that is there, what it is about stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    tenant: String,
    name: String,
    domain: String,
    password_hash_sync: Option<bool>,
    inet_org_person_passwords: Option<bool>,
    exchange_hybrid_writeback: Option<bool>,
    scope: Option<Scope>,
    /// No address inside: none is stored by us.
    notify: Option<Option<String>>,
    /// No number inside: the guard is left as it is.
    accidental_deletes: Option<Option<u32>>,
    existing: Option<Existing>,
    start: Option<bool>,
    /// No answer of the file: see [`Setup::accepting_losses`].
    losses: Vec<String>,
}

/// Who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Everybody the default filters let through.
    Everyone,
    /// The people and groups below these organizational units, by distinguished name.
    Ous(Vec<String>),
    /// The direct members of these groups, by distinguished name; for pilots.
    Groups(Vec<String>),
}

/// What to do with a configuration that is already there for the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Existing {
    /// Complete it.
    Adopt,
    /// Change nothing.
    Leave,
    /// Complete it. Those whose domain cannot be read are for other domains: a new one is made beside them.
    New,
    /// Complete the one with this service principal id.
    This(String),
}

impl Setup {
    /// Its name in files and journals.
    pub(crate) const JOURNEY: &'static str = "cloud-sync";

    /// The recommended answers for a new configuration: everybody, password hashes too, delete guard at 500, started at the end.
    ///
    /// # Errors
    /// The tenant or the domain cannot be one.
    pub fn recommended(tenant: &str, domain: &str) -> Result<Self, Vec<SetupError>> {
        Self::shortest(tenant, domain).map(Self::completed)
    }

    /// Tenant and domain and no other answer: a configuration that is there stays as it is.
    ///
    /// # Errors
    /// The tenant or the domain cannot be one.
    pub fn shortest(tenant: &str, domain: &str) -> Result<Self, Vec<SetupError>> {
        let file = json!({ "causeway": 1, "journey": Self::JOURNEY, "tenant": tenant, "domain": domain });
        Self::parse(&file.to_string())
    }

    /// Reads the text of a set-up file of this journey.
    ///
    /// # Errors
    /// As [`crate::Setup::parse`].
    pub fn parse(text: &str) -> Result<Self, Vec<SetupError>> {
        crate::Setup::parse(text).and_then(|setup| match setup {
            crate::Setup::CloudSync(setup) => Ok(setup),
            other => Err(vec![SetupError::other_journey(other.journey().as_str(), Self::JOURNEY)]),
        })
    }

    /// Reads the answers that are its own; nothing where one that must be there is missing or wrong.
    pub(crate) fn read(source: &mut Source<'_>, mut fields: Fields, tenant: Option<String>) -> Option<Self> {
        let domain = fields.required(source, "domain", answers::domain);
        let name = fields.optional(source, "name", answers::name);
        let password_hash_sync = fields.optional(source, "passwordHashSync", flag);
        let inet_org_person_passwords = fields.optional(source, "inetOrgPersonPasswords", flag);
        let exchange_hybrid_writeback = fields.optional(source, "exchangeHybridWriteback", flag);
        let inside = domain.as_deref();
        let scope = fields.optional(source, "scope", |source, at| check::scope(source, at, inside));
        let notify = fields.optional(source, "notify", answers::notify);
        let accidental_deletes = fields.optional(source, "accidentalDeletes", answers::delete_guard);
        let existing = fields.optional(source, "existing", check::existing);
        let start = fields.optional(source, "start", flag);
        fields.none_left(source);
        let (tenant, domain) = (tenant?, domain?);
        Some(Self {
            tenant,
            name: name.unwrap_or_else(|| domain.clone()),
            domain,
            password_hash_sync,
            inet_org_person_passwords,
            exchange_hybrid_writeback,
            scope,
            notify,
            accidental_deletes,
            existing,
            start,
            losses: Vec::new(),
        })
    }

    /// What was left out as a new configuration gets it.
    #[must_use]
    pub fn completed(self) -> Self {
        Self {
            password_hash_sync: self.password_hash_sync.or(Some(true)),
            inet_org_person_passwords: self.inet_org_person_passwords.or(Some(true)),
            exchange_hybrid_writeback: self.exchange_hybrid_writeback.or(Some(false)),
            scope: self.scope.or(Some(Scope::Everyone)),
            notify: self.notify.or(Some(None)),
            accidental_deletes: self.accidental_deletes.or(Some(Some(DEFAULT_THRESHOLD))),
            existing: self.existing.or(Some(Existing::Adopt)),
            start: self.start.or(Some(true)),
            ..self
        }
    }

    /// The file form: every answer that was given, in reading order.
    #[must_use]
    pub fn to_value(&self) -> Value {
        json!(File::from(self))
    }

    /// The format as JSON Schema (draft 2020-12).
    #[must_use]
    pub fn json_schema() -> Value {
        json!(schemars::schema_for!(File))
    }

    /// The same, for a run in which the hidden values of these settings may get lost, by their keys. It is an agreement for one run
    /// and no part of the file.
    #[must_use]
    pub fn accepting_losses(self, losses: Vec<String>) -> Self {
        Self { losses, ..self }
    }

    /// The same, with the jobs started at the end.
    #[must_use]
    pub fn starting(self) -> Self {
        Self {
            start: Some(true),
            ..self
        }
    }

    /// Whether the answers ask for this step. A look at the tenant tells the same; a journal that broke off early cannot.
    #[must_use]
    pub fn wants(&self, step: StepId) -> bool {
        match step {
            StepId::PasswordHashMapping => self.password_hash_sync() != Some(false),
            StepId::ExchangeSchema | StepId::ExchangeWritebackJob => self.exchange_hybrid_writeback(),
            StepId::AgentAnswer | StepId::StartJobs | StepId::FirstStatus => self.starts() != Some(false),
            _ => true,
        }
    }

    /// The hidden value of this setting may get lost.
    #[must_use]
    pub fn accepts_loss_of(&self, key: &str) -> bool {
        self.losses.iter().any(|accepted| accepted == key)
    }

    /// Tenant id or one of its domains.
    #[must_use]
    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    /// Name of the configuration.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Active Directory domain.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// Passwords follow as hashes; `None` leaves that as it is.
    #[must_use]
    pub fn password_hash_sync(&self) -> Option<bool> {
        self.password_hash_sync
    }

    /// Password hashes are mapped for inetOrgPersons too; `false` leaves their mapping as it is. Microsoft's pages disagree whether
    /// they flow (contract 10.5).
    #[must_use]
    pub fn inet_org_person_passwords(&self) -> bool {
        self.inet_org_person_passwords.unwrap_or(false)
    }

    /// Exchange attributes are written back; `false` leaves a job for it as it is.
    #[must_use]
    pub fn exchange_hybrid_writeback(&self) -> bool {
        self.exchange_hybrid_writeback.unwrap_or(false)
    }

    /// Who takes part; `None` leaves that as it is.
    #[must_use]
    pub fn scope(&self) -> Option<&Scope> {
        self.scope.as_ref()
    }

    /// Address that hears of a quarantine; `None` leaves the one that is stored.
    #[must_use]
    pub fn notify(&self) -> Option<&str> {
        self.notify.as_ref()?.as_deref()
    }

    /// Number of deletes in one cycle that stops the job; `None` leaves the guard as it is.
    #[must_use]
    pub fn delete_threshold(&self) -> Option<u32> {
        self.accidental_deletes.flatten()
    }

    /// What to do with a configuration that is already there.
    #[must_use]
    pub fn existing(&self) -> &Existing {
        self.existing.as_ref().unwrap_or(&Existing::Adopt)
    }

    /// The jobs are started at the end; `None` leaves them running or at rest, as they are.
    #[must_use]
    pub fn starts(&self) -> Option<bool> {
        self.start
    }
}

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod tests;
