//! What the instances of one set-up learn from each other while they are worked on. It is in memory alone.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use graph_client::{SecretText, Secrets, secrets};
use step_engine::RunState;
use tokio::sync::{Mutex as AsyncMutex, MutexGuard};
use url::Url;

use crate::StepId;
use crate::steps::configurations_of;

/// Shared by copies of a set-up.
#[derive(Debug, Default)]
pub(crate) struct Common {
    tried: Mutex<Vec<Arc<Tried>>>,
    no_more_apps: AtomicBool,
    /// Service principals that earlier runs made, with the key of the instance that each was made for.
    made_for: Mutex<HashMap<String, String>>,
}

/// What is learned tells no two set-ups apart.
impl PartialEq for Common {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Common {}

/// What an app said to values that it does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The service's code.
    pub(crate) code: String,
    /// The app's words, without what was sent.
    pub(crate) said: String,
    /// Key of the instance for which it was asked.
    pub(crate) row: String,
}

/// One secret at one app. An account that is tried too often with a wrong one gets locked, so one asks before the others do.
#[derive(Debug)]
pub(crate) struct Tried {
    host: String,
    secret: Vec<(String, SecretText)>,
    asking: AsyncMutex<()>,
    /// What came of the first try; `None` inside where the app did not refuse it.
    came: OnceLock<Option<Refusal>>,
}

impl Common {
    /// The secret among these values, at the app that they lead to.
    pub(crate) fn tried(&self, values: &Secrets) -> Arc<Tried> {
        let value = |name: &str| values.get(name).map(SecretText::expose);
        let address = value("BaseAddress").or_else(|| value("Url")).unwrap_or_default();
        let host = Url::parse(address)
            .ok()
            .and_then(|url| Some(url.host_str()?.to_owned()));
        let is_of_account =
            |name: &str| secrets::is_confidential(name) || matches!(name, "UserName" | "ClientIdentifier");
        let entries = values.0.iter().filter(|entry| is_of_account(&entry.key));
        let secret = entries.filter_map(|entry| Some((entry.key.clone(), entry.value.clone()?)));
        let wanted = Tried {
            host: host.unwrap_or_else(|| address.to_owned()),
            secret: secret.collect(),
            asking: AsyncMutex::default(),
            came: OnceLock::new(),
        };
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        let known = tried
            .iter()
            .find(|known| (&known.host, &known.secret) == (&wanted.host, &wanted.secret));
        match known {
            Some(known) => Arc::clone(known),
            None => {
                tried.push(Arc::new(wanted));
                Arc::clone(&tried[tried.len() - 1])
            }
        }
    }

    /// Microsoft lets this sign-in make no more apps.
    pub(crate) fn note_quota(&self) {
        self.no_more_apps.store(true, Ordering::Relaxed);
    }

    /// Whether that was said.
    pub(crate) fn may_make_no_more(&self) -> bool {
        self.no_more_apps.load(Ordering::Relaxed)
    }

    pub(super) fn note_earlier(&self, journals: &HashMap<String, RunState>) {
        let mut made_for = self.made_for.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, journal) in journals {
            let made = journal.step(StepId::CreateApp.as_str()).map(configurations_of);
            made_for.extend(made.into_iter().flatten().map(|id| (id, key.clone())));
        }
    }

    /// Whether this service principal was made for another instance than that of this key.
    pub(crate) fn is_of_another(&self, key: &str, service_principal: &str) -> bool {
        let made_for = self.made_for.lock().unwrap_or_else(PoisonError::into_inner);
        made_for.get(service_principal).is_some_and(|owner| owner != key)
    }
}

impl Tried {
    /// Held by the one who tries first. Once the app has answered, others need not wait for each other.
    pub(crate) async fn turn(&self) -> Option<MutexGuard<'_, ()>> {
        if self.came.get().is_some() {
            return None;
        }
        let turn = self.asking.lock().await;
        self.came.get().is_none().then_some(turn)
    }

    /// What the app said, where it refused the secret.
    pub(crate) fn refusal(&self) -> Option<&Refusal> {
        self.came.get()?.as_ref()
    }

    /// What the first one learned.
    pub(crate) fn note(&self, came: Option<Refusal>) {
        let _ = self.came.set(came); // the first one counts
    }
}
