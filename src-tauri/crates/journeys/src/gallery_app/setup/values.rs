//! Secrets for one run. They are in memory alone: no file, journal or message has them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use graph_client::SecretText;

/// The values of one instance by the names of the service.
type OfInstance = BTreeMap<&'static str, SecretText>;

/// Values by the keys of the instances. Copies share them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Values(Arc<HashMap<String, OfInstance>>);

impl Values {
    pub(super) fn get(&self, instance: &str, name: &str) -> Option<&SecretText> {
        self.0.get(instance)?.get(name)
    }
}

impl FromIterator<(String, OfInstance)> for Values {
    fn from_iter<I: IntoIterator<Item = (String, OfInstance)>>(values: I) -> Self {
        Self(Arc::new(values.into_iter().collect()))
    }
}
