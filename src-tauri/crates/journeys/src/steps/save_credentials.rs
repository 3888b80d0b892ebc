//! Credentials, scope, notification and delete guard are stored (contract 8). The service knows one write, and what it does with entries
//! that are not sent is not documented. So: read, merge by key, write once with everything, read back.

use graph_client::{Secrets, WaitCause};
use provisioning::NOTIFICATION;
use serde::Serialize;
use serde_json::json;
use step_engine::{Cx, Finding, Note, Preview, Step, StepError};

use super::create_app::CreateApp;
use super::instantiate::{Configuration, Standing};
use super::losses::{was_lost, would_be_lost, written_before};
use super::notification::Wanted;
use super::test_credentials::{Proof, TestCredentials};
use super::waits;
use crate::error::refused;
use crate::gallery_app::{GalleryApp as _, GalleryServices, OutOfScope, Scope, Setup};
use crate::services::{OnTenant as _, Tenant as _};
use crate::{SetupSetting, StepId};

const SYNC_ALL: &str = "SyncAll";
const LEAVES_ALONE: &str = "SkipOutOfScopeDeletions";
/// What is shown in the place of a value that may be a secret.
const HIDDEN: &str = "(hidden)";

/// Stores what the app is told, and the answers that the service keeps in the same place.
pub(crate) struct SaveCredentials;

/// The settings are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Saved {
    /// Keys there were before this run wrote; `None` when it did not write.
    #[serde(skip)]
    pub(crate) before: Option<Vec<String>>,
}

/// How an entry stands to what is wanted.
#[derive(Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    Different,
    /// There, but the service keeps the value to itself.
    Hidden,
}

impl Step<GalleryServices> for SaveCredentials {
    type Output = Saved;
    const ID: &'static str = StepId::SaveCredentials.as_str();

    async fn check(&self, cx: &Cx<GalleryServices>) -> Result<Finding<Saved>, StepError> {
        let (setup, app) = (cx.setup(), cx.known::<CreateApp>());
        let stored = match &app {
            Some(app) => read(cx, app).await?,
            None => Secrets::default(),
        };
        let is_proven = written_before(cx) || cx.known::<TestCredentials>() == Some(Proof::StoredWorks);
        let entries = wanted(setup, &stored);
        let mut preview = Preview::none();
        let mut missing = Vec::new();
        for secret in &entries.0 {
            let (key, value) = (secret.key.as_str(), secret.value.as_ref());
            let value = value.map(graph_client::SecretText::expose).unwrap_or_default();
            match compare(&stored, key, value) {
                Comparison::Equal => preview = preview.note(Note::new("setting-found").with("key", key)),
                Comparison::Hidden if is_proven => {
                    preview = preview.note(Note::new("setting-found").with("key", key));
                }
                Comparison::Hidden | Comparison::Different => {
                    preview = says(preview, setup, key, &stored);
                    missing.push(json!({ "key": key, "value": shown(key, value) }));
                }
            }
        }
        preview.notes.extend(notification(setup).guard_that_stays(&stored));
        let accepts = |key: &str| setup.accepts_loss_of(key);
        if missing.is_empty() {
            let before = cx.known::<Self>().and_then(|saved| saved.before);
            let gone = before.iter().flatten().filter(|key| !stored.has(key));
            let gone: Vec<&str> = gone.map(String::as_str).collect();
            return Ok(match was_lost(accepts, &gone) {
                Some(error) => Finding::Blocked(error),
                None => Finding::AlreadyDone(Saved { before }, preview),
            });
        }
        let losses = losses(&stored, &entries);
        if let Some(error) = would_be_lost(accepts, &losses) {
            return Ok(Finding::Blocked(error));
        }
        for key in losses {
            preview = preview.note(Note::new("setting-loss-accepted").with("key", key));
        }
        let id = app.map_or_else(|| "{app}".to_owned(), |app| app.id);
        let path = format!("/v1.0/servicePrincipals/{id}/synchronization/secrets");
        Ok(Finding::Needed(preview.request(
            "PUT",
            path,
            Some(json!({ "value": missing })),
        )))
    }

    async fn apply(&self, cx: &Cx<GalleryServices>) -> Result<Saved, StepError> {
        let doing = "storing the settings";
        let (setup, app) = (cx.setup(), cx.output::<CreateApp>()?);
        let reads = cx.services().reads();
        if app.standing == Standing::Settled {
            // Another admin may know it as well, and may have written since the look.
            reads.secrets_changed(&app.id);
        }
        let before = read(cx, &app).await?;
        let entries = wanted(setup, &before);
        let losses = losses(&before, &entries);
        if let Some(error) = would_be_lost(|key| setup.accepts_loss_of(key), &losses) {
            return Err(error);
        }
        if app.standing == Standing::Settled {
            // Names only: a value may be a secret of somebody else's.
            let names: Vec<_> = before.0.iter().map(|entry| &entry.key).collect();
            cx.keep_before(&format!("secret-names-{}", app.id), &json!(names).to_string())?;
        }
        let mut merged = before.without_masked();
        for secret in entries.0 {
            if let Some(value) = secret.value {
                merged.set(&secret.key, value.expose());
            }
        }
        let graph = cx.graph();
        let put = || graph.put_secrets(&app.id, &merged);
        let answer = waits::on(cx, &app, WaitCause::FirstWriteRefused, put).await;
        reads.secrets_changed(&app.id);
        answer.map_err(refused(doing))?;
        let names = before.0.into_iter().map(|entry| entry.key);
        Ok(Saved {
            before: Some(names.collect()),
        })
    }
}

async fn read(cx: &Cx<GalleryServices>, app: &Configuration) -> Result<Secrets, StepError> {
    let read = || cx.secrets_of(&app.id);
    let stored = waits::on(cx, app, WaitCause::NotVisibleYet, read).await;
    stored
        .map(|stored| (*stored).clone())
        .map_err(refused("reading the settings"))
}

/// What is to be stored, in the form to send: the values that are at hand, and the answers that are settings of the service.
fn wanted(setup: &Setup, stored: &Secrets) -> Secrets {
    let mut entries = Secrets::default();
    for (key, credential) in setup.credentials() {
        if let Some(value) = setup.value(key, credential) {
            entries.set(key, value.expose());
        }
    }
    if let Some(scope) = setup.scope() {
        entries.set(SYNC_ALL, flag(scope == Scope::Everyone));
    }
    if let Some(leaving) = setup.out_of_scope() {
        entries.set(LEAVES_ALONE, flag(leaving == OutOfScope::Leave));
    }
    if let Some(settings) = notification(setup).value(stored) {
        entries.set(NOTIFICATION, settings);
    }
    entries
}

fn flag(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

fn notification(setup: &Setup) -> Wanted<'_> {
    Wanted {
        mail: setup.notify(),
        threshold: setup.delete_threshold(),
    }
}

fn compare(stored: &Secrets, key: &str, wanted: &str) -> Comparison {
    let is_flag = matches!(key, SYNC_ALL | LEAVES_ALONE);
    match stored.get(key) {
        Some(value) if value.is_masked() => Comparison::Hidden,
        Some(value) if value.is_same_as(wanted) => Comparison::Equal,
        Some(value) if is_flag && value.expose().eq_ignore_ascii_case(wanted) => Comparison::Equal,
        // Absent, the service does as Microsoft's default has it.
        None if key == LEAVES_ALONE && wanted == "false" => Comparison::Equal,
        _ => Comparison::Different,
    }
}

/// Hidden values that are not among those to be sent.
fn losses<'s>(stored: &'s Secrets, entries: &Secrets) -> Vec<&'s str> {
    let masked = stored.masked_keys().into_iter();
    masked.filter(|key| !entries.has(key)).collect()
}

/// Only the answers are shown; what the app is told may be a secret.
fn shown<'v>(key: &str, value: &'v str) -> &'v str {
    match key {
        SYNC_ALL | LEAVES_ALONE | NOTIFICATION => value,
        _ => HIDDEN,
    }
}

/// An entry in plain words, with what was before.
fn says(preview: Preview, setup: &Setup, key: &str, stored: &Secrets) -> Preview {
    let found = stored.get(key).map(graph_client::SecretText::expose);
    match key {
        NOTIFICATION => {
            let mut preview = notification(setup).differences(preview, stored);
            preview.notes.extend(notification(setup).says(stored));
            preview
        }
        SYNC_ALL => {
            let (code, wanted) = match setup.scope() {
                Some(Scope::Everyone) => ("will-take-everyone", "everyone"),
                _ => ("will-take-assigned", "assigned"),
            };
            let was = match found.map(|found| found.eq_ignore_ascii_case("true")) {
                Some(true) => "everyone",
                Some(false) => "assigned",
                None => "",
            };
            preview.note(Note::new(code)).differs(SetupSetting::Scope, wanted, was)
        }
        LEAVES_ALONE => {
            let leaves = setup.out_of_scope() == Some(OutOfScope::Leave);
            let code = if leaves {
                "will-leave-alone"
            } else {
                "will-disable-leavers"
            };
            preview
                .note(Note::new(code))
                .differs(SetupSetting::LeavesAlone, flag(leaves), found.unwrap_or_default())
        }
        _ => {
            let was = if found.is_some() { HIDDEN } else { "" };
            preview
                .note(Note::new("will-store-credential").with("key", key))
                .differs(SetupSetting::Credential.of(key), HIDDEN, was)
        }
    }
}
