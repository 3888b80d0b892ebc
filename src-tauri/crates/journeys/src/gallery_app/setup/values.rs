//! Secrets for one run. They are in memory alone: no file, journal or message has them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use graph_client::SecretText;

/// The values of one instance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OfInstance {
    /// By the names of the service.
    pub(super) values: BTreeMap<&'static str, SecretText>,
    /// A person typed one of them: it takes the place of what is stored, whether that works or not.
    pub(super) typed: bool,
}

/// Values by the keys of the instances. Copies share them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Values(Arc<HashMap<String, OfInstance>>);

impl Values {
    pub(super) fn of(&self, instance: &str) -> Option<&OfInstance> {
        self.0.get(instance)
    }

    pub(super) fn get(&self, instance: &str, name: &str) -> Option<&SecretText> {
        self.of(instance)?.values.get(name)
    }
}

impl FromIterator<(String, OfInstance)> for Values {
    fn from_iter<I: IntoIterator<Item = (String, OfInstance)>>(values: I) -> Self {
        Self(Arc::new(values.into_iter().collect()))
    }
}
