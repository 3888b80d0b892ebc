//! Domain, tenant flags, notification and delete guard are stored (contract 8, 10.7).
//!
//! The service knows one write, and what it does with entries that are not sent is not documented. So: read, merge, write once
//! with everything, read back.

use graph_client::{Error, Secrets, WaitCause};
use serde::Serialize;
use serde_json::{Map, Value, json};
use step_engine::{Cx, Finding, Note, Outcome, Phase, Preview, Step, StepError};

use super::create_configuration::{Configuration, CreateConfiguration, Standing, configuration};
use super::waits;
use crate::error::refused;
use crate::services::Tenant as _;
use crate::{CloudServices, Setup, StepId};

const DOMAIN: &str = "Domain";
const APP_KEY: &str = "AppKey";
const NOTIFICATION: &str = "SyncNotificationSettings";

/// Stores the configuration's settings, which Graph calls secrets. The three that Cloud Sync has are no passwords.
pub(crate) struct StoreSecrets;

/// The settings are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Stored {
    /// Keys of foreign entries that the service no longer shows after our write.
    vanished: Vec<String>,
    /// Keys there were before this run wrote; `None` when it did not write. A job that was put aside for want of settings may be
    /// started again once they are written.
    #[serde(skip)]
    pub(super) before: Option<Vec<String>>,
}

impl Step<CloudServices> for StoreSecrets {
    type Output = Stored;
    const ID: &'static str = StepId::Secrets.as_str();

    async fn check(&self, cx: &Cx<CloudServices>) -> Result<Finding<Stored>, StepError> {
        let stored = match configuration(cx) {
            Some(configuration) => read(cx, &configuration)
                .await
                .map_err(refused("reading the settings"))?,
            None => Secrets::default(),
        };
        let written_before = written_before(cx);
        let mut preview = Preview::none();
        let mut missing = Vec::new();
        for (key, value) in wanted(cx.setup(), &stored) {
            match compare(&stored, key, &value) {
                Comparison::Equal => preview = preview.note(Note::new("setting-found").with("key", key)),
                Comparison::Hidden if written_before => {
                    preview = preview.note(Note::new("setting-found").with("key", key));
                }
                Comparison::Hidden => {
                    preview = preview.note(Note::new("setting-written-again").with("key", key));
                    missing.push(json!({ "key": key, "value": value }));
                }
                Comparison::Different => {
                    preview.notes.extend(says(cx.setup(), key));
                    missing.push(json!({ "key": key, "value": value }));
                }
            }
        }
        if missing.is_empty() {
            let before = cx.known::<Self>().and_then(|written| written.before);
            let keys = before.iter().flatten();
            let vanished = keys.filter(|key| !stored.has(key)).cloned().collect();
            return Ok(Finding::AlreadyDone(Stored { vanished, before }, preview));
        }
        for key in foreign_masked(&stored) {
            preview = preview.note(Note::new("setting-cannot-be-read").with("key", key));
        }
        let id = configuration(cx).map_or_else(|| "{configuration}".to_owned(), |configuration| configuration.id);
        let path = format!("/v1.0/servicePrincipals/{id}/synchronization/secrets");
        Ok(Finding::Needed(preview.request(
            "PUT",
            path,
            Some(json!({ "value": missing })),
        )))
    }

    async fn apply(&self, cx: &Cx<CloudServices>) -> Result<Stored, StepError> {
        let doing = "storing the settings";
        let configuration = cx.output::<CreateConfiguration>()?;
        if configuration.standing == Standing::Settled {
            // Another admin may know it as well, and may have written since the look.
            cx.services().secrets.of(&configuration.id).touched();
        }
        let before = read(cx, &configuration).await.map_err(refused(doing))?;
        if configuration.standing == Standing::Settled {
            // Names only: a value may be a secret of somebody else's.
            let names: Vec<_> = before.0.iter().map(|entry| &entry.key).collect();
            cx.keep_before(&format!("secret-names-{}", configuration.id), &json!(names).to_string())?;
        }
        let mut merged = before.without_masked();
        for (key, value) in wanted(cx.setup(), &before) {
            merged.set(key, value);
        }
        let graph = cx.graph();
        let put = || graph.put_secrets(&configuration.id, &merged);
        let answer = waits::on(cx, &configuration, WaitCause::FirstWriteRefused, put).await;
        cx.services().secrets.of(&configuration.id).touched();
        answer.map_err(refused(doing))?;
        Ok(Stored {
            vanished: Vec::new(),
            before: Some(before.0.into_iter().map(|entry| entry.key).collect()),
        })
    }
}

async fn read(cx: &Cx<CloudServices>, configuration: &Configuration) -> Result<Secrets, Error> {
    let read = || cx.secrets_of(&configuration.id);
    let secrets = match configuration.standing {
        // The plan of a list shows a configuration before every server knows it.
        Standing::Settled => read().await,
        _ => waits::on(cx, configuration, WaitCause::NotVisibleYet, read).await,
    };
    secrets.map(|secrets| (*secrets).clone())
}

/// What the set-up wants stored, in the form to send. Members of ours are merged into what is there; an answer that is off
/// leaves what is there.
fn wanted(setup: &Setup, stored: &Secrets) -> Vec<(&'static str, String)> {
    let mut entries = vec![(DOMAIN, json!({ "domain": setup.domain() }).to_string())];
    // The flag belongs to the tenant and other domains may live on it: it is raised, never lowered (contract 10.5).
    let scenario = |name| json!({ "appKeyScenario": name });
    let hashes = scenario("AD2AADPasswordHash").to_string();
    let raised = stored.get(APP_KEY).is_some_and(|value| value.is_same_as(&hashes));
    let provisioning = scenario("AD2AADProvisioning").to_string();
    entries.push((
        APP_KEY,
        if setup.password_hash_sync() || raised {
            hashes
        } else {
            provisioning
        },
    ));
    if let Some(settings) = notification(setup, stored) {
        entries.push((NOTIFICATION, settings));
    }
    entries
}

/// What a configuration without any settings gets, by key.
pub(crate) fn settings(setup: &Setup) -> Value {
    let entries = wanted(setup, &Secrets::default()).into_iter();
    let read = |value: String| serde_json::from_str(&value).unwrap_or(Value::String(value));
    entries
        .map(|(key, value)| (key.to_owned(), read(value)))
        .collect::<Map<_, _>>()
        .into()
}

fn notification(setup: &Setup, stored: &Secrets) -> Option<String> {
    if setup.notify().is_none() && setup.delete_threshold().is_none() {
        return None;
    }
    let mut settings = match stored.get(NOTIFICATION).and_then(|value| value.json()) {
        Some(Value::Object(settings)) => settings,
        _ => Map::from_iter([("Enabled".to_owned(), Value::Bool(false))]),
    };
    if let Some(address) = setup.notify() {
        settings.insert("Enabled".to_owned(), Value::Bool(true));
        settings.insert("Recipients".to_owned(), Value::from(address));
    }
    if let Some(threshold) = setup.delete_threshold() {
        settings.insert("DeleteThresholdEnabled".to_owned(), Value::Bool(true));
        settings.insert("DeleteThresholdValue".to_owned(), Value::from(threshold));
    }
    Some(Value::Object(settings).to_string())
}

/// An entry in plain words.
fn says(setup: &Setup, key: &str) -> Vec<Note> {
    match key {
        DOMAIN => vec![Note::new("will-store-domain").with("domain", setup.domain())],
        APP_KEY if setup.password_hash_sync() => vec![Note::new("will-switch-on-hashes")],
        APP_KEY => vec![Note::new("will-register-synchronization")],
        _ => {
            let mail = setup
                .notify()
                .map(|address| Note::new("will-store-mail").with("address", address));
            let guard = setup.delete_threshold();
            let guard = guard.map(|count| Note::new("will-store-delete-guard").with("count", count.to_string()));
            mail.into_iter().chain(guard).collect()
        }
    }
}

enum Comparison {
    Equal,
    Different,
    /// There, but the service keeps the value to itself.
    Hidden,
}

fn compare(stored: &Secrets, key: &str, wanted: &str) -> Comparison {
    match stored.get(key) {
        Some(value) if value.is_masked() => Comparison::Hidden,
        // How AppKey reads back is not known; a service that hides it altogether looks like one that never had it.
        None if key == APP_KEY && stored.has(DOMAIN) => Comparison::Hidden,
        Some(value) if key == DOMAIN && same_domain(value.json().as_ref(), wanted) => Comparison::Equal,
        Some(value) if value.is_same_as(wanted) => Comparison::Equal,
        _ => Comparison::Different,
    }
}

fn same_domain(stored: Option<&Value>, wanted: &str) -> bool {
    let wanted: Option<Value> = serde_json::from_str(wanted).ok();
    let name = |value: Option<&Value>| value?.get("domain")?.as_str().map(str::to_ascii_lowercase);
    name(stored).is_some_and(|stored| Some(stored) == name(wanted.as_ref()))
}

/// A hidden value can only be known by having written it: in this run, or in one whose end the journal holds.
fn written_before(cx: &Cx<CloudServices>) -> bool {
    let good = |outcome: &Outcome| matches!(outcome, Outcome::Succeeded { .. } | Outcome::AlreadyDone { .. });
    cx.phase() == Phase::Confirm
        || cx
            .earlier()
            .and_then(|earlier| earlier.outcome.as_ref())
            .is_some_and(good)
}

fn foreign_masked(stored: &Secrets) -> Vec<&str> {
    stored
        .masked_keys()
        .into_iter()
        .filter(|key| ![DOMAIN, APP_KEY, NOTIFICATION].contains(key))
        .collect()
}

#[cfg(test)]
mod tests;
