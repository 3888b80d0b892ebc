//! The set-up file: the answers for one journey. A public format; it never holds a secret.

mod characters;
mod check;
mod fields;
mod schema;

use serde_json::{Map, Value, json};

pub use characters::is_unseen;
use fields::Fields;

/// Checked answers for a Cloud Sync configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    tenant: String,
    name: String,
    domain: String,
    password_hash_sync: bool,
    inet_org_person_passwords: bool,
    exchange_hybrid_writeback: bool,
    scope: Scope,
    notify: Option<String>,
    accidental_deletes: Option<u32>,
    existing: Existing,
    start: bool,
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
    /// Of several, complete the one with this service principal id.
    This(String),
}

/// A wrong answer: which field, what was found there, what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: found {found}; allowed is {allowed}")]
pub struct SetupError {
    /// Path of the field, such as `scope.ous[2]`.
    pub field: String,
    /// What was found, shortened.
    pub found: String,
    /// What is allowed.
    pub allowed: String,
}

impl Setup {
    /// The recommended answers: everybody, password hashes too, delete guard at 500, started at the end.
    ///
    /// # Errors
    /// The tenant or the domain cannot be one.
    pub fn recommended(tenant: &str, domain: &str) -> Result<Self, SetupError> {
        Self::from_value(json!({ "causeway": 1, "journey": "cloud-sync", "tenant": tenant, "domain": domain }))
    }

    /// Reads a set-up file.
    ///
    /// # Errors
    /// The first wrong answer. Unknown fields and contradictions are errors too.
    pub fn parse(text: &str) -> Result<Self, SetupError> {
        let value = serde_json::from_str(text).map_err(|error| SetupError {
            field: "(file)".to_owned(),
            found: format!("text that is not JSON, {error}"),
            allowed: "one JSON object".to_owned(),
        })?;
        Self::from_value(value)
    }

    fn from_value(value: Value) -> Result<Self, SetupError> {
        let mut fields = Fields::of(value, "")?;
        fields.optional("$schema", check::schema)?;
        fields.required("causeway", check::version)?;
        fields.required("journey", check::journey)?;
        let tenant = fields.required("tenant", check::tenant)?;
        let domain = fields.required("domain", check::domain)?;
        let setup = Self {
            name: fields.optional("name", check::name)?.unwrap_or_else(|| domain.clone()),
            password_hash_sync: fields.optional("passwordHashSync", check::flag)?.unwrap_or(true),
            inet_org_person_passwords: fields.optional("inetOrgPersonPasswords", check::flag)?.unwrap_or(true),
            exchange_hybrid_writeback: fields
                .optional("exchangeHybridWriteback", check::flag)?
                .unwrap_or(false),
            scope: fields
                .optional("scope", |path, value| check::scope(path, value, &domain))?
                .unwrap_or(Scope::Everyone),
            notify: fields.optional("notify", check::notify)?.flatten(),
            accidental_deletes: fields
                .optional("accidentalDeletes", check::delete_guard)?
                .unwrap_or(Some(500)),
            existing: fields.optional("existing", check::existing)?.unwrap_or(Existing::Adopt),
            start: fields.optional("start", check::flag)?.unwrap_or(true),
            tenant,
            domain,
        };
        fields.none_left()?;
        Ok(setup)
    }

    /// The file form: every answer, in reading order.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let scope = match &self.scope {
            Scope::Everyone => json!({ "everyone": true }),
            Scope::Ous(names) => json!({ "ous": names }),
            Scope::Groups(names) => json!({ "groups": names }),
        };
        let guard = match self.accidental_deletes {
            Some(threshold) => json!({ "enabled": true, "threshold": threshold }),
            None => json!({ "enabled": false }),
        };
        let existing = match &self.existing {
            Existing::Adopt => json!("adopt"),
            Existing::Leave => json!("leave"),
            Existing::This(id) => json!({ "configuration": id }),
        };
        let mut file = Map::new();
        for (field, value) in [
            ("causeway", json!(1)),
            ("journey", json!(self.journey())),
            ("tenant", json!(self.tenant)),
            ("name", json!(self.name)),
            ("domain", json!(self.domain)),
            ("passwordHashSync", json!(self.password_hash_sync)),
            ("inetOrgPersonPasswords", json!(self.inet_org_person_passwords)),
            ("exchangeHybridWriteback", json!(self.exchange_hybrid_writeback)),
            ("scope", scope),
            ("notify", json!(self.notify.iter().collect::<Vec<_>>())),
            ("accidentalDeletes", guard),
            ("existing", existing),
            ("start", json!(self.start)),
        ] {
            file.insert(field.to_owned(), value);
        }
        Value::Object(file)
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

    /// Passwords follow as hashes.
    #[must_use]
    pub fn password_hash_sync(&self) -> bool {
        self.password_hash_sync
    }

    /// Password hashes are mapped for inetOrgPersons too. Microsoft's pages disagree whether they flow (contract 10.5).
    #[must_use]
    pub fn inet_org_person_passwords(&self) -> bool {
        self.inet_org_person_passwords
    }

    /// Exchange attributes are written back.
    #[must_use]
    pub fn exchange_hybrid_writeback(&self) -> bool {
        self.exchange_hybrid_writeback
    }

    /// Who takes part.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Address that hears of a quarantine.
    #[must_use]
    pub fn notify(&self) -> Option<&str> {
        self.notify.as_deref()
    }

    /// Number of deletes in one cycle that stops the job; absent when the guard is not set by us.
    #[must_use]
    pub fn delete_threshold(&self) -> Option<u32> {
        self.accidental_deletes
    }

    /// What to do with a configuration that is already there.
    #[must_use]
    pub fn existing(&self) -> &Existing {
        &self.existing
    }

    /// The jobs are started at the end.
    #[must_use]
    pub fn starts(&self) -> bool {
        self.start
    }
}

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod tests;
