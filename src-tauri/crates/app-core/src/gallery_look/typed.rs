//! Credentials that a person typed for a set-up. They are in memory alone, until they are stored, refused or not wanted any more.

use std::collections::BTreeMap;

use graph_client::SecretText;
use journeys::Setup;

use crate::view::TypedCredential;

/// Values by instance and name.
#[derive(Debug, Default)]
pub(crate) struct TypedCredentials(BTreeMap<TypedCredential, SecretText>);

impl TypedCredentials {
    /// Keeps a value; an empty one is forgotten.
    pub(crate) fn keep(&mut self, credential: TypedCredential, value: SecretText) {
        if value.expose().is_empty() {
            self.0.remove(&credential);
        } else {
            self.0.insert(credential, value);
        }
    }

    pub(crate) fn forget(&mut self) {
        self.0.clear();
    }

    /// The set-up with the values that it says a person types.
    pub(crate) fn given_to(&self, setup: Setup) -> Setup {
        if self.0.is_empty() {
            return setup;
        }
        setup.typed(|instance, key| {
            let typed = self
                .0
                .iter()
                .find(|(one, _)| one.instance == instance && one.key == key);
            typed.map(|(_, value)| value.clone())
        })
    }

    /// Which there are.
    pub(crate) fn names(&self) -> Vec<TypedCredential> {
        self.0.keys().cloned().collect()
    }
}
