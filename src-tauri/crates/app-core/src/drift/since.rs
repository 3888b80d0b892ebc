//! What became different since somebody last compared a configuration on this computer, and who did it where the audit log tells.

use std::collections::BTreeMap;
use std::sync::Arc;

use graph_client::models::{AuditLine, AuditedActivity, Job};
use graph_client::{RawSchema, ReadClient};
use jiff::Timestamp;
use provisioning::drift::{MappingChange, MappingDrift};
use provisioning::{Deed, Domain, Found, Freshness, TenantReads, last_deed, notification};
use serde::Serialize;
use ts_rs::TS;

use crate::looks::{Changed, Looks, Standing, StoodSetting};
use crate::tenant_context::TenantContext;
use crate::view::Note;

/// What became different.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SinceLastLook {
    /// When it was compared last, in an earlier visit.
    #[ts(type = "string")]
    pub since: Timestamp,
    /// In the order of the settings.
    pub changes: Vec<SettingChange>,
}

/// One thing that is not as it was: `drift.since.<setting>` in the locales.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingChange {
    /// What it is about.
    pub setting: StoodSetting,
    /// Of which, where there are several: a job's template, a kind of object.
    pub which: Option<String>,
    /// What is there; empty where nothing is.
    pub is: String,
    /// What was there; empty where nothing was, absent where that is not kept.
    pub was: Option<String>,
    /// Of mappings, the attributes that they fill.
    pub names: Vec<String>,
    /// The last time that something of the kind was changed, and by whom, where the audit log tells and may be read.
    pub deed: Option<Deed>,
}

/// The configuration, and what was compared of it.
pub(super) struct Subject<'a> {
    pub(super) found: &'a Found,
    pub(super) reads: &'a TenantReads,
    /// The job that brings people.
    pub(super) job: Option<&'a Job>,
    /// Absent where they could not be compared.
    pub(super) mappings: Option<&'a [MappingDrift]>,
}

/// Keeps how it stands, and tells what is not as it was; nothing where it was never compared before.
pub(super) async fn since(
    context: &TenantContext,
    looks: Arc<Looks>,
    subject: Subject<'_>,
) -> (Option<SinceLastLook>, Option<Note>) {
    let client: &ReadClient = context.client();
    let id = &subject.found.configuration.id;
    let jobs = subject
        .reads
        .jobs_of(client, Freshness::Recent, id)
        .await
        .unwrap_or_default();
    let standing = standing(client, &subject, &jobs).await;
    let (before, note) = looks.remember(id.clone(), client.now(), standing.clone()).await;
    let Some((since, before)) = before else {
        return (None, note);
    };
    let changes = standing.changes(id, &before);
    let audits = match !changes.is_empty() && context.reads_audits().await {
        true => audits(client, since, &changes).await,
        false => Vec::new(),
    };
    let main = subject.job.map(|job| job.id.as_str());
    let changes = changes.into_iter().map(|changed| {
        let own = changed
            .which
            .as_deref()
            .and_then(|template| jobs.iter().find(|job| job.template() == template));
        let names = match changed.setting {
            StoodSetting::Domain | StoodSetting::Mail | StoodSetting::DeleteGuard => Some(id.as_str()),
            StoodSetting::Scope | StoodSetting::Mappings => main,
            StoodSetting::Running => own.map(|job| job.id.as_str()),
        };
        let lines = activity(&changed).and_then(|wanted| {
            let lines = audits.iter().find(|(activity, _)| *activity == wanted)?;
            Some(lines.1.as_slice())
        });
        let deed = names.zip(lines).and_then(|(id, lines)| last_deed(lines, id));
        let Changed {
            setting,
            which,
            is,
            was,
            names,
        } = changed;
        SettingChange {
            setting,
            which,
            is,
            was,
            names,
            deed,
        }
    });
    let changes = changes.collect();
    (Some(SinceLastLook { since, changes }), note)
}

/// What the audit log calls the change; absent where it has no such line.
fn activity(changed: &Changed) -> Option<AuditedActivity> {
    match (changed.setting, changed.is.as_str()) {
        (StoodSetting::Domain | StoodSetting::Mail | StoodSetting::DeleteGuard, _) => Some(AuditedActivity::Settings),
        (StoodSetting::Scope | StoodSetting::Mappings, _) => Some(AuditedActivity::Schema),
        (StoodSetting::Running, "on") => Some(AuditedActivity::Start),
        (StoodSetting::Running, "off") => Some(AuditedActivity::Pause),
        (StoodSetting::Running, _) => None,
    }
}

/// The lines about these changes. A log that cannot be read tells nothing.
async fn audits(client: &ReadClient, since: Timestamp, changes: &[Changed]) -> Vec<(AuditedActivity, Vec<AuditLine>)> {
    let mut audits: Vec<(AuditedActivity, Vec<AuditLine>)> = Vec::new();
    for activity in changes.iter().filter_map(activity) {
        if audits.iter().all(|(known, _)| *known != activity) {
            let lines = client.provisioning_audits(activity, Some(since)).await;
            audits.push((activity, lines.unwrap_or_default()));
        }
    }
    audits
}

/// How the configuration stands, as far as it could be read.
async fn standing(client: &ReadClient, subject: &Subject<'_>, jobs: &[Job]) -> Standing {
    let Subject {
        found,
        reads,
        job,
        mappings,
    } = subject;
    let id = &found.configuration.id;
    let mut settings = BTreeMap::new();
    match &found.domain {
        Domain::Known(domain) => drop(settings.insert(StoodSetting::Domain, domain.clone())),
        Domain::Absent => drop(settings.insert(StoodSetting::Domain, String::new())),
        Domain::Unreadable => {}
    }
    let secrets = reads.secrets(client, Freshness::Recent, id).await;
    if let Some(notification) = secrets.ok().and_then(|secrets| notification(&secrets).ok()) {
        let guard = notification.guard.map(|guard| guard.to_string());
        settings.insert(StoodSetting::Mail, notification.mail.unwrap_or_default());
        settings.insert(StoodSetting::DeleteGuard, guard.unwrap_or_default());
    }
    if let Some(job) = job {
        let schema = reads.schema(client, Freshness::Recent, id, &job.id).await;
        if let Some(scope) = schema.ok().and_then(|schema| scope(&schema)) {
            settings.insert(StoodSetting::Scope, scope);
        }
    }
    let runs = |job: &Job| (job.template().to_owned(), job.is_running());
    Standing {
        settings,
        running: (!jobs.is_empty()).then(|| jobs.iter().map(runs).collect()),
        mappings: mappings.map(of_mappings),
    }
}

/// Who takes part: all names in order, or `everyone`.
fn scope(schema: &RawSchema) -> Option<String> {
    let filters = schema.scope().ok()?;
    let mut names = [filters.containers, filters.groups].concat();
    names.sort_by_key(|name| name.to_lowercase());
    Some(match names.is_empty() {
        true => "everyone".to_owned(),
        false => names.join("; "),
    })
}

/// What is there other than Microsoft's default, by object and attribute. A new default that Microsoft offers is no change of the
/// configuration.
fn of_mappings(mappings: &[MappingDrift]) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut told: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for drift in mappings
        .iter()
        .filter(|drift| drift.change != MappingChange::NewDefault)
    {
        // Of the object mapping as a whole its target is told.
        let attribute = drift.attribute.as_ref().unwrap_or(&drift.target_object).clone();
        let value = serde_json::to_string(&(drift.change, &drift.is)).unwrap_or_default();
        told.entry(drift.source_object.clone())
            .or_default()
            .insert(attribute, value);
    }
    told
}
