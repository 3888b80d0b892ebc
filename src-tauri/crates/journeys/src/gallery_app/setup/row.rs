//! One instance as its steps see it.

use std::sync::Arc;

use graph_client::SecretText;

use super::answers::Answers;
use super::{App, Assignment, Credential, Existing, Instance, OutOfScope, Scope, Setup, TestAnswer, Values};
use crate::gallery_app::Common;

/// Answers for one instance, with what all instances of its set-up share.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    app: App,
    instance: Instance,
    losses: Vec<String>,
    values: Values,
    renews: bool,
    common: Arc<Common>,
}

impl Row {
    pub(super) fn new(instance: Instance, setup: &Setup) -> Self {
        Self {
            app: setup.app.clone(),
            instance,
            losses: setup.losses.clone(),
            values: setup.values.clone(),
            renews: setup.renews,
            common: Arc::clone(&setup.common),
        }
    }

    /// What was left out as a new instance gets it.
    pub(crate) fn completed(mut self) -> Self {
        if self.renews {
            return self;
        }
        self.instance.answers = self.instance.answers.over(Answers::recommended());
        self
    }

    /// The hidden value of this setting may get lost.
    pub(crate) fn accepts_loss_of(&self, key: &str) -> bool {
        self.losses.iter().any(|accepted| accepted == key)
    }

    /// What it is called in the file.
    pub(crate) fn key(&self) -> &str {
        &self.instance.key
    }

    /// Name of the instance in the tenant.
    pub(crate) fn instance(&self) -> &str {
        &self.instance.name
    }

    /// Which app.
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// What the instances of one set-up learn from each other.
    pub(crate) fn common(&self) -> &Common {
        &self.common
    }

    /// What the app is told to let Microsoft in, in the order of the service's names.
    pub(crate) fn credentials(&self) -> impl Iterator<Item = (&'static str, &Credential)> {
        let credentials = &self.instance.answers.credentials;
        credentials.iter().map(|(key, credential)| (*key, credential))
    }

    /// A value that is to be sent: one of the file, or one that was had for this run.
    pub(crate) fn value(&self, name: &str, credential: &Credential) -> Option<SecretText> {
        match credential {
            Credential::Clear(text) => Some(SecretText::new(text)),
            _ => self.values.get(&self.instance.key, name).cloned(),
        }
    }

    /// Credentials alone are meant, of an instance that is there.
    pub(crate) fn only_renews(&self) -> bool {
        self.renews
    }

    /// The values at hand take the place of what is stored, although that may work.
    pub(crate) fn renews(&self) -> bool {
        let typed = || self.values.of(&self.instance.key).is_some_and(|values| values.typed);
        (self.renews || typed()) && self.credentials().any(|(_, credential)| credential.is_sent())
    }

    /// Where a value is to come from, in words of the file.
    pub(crate) fn comes_from(&self, credential: &Credential) -> String {
        credential.comes_from(&self.instance.key)
    }

    /// Who takes part; `None` leaves that as it is.
    pub(crate) fn scope(&self) -> Option<Scope> {
        self.instance.answers.scope
    }

    /// What becomes of people who leave the scope; `None` leaves that as it is.
    pub(crate) fn out_of_scope(&self) -> Option<OutOfScope> {
        self.instance.answers.out_of_scope
    }

    /// Address that hears of a quarantine; `None` leaves the one that is stored.
    pub(crate) fn notify(&self) -> Option<&str> {
        self.instance.answers.notify.as_ref()?.as_deref()
    }

    /// Number of people disabled or deleted in one round that stops the job; `None` leaves the guard as it is.
    pub(crate) fn delete_threshold(&self) -> Option<u32> {
        self.instance.answers.accidental_deletes.flatten()
    }

    /// What to do with an instance that is already there.
    pub(crate) fn existing(&self) -> Existing {
        self.instance.answers.existing.unwrap_or(Existing::Adopt)
    }

    /// Credentials that cannot be tested are stored all the same.
    pub(crate) fn stores_untested(&self) -> bool {
        self.instance.answers.test == Some(TestAnswer::Warn)
    }

    /// The people and groups to be assigned.
    pub(crate) fn assign(&self) -> &[Assignment] {
        self.instance.answers.assign.as_deref().unwrap_or_default()
    }

    /// The job is started at the end; `None` leaves it running or at rest, as it is.
    pub(crate) fn starts(&self) -> Option<bool> {
        self.instance.answers.start
    }
}
