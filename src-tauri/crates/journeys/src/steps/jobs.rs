//! Jobs: found by their template, created once each (contract 7.2).

use futures::future::{join_all, try_join_all};
use graph_client::consistency::{Window, if_found, wait_until};
use graph_client::models::{Job, JobTemplate};
use graph_client::{Error, WaitCause};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use step_engine::{Created, Cx, ErrorKind, Note, Preview, StepError};

use super::instantiate::{Configuration, Standing};
use super::waits;
use crate::SetupSetting;
use crate::error::refused;
use crate::services::{OnTenant, Tenant as _};

mod duplicate_job;

pub(super) use duplicate_job::one_of_each;

/// The job that brings people and groups.
pub(crate) const PROVISIONING: &str = "AD2AADProvisioning";
/// The job that brings password hashes.
pub(crate) const PASSWORD_HASH: &str = "AD2AADPasswordHash";
/// The job that writes Exchange attributes back.
pub(crate) const EXCHANGE_WRITEBACK: &str = "AAD2ADExchangeHybridWriteback";

/// What is about to be created, enough to find it again when the answer gets lost.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Intent {
    template: String,
    /// Templates of the jobs that are asked for at the same time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    beside: Vec<String>,
    /// Jobs of these templates that were there before.
    known: Vec<String>,
    /// Nothing is to be created: the job of this id, which this run created, is to be taken away again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    withdraws: Option<String>,
}

/// The configuration's jobs as a list, waiting while a new one is not known everywhere.
pub(super) async fn jobs<S: OnTenant>(cx: &Cx<S>, configuration: &Configuration) -> Result<Vec<Job>, Error> {
    let jobs = waits::on(cx, configuration, WaitCause::NotVisibleYet, || {
        cx.jobs_of(&configuration.id)
    })
    .await?;
    Ok(jobs.to_vec())
}

/// A list that was read a moment ago, and after the last change, shows the job.
pub(super) fn was_listed_just_now<S: OnTenant>(cx: &Cx<S>, configuration: &Configuration, id: &str) -> bool {
    let listed = cx.services().reads().jobs_at_hand(&configuration.id);
    listed.is_some_and(|jobs| jobs.iter().any(|job| job.id == id))
}

/// The configuration's jobs, and those of them that this step created in an earlier run and that no list shows yet.
pub(super) async fn all<S: OnTenant>(cx: &Cx<S>, configuration: &Configuration) -> Result<Vec<Job>, Error> {
    let mut all = jobs(cx, configuration).await?;
    for id in created_before(cx).map(|created| &created.id) {
        if !all.iter().any(|job| job.id == *id) {
            all.extend(created_job(cx, configuration, id).await?);
        }
    }
    Ok(all)
}

/// The jobs that this step created in earlier runs of the same journal.
fn created_before<S: OnTenant>(cx: &Cx<S>) -> impl Iterator<Item = &Created> {
    let created = cx.earlier().map(|earlier| earlier.created.as_slice());
    created
        .unwrap_or_default()
        .iter()
        .filter(|created| created.kind == "job")
}

/// A job that an earlier run created, by its own address: lists lag behind it. Its address may be unknown at first as well, so it is
/// asked for until the time in which it may be has passed; only then it was taken away.
async fn created_job<S: OnTenant>(cx: &Cx<S>, configuration: &Configuration, id: &str) -> Result<Option<Job>, Error> {
    let graph = cx.graph();
    let since = cx.earlier().and_then(|earlier| earlier.applying_since);
    let window = Window::from(since.unwrap_or_default(), graph.cloud().seen_within());
    let look = || graph.job(&configuration.id, id);
    if_found(waits::on_job(cx, configuration, WaitCause::NotVisibleYet, window, look).await)
}

/// It runs, has run, or was put aside: somebody has finished what it belongs to.
pub(super) fn is_in_use(job: &Job) -> bool {
    job.is_running() || job.is_in_quarantine() || job.last_execution().is_some()
}

/// The job of a template: of several the running one, else the one that every process takes for the first.
pub(crate) fn of_template<'a>(jobs: &'a [Job], template: &str) -> Option<&'a Job> {
    let ours = jobs.iter().filter(|job| job.is_of_template(template));
    ours.min_by_key(|job| (!job.is_running(), job.id.as_str()))
}

/// The job a step works on: the one it has settled on already, else that of the template.
pub(super) fn found(jobs: &[Job], template: &str, settled: Option<&String>) -> Option<String> {
    let job = match settled {
        Some(id) => jobs.iter().find(|job| job.id == *id),
        None => of_template(jobs, template),
    };
    job.map(|job| job.id.clone())
}

/// How a job came about.
#[derive(Debug)]
pub(super) enum Origin {
    /// The service answered this run's request with it.
    Answered(Box<Job>),
    /// It was found: nobody knows for certain whose request made it.
    Found(String),
}

/// Finds the jobs of these templates or creates them, side by side; the origins are in the same order. A creation cannot be refused for
/// being the second, so the list is read directly before it; [`one_of_each`] looks after it.
pub(super) async fn create<S: OnTenant>(
    cx: &Cx<S>,
    configuration: &Configuration,
    templates: &[&str],
) -> Result<Vec<Origin>, StepError> {
    let left = templates
        .iter()
        .map(|template| left_behind(cx, configuration, template));
    let mut found: Vec<Option<String>> = try_join_all(left).await?;
    let mut known = Vec::new();
    // A configuration that this run has just created has none: asking would only cost time.
    if configuration.standing != Standing::JustCreated && found.contains(&None) {
        let graph = cx.graph();
        let read = || graph.jobs(&configuration.id);
        let now = waits::on(cx, configuration, WaitCause::NotVisibleYet, read).await;
        let now = now.map_err(refused("reading the jobs"))?;
        for (found, template) in found.iter_mut().zip(templates) {
            *found = found
                .take()
                .or_else(|| of_template(&now, template).map(|job| job.id.clone()));
        }
        known = now.into_iter().map(|job| job.id).collect();
    }
    let missing = templates.iter().zip(&found).filter(|(_, found)| found.is_none());
    let mut missing = missing.map(|(template, _)| (*template).to_owned());
    let Some(template) = missing.next() else {
        return Ok(found.into_iter().flatten().map(Origin::Found).collect());
    };
    let intent = Intent {
        template,
        beside: missing.collect(),
        known,
        withdraws: None,
    };
    let at = cx.intend(json!(intent)).await?;
    let each = found.into_iter().zip(templates).map(|(found, template)| async {
        match found {
            Some(id) => Ok(Origin::Found(id)),
            None => create_one(cx, configuration, template, &intent, at).await,
        }
    });
    // Every creation comes to its end, also when another fails: one that is dropped would lose its answer.
    join_all(each).await.into_iter().collect()
}

async fn create_one<S: OnTenant>(
    cx: &Cx<S>,
    configuration: &Configuration,
    template: &str,
    intent: &Intent,
    first_at: Timestamp,
) -> Result<Origin, StepError> {
    let doing = "creating a job";
    let mut lost_before = false;
    for last_try in [false, true] {
        // The same intent again: the journal holds one of a step, and the others in it may not have ended.
        let at = if last_try {
            cx.intend(json!(intent)).await?
        } else {
            first_at
        };
        let graph = cx.graph();
        let answer = waits::on(cx, configuration, WaitCause::FirstWriteRefused, || {
            graph.create_job(&configuration.id, template)
        })
        .await;
        cx.services().reads().jobs_changed(&configuration.id);
        match answer {
            Ok(job) => {
                cx.note_created("job", &job.id, template);
                return Ok(Origin::Answered(Box::new(job)));
            }
            Err(error @ (Error::OutcomeUnknown { .. } | Error::Api(_))) => {
                let lost = matches!(error, Error::OutcomeUnknown { .. });
                if !lost && !error.is_conflict() {
                    return Err(refused(doing)(error));
                }
                let cause = if lost {
                    WaitCause::AnswerLost
                } else {
                    WaitCause::ListLags
                };
                match newcomer(cx, configuration, template, &intent.known, at, cause).await? {
                    // Refused as the second, and no request of ours can have made the first: it is somebody else's.
                    Some(newcomer) if !lost && !lost_before => return Ok(Origin::Found(newcomer.id)),
                    Some(newcomer) => return Ok(newcomer.taken(cx, template)),
                    None if last_try || !lost => return Err(refused(doing)(error)),
                    None => lost_before = true,
                }
            }
            Err(error) => return Err(refused(doing)(error)),
        }
    }
    Err(StepError::new(ErrorKind::OutcomeUnknown, "outcome-unknown", doing))
}

/// A job that an earlier run created or asked for.
async fn left_behind<S: OnTenant>(
    cx: &Cx<S>,
    configuration: &Configuration,
    template: &str,
) -> Result<Option<String>, StepError> {
    if let Some(created) = created_before(cx).find(|created| created.name == template) {
        let job = created_job(cx, configuration, &created.id).await;
        if let Some(job) = job.map_err(refused("looking for a job created earlier"))? {
            return Ok(Some(job.id));
        }
    }
    let Some(interrupted) = cx.interrupted() else {
        return Ok(None);
    };
    let intent = interrupted
        .intent
        .and_then(|intent| serde_json::from_value::<Intent>(intent).ok());
    let names = |intent: &Intent| intent.template == template || intent.beside.iter().any(|beside| beside == template);
    let asks = |intent: &Intent| names(intent) && intent.withdraws.is_none();
    let Some(intent) = intent.filter(asks) else {
        return Ok(None);
    };
    let lost = WaitCause::AnswerLost;
    let newcomer = newcomer(cx, configuration, template, &intent.known, interrupted.at, lost).await?;
    Ok(newcomer.map(|newcomer| newcomer.taken(cx, template).into_id()))
}

/// A job that appeared after an intent.
struct Newcomer {
    id: String,
    /// No other appeared.
    alone: bool,
}

impl Newcomer {
    /// It is the one that was asked for, unless another could be that as well.
    fn taken<S: OnTenant>(self, cx: &Cx<S>, template: &str) -> Origin {
        if self.alone {
            cx.note_created("job", &self.id, template);
        }
        Origin::Found(self.id)
    }
}

impl Origin {
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Answered(job) => &job.id,
            Self::Found(id) => id,
        }
    }

    pub(super) fn into_id(self) -> String {
        match self {
            Self::Answered(job) => job.id,
            Self::Found(id) => id,
        }
    }
}

/// The job of the template that appeared since the intent was written down. Looks until the window has passed.
async fn newcomer<S: OnTenant>(
    cx: &Cx<S>,
    configuration: &Configuration,
    template: &str,
    known: &[String],
    at: Timestamp,
    cause: WaitCause,
) -> Result<Option<Newcomer>, StepError> {
    let graph = cx.graph();
    let window = Window::from(at, graph.cloud().seen_within());
    wait_until(&graph, cause, window, || async {
        let mut jobs = match graph.jobs(&configuration.id).await {
            Err(error) if configuration.standing != Standing::Settled && error.may_pass() => return Ok(None),
            jobs => jobs?,
        };
        jobs.retain(|job| job.is_of_template(template) && !known.contains(&job.id));
        let alone = jobs.len() == 1;
        Ok(of_template(&jobs, template).map(|job| Newcomer {
            id: job.id.clone(),
            alone,
        }))
    })
    .await
    .map_err(refused("looking whether the job was created"))
}

/// Waits for these templates: jobs cannot be created before.
pub(super) async fn templates_ready<S: OnTenant>(
    cx: &Cx<S>,
    configuration: &Configuration,
    wanted: &[&str],
) -> Result<(), StepError> {
    let has_all = |templates: Vec<JobTemplate>| {
        let has = |wanted: &&str| templates.iter().any(|template| template.id == *wanted);
        wanted.iter().all(has).then_some(())
    };
    templates(
        cx,
        configuration,
        has_all,
        "waiting for the templates of the configuration",
    )
    .await
}

/// A new service principal lists its templates only after a while: waits until `pick` finds what it looks for among them.
pub(super) async fn templates<S: OnTenant, T>(
    cx: &Cx<S>,
    configuration: &Configuration,
    pick: impl Fn(Vec<JobTemplate>) -> Option<T>,
    doing: &'static str,
) -> Result<T, StepError> {
    let graph = cx.graph();
    let window = graph.cloud().first_writes_within();
    let found = wait_until(&graph, WaitCause::TemplatesNotReady, window, || async {
        match graph.sync_templates(&configuration.id).await {
            Ok(templates) => Ok(pick(templates)),
            Err(error) if error.may_pass() => Ok(None),
            Err(error) => Err::<_, Error>(error),
        }
    });
    let missing = || StepError::new(ErrorKind::Unavailable, "not-visible", doing);
    found.await.map_err(refused(doing))?.ok_or_else(missing)
}

/// What a plan says of a job that does not exist, and of which the template may not be known yet.
pub(super) fn will_create(preview: Preview, configuration: Option<&Configuration>, template: Option<&str>) -> Preview {
    let id = configuration.map_or("{configuration}", |configuration| &configuration.id);
    let note = match template {
        Some(template) => Note::new("will-create-job").with("template", template),
        None => Note::new("will-create-usual-job"),
    };
    let template = template.unwrap_or("{template}");
    preview
        .note(note)
        .differs(SetupSetting::Job.of(template), "on", "")
        .request(
            "POST",
            format!("/v1.0/servicePrincipals/{id}/synchronization/jobs"),
            Some(json!({ "templateId": template })),
        )
}
