//! Settings of a service principal, which Graph calls secrets (contract 8). The service knows one write, and what it does with entries that
//! are not sent is not documented. So: read, merge by key, write once with everything, read back.

use graph_client::{SecretText, Secrets, WaitCause};
use serde::Serialize;
use serde_json::json;
use step_engine::{Cx, Finding, Note, Preview, StepError};

use super::instantiate::{Configuration, Standing};
use super::losses::{was_lost, would_be_lost};
use super::notification::Wanted;
use super::waits;
use crate::error::refused;
use crate::services::{OnTenant, Tenant as _};

/// The settings are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Saved {
    /// Keys there were before this run wrote; `None` when it did not write.
    #[serde(skip)]
    pub(crate) before: Option<Vec<String>>,
}

/// How an entry stands to what is wanted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Different,
    /// There, but the service keeps the value to itself.
    Hidden,
}

/// What a set-up wants stored.
pub(super) trait Settings: Sync {
    /// The entries in the form to send; members of ours are merged into what is there.
    fn wanted(&self, stored: &Secrets) -> Secrets;
    /// Who hears of trouble, and how many removals stop a job.
    fn notification(&self) -> Wanted<'_>;
    /// How an entry stands to what is wanted.
    fn compare(&self, stored: &Secrets, key: &str, wanted: &str) -> Comparison;
    /// An entry in plain words, with what was before.
    fn says(&self, preview: Preview, key: &str, stored: &Secrets) -> Preview;
    /// A value as a plan shows it.
    fn shown<'v>(&self, key: &str, value: &'v str) -> &'v str;
    /// The hidden value of this setting may get lost.
    fn accepts_loss_of(&self, key: &str) -> bool;
}

/// What a look comes to. `is_proven`: what is hidden is known to be right. `written`: what this run wrote, where it did.
pub(super) async fn look<S: OnTenant>(
    cx: &Cx<S>,
    app: Option<&Configuration>,
    settings: &impl Settings,
    is_proven: bool,
    written: Option<Saved>,
) -> Result<Finding<Saved>, StepError> {
    let stored = match app {
        Some(app) => read(cx, app).await?,
        None => Secrets::default(),
    };
    let entries = settings.wanted(&stored);
    let mut preview = Preview::none();
    let mut missing = Vec::new();
    for secret in &entries.0 {
        let (key, value) = (secret.key.as_str(), secret.value.as_ref());
        let value = value.map(SecretText::expose).unwrap_or_default();
        match settings.compare(&stored, key, value) {
            Comparison::Equal => preview = preview.note(Note::new("setting-found").with("key", key)),
            Comparison::Hidden if is_proven => preview = preview.note(Note::new("setting-found").with("key", key)),
            Comparison::Hidden | Comparison::Different => {
                preview = settings.says(preview, key, &stored);
                missing.push(json!({ "key": key, "value": settings.shown(key, value) }));
            }
        }
    }
    preview.notes.extend(settings.notification().guard_that_stays(&stored));
    let accepts = |key: &str| settings.accepts_loss_of(key);
    if missing.is_empty() {
        let before = written.and_then(|saved| saved.before);
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
    let id = app.map_or("{app}", |app| &app.id);
    let path = format!("/v1.0/servicePrincipals/{id}/synchronization/secrets");
    Ok(Finding::Needed(preview.request(
        "PUT",
        path,
        Some(json!({ "value": missing })),
    )))
}

/// Stores what is wanted with everything that is there.
pub(super) async fn store<S: OnTenant>(
    cx: &Cx<S>,
    app: &Configuration,
    settings: &impl Settings,
) -> Result<Saved, StepError> {
    let reads = cx.services().reads();
    if app.standing == Standing::Settled {
        // Another admin may know it as well, and may have written since the look.
        reads.secrets_changed(&app.id);
    }
    let before = read(cx, app).await?;
    let entries = settings.wanted(&before);
    if let Some(error) = would_be_lost(|key| settings.accepts_loss_of(key), &losses(&before, &entries)) {
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
    let answer = waits::on(cx, app, WaitCause::FirstWriteRefused, put).await;
    reads.secrets_changed(&app.id);
    answer.map_err(refused("storing the settings"))?;
    let names = before.0.into_iter().map(|entry| entry.key);
    Ok(Saved {
        before: Some(names.collect()),
    })
}

async fn read<S: OnTenant>(cx: &Cx<S>, app: &Configuration) -> Result<Secrets, StepError> {
    let read = || cx.secrets_of(&app.id);
    let stored = waits::on(cx, app, WaitCause::NotVisibleYet, read).await;
    stored
        .map(|stored| (*stored).clone())
        .map_err(refused("reading the settings"))
}

/// Hidden values that are not among those to be sent.
fn losses<'s>(stored: &'s Secrets, entries: &Secrets) -> Vec<&'s str> {
    let masked = stored.masked_keys().into_iter();
    masked.filter(|key| !entries.has(key)).collect()
}
