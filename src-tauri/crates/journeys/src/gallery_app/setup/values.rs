//! Secrets for one run. They are in memory alone: no file, journal or message has them.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use graph_client::SecretText;

/// Values by the names of the service. Copies share what is known of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Values(Arc<Kept>);

#[derive(Debug, Default)]
struct Kept {
    values: BTreeMap<&'static str, SecretText>,
    refusal: OnceLock<Refusal>,
}

/// What an app said to values that it does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The service's code.
    pub(crate) code: String,
    /// The app's words, without what was sent.
    pub(crate) said: String,
}

impl Values {
    pub(super) fn get(&self, key: &str) -> Option<&SecretText> {
        self.0.values.get(key)
    }

    pub(super) fn refusal(&self) -> Option<&Refusal> {
        self.0.refusal.get()
    }

    pub(super) fn remember(&self, refusal: Refusal) {
        let _ = self.0.refusal.set(refusal); // the first one counts
    }
}

impl FromIterator<(&'static str, SecretText)> for Values {
    fn from_iter<I: IntoIterator<Item = (&'static str, SecretText)>>(values: I) -> Self {
        Self(Arc::new(Kept {
            values: values.into_iter().collect(),
            refusal: OnceLock::new(),
        }))
    }
}

impl PartialEq for Values {
    fn eq(&self, other: &Self) -> bool {
        self.0.values == other.0.values
    }
}

impl Eq for Values {}
