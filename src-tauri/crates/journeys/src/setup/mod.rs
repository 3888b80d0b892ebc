//! The set-up file: the answers for one journey. A public format; it never holds a secret.

mod as_it_is;
mod characters;
mod check;
mod schema;
mod source;
mod suggestion;

use serde::Serialize;
use serde_json::{Map, Value, json};
use ts_rs::TS;

pub use characters::is_unseen;
use source::Source;

/// Deletes in one cycle that stop a job of a new configuration.
const DEFAULT_THRESHOLD: u32 = 500;

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

/// A mistake of a set-up file: where it stands, what was found there, what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, TS)]
#[error("line {line}, column {column}: {field}: found {found}; allowed is {allowed}{}", meant(suggestion.as_deref()))]
#[ts(rename = "SetupMistake")]
pub struct SetupError {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// Path of the field, such as `scope.ous[2]`.
    pub field: String,
    /// What was found, shortened.
    pub found: String,
    /// What is allowed.
    pub allowed: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

fn meant(suggestion: Option<&str>) -> String {
    suggestion
        .map(|meant| format!("; did you mean {meant}?"))
        .unwrap_or_default()
}

impl Setup {
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
        let file = json!({ "causeway": 1, "journey": "cloud-sync", "tenant": tenant, "domain": domain });
        Self::parse(&file.to_string())
    }

    /// Reads the text of a set-up file.
    ///
    /// # Errors
    /// Every mistake, in the order of the file. Unknown and doubled fields and contradictions are mistakes too.
    pub fn parse(text: &str) -> Result<Self, Vec<SetupError>> {
        let mut source = Source::new(text).map_err(|error| vec![error])?;
        let setup = Self::read(&mut source);
        match (setup, source.mistakes()) {
            (Some(setup), mistakes) if mistakes.is_empty() => Ok(setup),
            (_, mistakes) => Err(mistakes),
        }
    }

    /// Nothing where an answer that must be there is missing or wrong.
    fn read(source: &mut Source<'_>) -> Option<Self> {
        let mut fields = source.fields(&source.whole())?;
        fields.optional(source, "$schema", check::schema);
        fields.required(source, "causeway", check::version);
        fields.required(source, "journey", check::journey);
        let tenant = fields.required(source, "tenant", check::tenant);
        let domain = fields.required(source, "domain", check::domain);
        let name = fields.optional(source, "name", check::name);
        let password_hash_sync = fields.optional(source, "passwordHashSync", check::flag);
        let inet_org_person_passwords = fields.optional(source, "inetOrgPersonPasswords", check::flag);
        let exchange_hybrid_writeback = fields.optional(source, "exchangeHybridWriteback", check::flag);
        let inside = domain.as_deref();
        let scope = fields.optional(source, "scope", |source, at| check::scope(source, at, inside));
        let notify = fields.optional(source, "notify", check::notify);
        let accidental_deletes = fields.optional(source, "accidentalDeletes", check::delete_guard);
        let existing = fields.optional(source, "existing", check::existing);
        let start = fields.optional(source, "start", check::flag);
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
        let scope = self.scope.as_ref().map(|scope| match scope {
            Scope::Everyone => json!({ "everyone": true }),
            Scope::Ous(names) => json!({ "ous": names }),
            Scope::Groups(names) => json!({ "groups": names }),
        });
        let guard = self.accidental_deletes.map(|guard| match guard {
            Some(threshold) => json!({ "enabled": true, "threshold": threshold }),
            None => json!({ "enabled": false }),
        });
        let existing = self.existing.as_ref().map(|existing| match existing {
            Existing::Adopt => json!("adopt"),
            Existing::Leave => json!("leave"),
            Existing::New => json!("new"),
            Existing::This(id) => json!({ "configuration": id }),
        });
        let notify = self
            .notify
            .as_ref()
            .map(|notify| json!(notify.iter().collect::<Vec<_>>()));
        let flag = |flag: Option<bool>| flag.map(Value::Bool);
        let fields = [
            ("causeway", Some(json!(1))),
            ("journey", Some(json!(self.journey()))),
            ("tenant", Some(json!(self.tenant))),
            ("name", Some(json!(self.name))),
            ("domain", Some(json!(self.domain))),
            ("passwordHashSync", flag(self.password_hash_sync)),
            ("inetOrgPersonPasswords", flag(self.inet_org_person_passwords)),
            ("exchangeHybridWriteback", flag(self.exchange_hybrid_writeback)),
            ("scope", scope),
            ("notify", notify),
            ("accidentalDeletes", guard),
            ("existing", existing),
            ("start", flag(self.start)),
        ];
        let given = fields
            .into_iter()
            .filter_map(|(field, value)| Some((field.to_owned(), value?)));
        Value::Object(given.collect::<Map<_, _>>())
    }

    /// The format as JSON Schema (draft 2020-12).
    #[must_use]
    pub fn json_schema() -> Value {
        schema::schema()
    }

    /// The text of a set-up file.
    #[must_use]
    pub fn to_file(&self) -> String {
        format!("{:#}\n", self.to_value())
    }

    /// The same, for a run in which the hidden values of these settings may get lost, by their keys. It is an agreement for one run
    /// and no part of the file.
    #[must_use]
    pub fn accepting_losses(self, losses: Vec<String>) -> Self {
        Self { losses, ..self }
    }

    /// The hidden value of this setting may get lost.
    #[must_use]
    pub fn accepts_loss_of(&self, key: &str) -> bool {
        self.losses.iter().any(|accepted| accepted == key)
    }

    /// Which journey; `cloud-sync` is the one there is.
    #[must_use]
    pub fn journey(&self) -> &'static str {
        "cloud-sync"
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
