//! The answers for instances of one app of the gallery.

mod answers;
mod credentials;
mod file;
mod grid;
mod listed;
mod read;
mod row;
mod table;
mod values;

use std::collections::HashMap;
use std::sync::Arc;

use graph_client::SecretText;
use serde_json::{Value, json};
use step_engine::RunState;

pub use answers::{Assignee, Assignment, Existing, OutOfScope, Scope, TestAnswer};
pub use credentials::{Credential, ValueSource};
pub use file::File;
pub use grid::Grid;
pub(crate) use row::Row;
pub use table::NEW_TABLE;

use answers::Answers;
use listed::Listed;
use values::Values;

use super::Common;
use crate::StepId;
use crate::setup_file::{Allowed, Fields, Source, answers as common};

/// Checked answers for one instance of an app or many. An answer that the file leaves out is a default for a new instance; on one that is
/// there, what it is about stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    tenant: String,
    /// Of the set-up, in journals.
    name: String,
    app: App,
    /// One at least. Their keys differ, and so do their names, also without case.
    instances: Vec<Instance>,
    /// No answer of the file: see [`Setup::accepting_losses`].
    losses: Vec<String>,
    /// No answer of the file: see [`Setup::knowing`].
    values: Values,
    /// No answer of the file: see [`Setup::renewing`].
    renews: bool,
    /// What was learned while its instances were worked on. Copies share it.
    common: Arc<Common>,
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
    /// More instances than this are several set-ups.
    pub const MOST: usize = 2_000;

    /// Reads the answers that are its own; nothing where one that must be there is missing or wrong.
    pub(crate) fn read(source: &mut Source<'_>, mut fields: Fields, tenant: Option<String>) -> Option<Self> {
        let whole = source.whole();
        let name = fields.optional(source, "name", common::name);
        let app = fields.required(source, "app", read::app);
        let defaults = fields.optional(source, "defaults", read::defaults);
        let before = fields.count();
        let mut listed = fields
            .optional(source, "instances", read::instances)
            .unwrap_or_default();
        let in_file = listed.len();
        let rows = fields.optional(source, "table", table::read).unwrap_or_default();
        if fields.count() == before {
            source.missing(&whole, "instances", Allowed::InstancesOrTable);
        }
        fields.none_left(source);
        listed.extend(rows);
        let defaults = defaults.unwrap_or_default();
        for Listed { instance, .. } in &mut listed {
            instance.answers = std::mem::take(&mut instance.answers).over(defaults.clone());
        }
        for doubled in listed::doubled(&listed) {
            doubled.tell(source);
        }
        listed::must_be_few(source, &whole, listed.len());
        let (tenant, app) = (tenant?, app?);
        let only = match (in_file, listed.as_slice()) {
            (0, []) => return None,
            (1, [only]) => Some(only.instance.name.clone()),
            _ => None,
        };
        let of_app = || app.name.clone().or_else(|| app.template.clone()).unwrap_or_default();
        Some(Self {
            tenant,
            name: name.or(only).unwrap_or_else(of_app),
            app,
            instances: listed.into_iter().map(|one| one.instance).collect(),
            losses: Vec::new(),
            values: Values::default(),
            renews: false,
            common: Arc::default(),
        })
    }

    /// What was left out as a new instance gets it.
    #[must_use]
    pub fn completed(self) -> Self {
        self.each(|answers| answers.over(Answers::recommended()))
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
        self.with_values(false, |instance, _, credential| read(&credential.source(instance)?))
    }

    /// The same with the values that a person types, as far as `read` has them by instance and name. They are kept as in
    /// [`Setup::knowing`], and take the place of what is stored.
    #[must_use]
    pub fn typed(self, read: impl Fn(&str, &str) -> Option<SecretText>) -> Self {
        self.with_values(true, |instance, name, credential| match credential {
            Credential::Prompt => read(instance, name),
            _ => None,
        })
    }

    /// The same, for a run in which the values at hand take the place of what is stored, although that works; nothing else is made or
    /// changed. `None` where it has no value to send.
    #[must_use]
    pub fn renewing(self) -> Option<Self> {
        let mut credentials = self.instances.iter().flat_map(|one| one.answers.credentials.values());
        let sends = credentials.any(Credential::is_sent);
        let renewing = self.each(|answers| Answers {
            credentials: answers.credentials,
            test: answers.test,
            ..Answers::default()
        });
        sends.then_some(Self {
            renews: true,
            ..renewing
        })
    }

    /// What a person is to type: the instance and the name of each value that is not known yet.
    #[must_use]
    pub fn prompts(&self) -> Vec<(&str, &str)> {
        let all = self.instances.iter().flat_map(|instance| {
            let credentials = instance.answers.credentials.iter();
            let asked = credentials.filter(|(_, credential)| **credential == Credential::Prompt);
            asked.map(move |(name, _)| (instance.key.as_str(), *name))
        });
        all.filter(|(key, name)| self.values.get(key, name).is_none()).collect()
    }

    /// Values by instance, name and where they come from, besides those that are known already.
    fn with_values(self, typed: bool, read: impl Fn(&str, &str, &Credential) -> Option<SecretText>) -> Self {
        let of = |instance: &Instance| {
            let mut known = self.values.of(&instance.key).cloned().unwrap_or_default();
            for (name, credential) in &instance.answers.credentials {
                if let Some(value) = read(&instance.key, name, credential) {
                    known.values.insert(*name, value);
                    known.typed |= typed;
                }
            }
            (instance.key.clone(), known)
        };
        let values = self.instances.iter().map(of).collect();
        Self { values, ..self }
    }

    /// The same, with the jobs started at the end.
    #[must_use]
    pub fn starting(self) -> Self {
        self.with_start(true)
    }

    /// The same, with the jobs left at rest.
    #[must_use]
    pub fn at_rest(self) -> Self {
        self.with_start(false)
    }

    fn with_start(self, start: bool) -> Self {
        self.each(|answers| Answers {
            start: Some(start),
            ..answers
        })
    }

    fn each(mut self, change: impl Fn(Answers) -> Answers) -> Self {
        for instance in &mut self.instances {
            instance.answers = change(std::mem::take(&mut instance.answers));
        }
        self
    }

    /// Whether the answers for any instance ask for this step. A look at the tenant tells the same; a journal that broke off early cannot.
    #[must_use]
    pub fn wants(&self, step: StepId) -> bool {
        self.instances.iter().any(|instance| instance.answers.wants(step))
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

    /// Which app.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Names of the instances in the tenant, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.instances.iter().map(|instance| instance.name.as_str())
    }

    /// The name of the only instance.
    pub(crate) fn only_name(&self) -> Option<&str> {
        match self.instances.as_slice() {
            [only] => Some(&only.name),
            _ => None,
        }
    }

    /// Keys of the instances in the same order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.instances.iter().map(|instance| instance.key.as_str())
    }

    /// One set-up for each instance, in the order of the file. They share what is learned while they are worked on.
    #[must_use]
    pub fn rows(&self) -> Vec<Self> {
        let row = |instance: &Instance| Self {
            instances: vec![instance.clone()],
            ..self.clone()
        };
        self.instances.iter().map(row).collect()
    }

    /// The instance with all that its steps need; of several the first.
    pub(crate) fn row(&self) -> Row {
        Row::new(self.instances[0].clone(), self) // there is one at least
    }

    /// Notes whose apps are whose, by what the journals of the instances hold: none is taken for that of another.
    pub(crate) fn note_earlier(&self, journals: &HashMap<String, RunState>) {
        self.common.note_earlier(journals);
    }

    /// Whether the jobs are to be started; `None` where that is not said, or not said alike for all.
    #[must_use]
    pub fn starts(&self) -> Option<bool> {
        let mut starts = self.instances.iter().map(|instance| instance.answers.start);
        let first = starts.next()?;
        first.filter(|_| starts.all(|other| other == first))
    }
}

#[cfg(test)]
mod tests;
