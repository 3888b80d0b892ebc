//! Domain, tenant flags, notification and delete guard are stored (contract 8, 10.7).
//!
//! The service knows one write, and what it does with entries that are not sent is not documented. So: read, merge, write once
//! with everything, read back.

use graph_client::{Error, SecretText, Secrets, WaitCause};
use provisioning::NOTIFICATION;
use serde::Serialize;
use serde_json::{Map, Value, json};
use step_engine::{Cx, Finding, Note, Preview, Step, StepError};

use super::create_configuration::{CreateConfiguration, configuration};
use super::instantiate::{Configuration, Standing};
use super::jobs::{self, PASSWORD_HASH, PROVISIONING};
use super::losses::{self, was_lost, written_before};
use super::notification::{NOT_IN_FORM, Wanted};
use super::waits;
use crate::cloud_sync::Setup;
use crate::error::refused;
use crate::services::{CloudSync as _, Tenant as _};
use crate::{CloudServices, SetupSetting, StepId};

pub(super) const DOMAIN: &str = "Domain";
pub(crate) const APP_KEY: &str = "AppKey";
const SCENARIO: &str = "appKeyScenario";

/// Stores the configuration's settings, which Graph calls secrets. The three that Cloud Sync has are no passwords.
pub(crate) struct StoreSecrets;

/// The settings are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Stored {
    /// Keys of entries that the service no longer shows after our write, as was accepted.
    vanished: Vec<String>,
    /// Keys there were before this run wrote; `None` when it did not write. A job that was put aside for want of settings may be
    /// started again once they are written.
    #[serde(skip)]
    pub(crate) before: Option<Vec<String>>,
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
        let keeps_app_key = cx.setup().password_hash_sync().is_none();
        for (key, value) in entries(cx, &stored).await? {
            match compare(&stored, key, &value) {
                Comparison::Equal => preview = preview.note(Note::new("setting-found").with("key", key)),
                Comparison::Hidden if written_before || keeps_app_key && key == APP_KEY => {
                    preview = preview.note(Note::new("setting-found").with("key", key));
                }
                Comparison::Hidden => {
                    preview = preview.note(Note::new("setting-written-again").with("key", key));
                    missing.push(json!({ "key": key, "value": value }));
                }
                Comparison::Different => {
                    preview.notes.extend(says(cx.setup(), key, &stored));
                    preview = differences(preview, cx.setup(), key, &stored);
                    missing.push(json!({ "key": key, "value": value }));
                }
            }
        }
        preview.notes.extend(notification(cx.setup()).guard_that_stays(&stored));
        if missing.is_empty() {
            let before = cx.known::<Self>().and_then(|written| written.before);
            let keys = before.iter().flatten();
            let vanished: Vec<String> = keys.filter(|key| !stored.has(key)).cloned().collect();
            let lost: Vec<&str> = vanished.iter().map(String::as_str).collect();
            if let Some(error) = was_lost(|key| cx.setup().accepts_loss_of(key), &lost) {
                return Ok(Finding::Blocked(error));
            }
            return Ok(Finding::AlreadyDone(Stored { vanished, before }, preview));
        }
        let losses = losses(cx, &stored);
        if let Some(error) = would_be_lost(cx.setup(), &losses) {
            return Ok(Finding::Blocked(error));
        }
        for key in losses {
            preview = preview.note(Note::new("setting-loss-accepted").with("key", key));
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
            cx.services().reads.secrets_changed(&configuration.id);
        }
        let before = read(cx, &configuration).await.map_err(refused(doing))?;
        if let Some(error) = would_be_lost(cx.setup(), &losses(cx, &before)) {
            return Err(error);
        }
        if configuration.standing == Standing::Settled {
            // Names only: a value may be a secret of somebody else's.
            let names: Vec<_> = before.0.iter().map(|entry| &entry.key).collect();
            cx.keep_before(&format!("secret-names-{}", configuration.id), &json!(names).to_string())?;
        }
        let mut merged = before.without_masked();
        for (key, value) in entries(cx, &before).await? {
            merged.set(key, value);
        }
        let graph = cx.graph();
        let put = || graph.put_secrets(&configuration.id, &merged);
        let answer = waits::on(cx, &configuration, WaitCause::FirstWriteRefused, put).await;
        cx.services().reads.secrets_changed(&configuration.id);
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

/// What is to be sent. A hidden flag for hashes that is to stay as it is must go along, or it might get lost: the jobs tell what it
/// says.
async fn entries(cx: &Cx<CloudServices>, stored: &Secrets) -> Result<Vec<(&'static str, String)>, StepError> {
    let mut entries = wanted(cx.setup(), stored);
    let is_hidden = stored.get(APP_KEY).is_some_and(|value| value.is_masked());
    if let (None, true, Some(configuration)) = (cx.setup().password_hash_sync(), is_hidden, configuration(cx)) {
        let jobs = jobs::jobs(cx, &configuration)
            .await
            .map_err(refused("reading the jobs"))?;
        let has_hashes = jobs::of_template(&jobs, PASSWORD_HASH).is_some();
        entries.push((APP_KEY, app_key(if has_hashes { PASSWORD_HASH } else { PROVISIONING })));
    }
    Ok(entries)
}

/// The value of `AppKey` that tells the tenant what the jobs of this template bring (contract 8.3).
pub(crate) fn app_key(template: &str) -> String {
    json!({ SCENARIO: template }).to_string()
}

/// What the set-up wants stored, in the form to send. Members of ours are merged into what is there; an answer that is off
/// leaves what is there.
fn wanted(setup: &Setup, stored: &Secrets) -> Vec<(&'static str, String)> {
    let mut entries = vec![(DOMAIN, json!({ "domain": setup.domain() }).to_string())];
    // The flag belongs to the tenant and other domains may live on it: it is raised, never lowered (contract 10.5).
    let hashes = app_key(PASSWORD_HASH);
    let raised = stored.get(APP_KEY).is_some_and(|value| value.is_same_as(&hashes));
    match setup.password_hash_sync() {
        None => {}
        Some(wanted) if wanted || raised => entries.push((APP_KEY, hashes)),
        Some(_) => entries.push((APP_KEY, app_key(PROVISIONING))),
    }
    if let Some(settings) = notification(setup).value(stored) {
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

fn notification(setup: &Setup) -> Wanted<'_> {
    Wanted {
        mail: setup.notify(),
        threshold: setup.delete_threshold(),
    }
}

/// An entry in plain words, with what it was before.
fn says(setup: &Setup, key: &str, stored: &Secrets) -> Vec<Note> {
    match key {
        DOMAIN => vec![Note::new("will-store-domain").with("domain", setup.domain())],
        APP_KEY if setup.password_hash_sync() == Some(true) => vec![Note::new("will-switch-on-hashes")],
        APP_KEY => vec![Note::new("will-register-synchronization")],
        _ => notification(setup).says(stored),
    }
}

/// What differs, by what people decide. These three entries are no passwords; of what is not in their form only that is told.
fn differences(preview: Preview, setup: &Setup, key: &str, stored: &Secrets) -> Preview {
    let found = |member: &str| match stored.get(key).map(SecretText::json) {
        None => String::new(),
        Some(json) => {
            let json = json.as_ref().and_then(|json| json.get(member)?.as_str());
            json.unwrap_or(NOT_IN_FORM).to_owned()
        }
    };
    match key {
        DOMAIN => preview.differs(SetupSetting::Domain, setup.domain(), found("domain")),
        APP_KEY => {
            let wanted = if setup.password_hash_sync() == Some(true) {
                PASSWORD_HASH
            } else {
                PROVISIONING
            };
            preview.differs(SetupSetting::HashFlag, wanted, found(SCENARIO))
        }
        _ => notification(setup).differences(preview, stored),
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

pub(super) fn same_domain(stored: Option<&Value>, wanted: &str) -> bool {
    let wanted: Option<Value> = serde_json::from_str(wanted).ok();
    let name = |value: Option<&Value>| value?.get("domain")?.as_str().map(str::to_ascii_lowercase);
    name(stored).is_some_and(|stored| Some(stored) == name(wanted.as_ref()))
}

/// Keys whose hidden value our write may take away: an entry that is masked cannot be sent back, and the service may drop what is not
/// sent. Domain and AppKey are written whole.
fn losses<'a>(cx: &Cx<CloudServices>, stored: &'a Secrets) -> Vec<&'a str> {
    let is_new = configuration(cx).is_some_and(|configuration| configuration.standing != Standing::Settled);
    let is_of_this_run = is_new || written_before(cx) || cx.earlier().is_some_and(|earlier| earlier.ever_changed);
    masked_losses(cx.setup(), stored, is_of_this_run)
}

/// `is_of_this_run`: what the hidden notification settings hold was written by this run, which writes the same again.
fn masked_losses<'a>(setup: &Setup, stored: &'a Secrets, is_of_this_run: bool) -> Vec<&'a str> {
    let writes_notification = notification(setup).value(stored).is_some();
    let gets_lost = |key: &&str| match *key {
        DOMAIN | APP_KEY => false,
        NOTIFICATION => !(is_of_this_run && writes_notification),
        _ => true,
    };
    stored.masked_keys().into_iter().filter(gets_lost).collect()
}

fn would_be_lost(setup: &Setup, losses: &[&str]) -> Option<StepError> {
    losses::would_be_lost(|key| setup.accepts_loss_of(key), losses)
}

#[cfg(test)]
mod tests;
