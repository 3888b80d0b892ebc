//! The answers for one app of the gallery.

mod answers;
mod credentials;
mod file;
mod read;
mod values;

use graph_client::SecretText;
use serde_json::{Value, json};

pub use answers::{Assignee, Assignment, Existing, OutOfScope, Scope, TestAnswer};
pub use credentials::{Credential, ValueSource};
pub use file::File;
pub(crate) use values::Refusal;

use answers::Answers;
use values::Values;

use crate::StepId;
use crate::setup_file::{Fields, Source, answers as common};

/// Checked answers for one instance of an app. An answer that the file leaves out is a default for a new instance; on one that is there,
/// what it is about stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    tenant: String,
    /// Of the set-up, in journals.
    name: String,
    app: App,
    instance: Instance,
    /// No answer of the file: see [`Setup::accepting_losses`].
    losses: Vec<String>,
    /// No answer of the file: see [`Setup::knowing`].
    values: Values,
}

/// Which app of the gallery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    /// Id of its application template.
    pub(crate) template: Option<String>,
    /// Its name in the gallery, for reading where there is an id. Microsoft renames apps.
    pub(crate) name: Option<String>,
    /// Id of the job template, where the usual one is not meant.
    pub(crate) job_template: Option<String>,
}

/// One instance.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Instance {
    /// What it is called in the file, and where its secrets are kept.
    key: String,
    /// Its name in the tenant.
    name: String,
    answers: Answers,
}

impl Setup {
    /// Its name in files and journals.
    pub(crate) const JOURNEY: &'static str = "gallery-app";

    /// Reads the answers that are its own; nothing where one that must be there is missing or wrong.
    pub(crate) fn read(source: &mut Source<'_>, mut fields: Fields, tenant: Option<String>) -> Option<Self> {
        let name = fields.optional(source, "name", common::name);
        let app = fields.required(source, "app", read::app);
        let defaults = fields.optional(source, "defaults", read::defaults);
        fields.optional(source, "table", read::no_table);
        let instance = fields.required(source, "instances", read::only_instance);
        fields.none_left(source);
        let (tenant, app, mut instance) = (tenant?, app?, instance?);
        instance.answers = instance.answers.over(defaults.unwrap_or_default());
        Some(Self {
            tenant,
            name: name.unwrap_or_else(|| instance.name.clone()),
            app,
            instance,
            losses: Vec::new(),
            values: Values::default(),
        })
    }

    /// What was left out as a new instance gets it.
    #[must_use]
    pub fn completed(mut self) -> Self {
        self.instance.answers = self.instance.answers.over(Answers::recommended());
        self
    }

    /// The format as JSON Schema (draft 2020-12).
    #[must_use]
    pub fn json_schema() -> Value {
        json!(schemars::schema_for!(File))
    }

    /// The same, for a run in which the hidden values of these settings may get lost, by their keys.
    #[must_use]
    pub fn accepting_losses(self, losses: Vec<String>) -> Self {
        Self { losses, ..self }
    }

    /// The same with the values that `read` knows. They are kept in memory, for this set-up and its copies, and nowhere else.
    #[must_use]
    pub fn knowing(self, read: impl Fn(&ValueSource) -> Option<SecretText>) -> Self {
        let sources = self.credentials().filter_map(|(key, credential)| {
            let source = credential.source(&self.instance.key)?;
            Some((key, read(&source)?))
        });
        let values = sources.collect();
        Self { values, ..self }
    }

    /// The same with the values that a person types, as far as `read` has them by instance and name. They are kept as in
    /// [`Setup::knowing`].
    #[must_use]
    pub fn typed(self, read: impl Fn(&str, &str) -> Option<SecretText>) -> Self {
        let is_typed = |credential: &Credential| *credential == Credential::Prompt;
        let wanted = self.credentials().filter(|(_, credential)| is_typed(credential));
        let values = wanted
            .filter_map(|(key, _)| Some((key, read(&self.instance.key, key)?)))
            .collect();
        Self { values, ..self }
    }

    /// The same, with the job started at the end.
    #[must_use]
    pub fn starting(mut self) -> Self {
        self.instance.answers.start = Some(true);
        self
    }

    /// Whether the answers ask for this step. A look at the tenant tells the same; a journal that broke off early cannot.
    #[must_use]
    pub fn wants(&self, step: StepId) -> bool {
        match step {
            StepId::Assign => !self.assign().is_empty(),
            StepId::StartJobs | StepId::FirstStatus => self.starts() != Some(false),
            _ => true,
        }
    }

    /// The hidden value of this setting may get lost.
    pub(crate) fn accepts_loss_of(&self, key: &str) -> bool {
        self.losses.iter().any(|accepted| accepted == key)
    }

    /// Tenant id or one of its domains.
    #[must_use]
    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    /// Name of the set-up.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Name of the instance in the tenant.
    #[must_use]
    pub fn instance(&self) -> &str {
        &self.instance.name
    }

    /// Which app.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// What the app is told to let Microsoft in, in the order of the service's names.
    pub(crate) fn credentials(&self) -> impl Iterator<Item = (&'static str, &Credential)> {
        let credentials = &self.instance.answers.credentials;
        credentials.iter().map(|(key, credential)| (*key, credential))
    }

    /// A value that is to be sent: one of the file, or one that was had for this run.
    pub(crate) fn value(&self, key: &str, credential: &Credential) -> Option<SecretText> {
        match credential {
            Credential::Clear(text) => Some(SecretText::new(text)),
            _ => self.values.get(key).cloned(),
        }
    }

    /// Where a value is to come from, in words of the file.
    pub(crate) fn comes_from(&self, credential: &Credential) -> String {
        credential.comes_from(&self.instance.key)
    }

    /// What the app said to these values, when it was asked in this process.
    pub(crate) fn refusal(&self) -> Option<&Refusal> {
        self.values.refusal()
    }

    /// Remembers that the app refused these values: they are not sent again.
    pub(crate) fn remember_refusal(&self, refusal: Refusal) {
        self.values.remember(refusal);
    }

    /// Who takes part; `None` leaves that as it is.
    #[must_use]
    pub fn scope(&self) -> Option<Scope> {
        self.instance.answers.scope
    }

    /// What becomes of people who leave the scope; `None` leaves that as it is.
    #[must_use]
    pub fn out_of_scope(&self) -> Option<OutOfScope> {
        self.instance.answers.out_of_scope
    }

    /// Address that hears of a quarantine; `None` leaves the one that is stored.
    #[must_use]
    pub fn notify(&self) -> Option<&str> {
        self.instance.answers.notify.as_ref()?.as_deref()
    }

    /// Number of people disabled or deleted in one round that stops the job; `None` leaves the guard as it is.
    #[must_use]
    pub fn delete_threshold(&self) -> Option<u32> {
        self.instance.answers.accidental_deletes.flatten()
    }

    /// What to do with an instance that is already there.
    #[must_use]
    pub fn existing(&self) -> Existing {
        self.instance.answers.existing.unwrap_or(Existing::Adopt)
    }

    /// Credentials that cannot be tested are stored all the same.
    #[must_use]
    pub fn stores_untested(&self) -> bool {
        self.instance.answers.test == Some(TestAnswer::Warn)
    }

    /// The people and groups to be assigned.
    #[must_use]
    pub fn assign(&self) -> &[Assignment] {
        self.instance.answers.assign.as_deref().unwrap_or_default()
    }

    /// The job is started at the end; `None` leaves it running or at rest, as it is.
    #[must_use]
    pub fn starts(&self) -> Option<bool> {
        self.instance.answers.start
    }
}

#[cfg(test)]
mod tests;
