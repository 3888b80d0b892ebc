//! Jobs: found by their template, created once each (contract 7.2).

use graph_client::consistency::{Window, wait_until};
use graph_client::models::Job;
use graph_client::{Error, WaitCause};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use step_engine::{Cx, ErrorKind, Note, Preview, StepError};

use super::create_configuration::{Configuration, Standing};
use super::waits;
use crate::CloudServices;
use crate::error::refused;
use crate::services::Tenant as _;

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
    /// Jobs of that template that were there before.
    known: Vec<String>,
}

/// The configuration's jobs as a list, waiting while a new one is not known everywhere.
pub(super) async fn jobs(cx: &Cx<CloudServices>, configuration: &Configuration) -> Result<Vec<Job>, Error> {
    let jobs = waits::on(cx, configuration, WaitCause::NotVisibleYet, || {
        cx.jobs_of(&configuration.id)
    })
    .await?;
    Ok(jobs.to_vec())
}

/// The job of a template: of several the running one, else the first.
pub(crate) fn of_template<'a>(jobs: &'a [Job], template: &str) -> Option<&'a Job> {
    let mut ours: Vec<&Job> = jobs.iter().filter(|job| job.is_of_template(template)).collect();
    ours.sort_by_key(|job| !job.is_running());
    ours.first().copied()
}

/// Creates the job of a template and returns its id. Called only after a look, `existing`, that did not show one.
pub(super) async fn create(
    cx: &Cx<CloudServices>,
    configuration: &Configuration,
    existing: &[Job],
    template: &'static str,
) -> Result<String, StepError> {
    let doing = "creating a job";
    if let Some(id) = left_behind(cx, configuration, template).await? {
        return Ok(id);
    }
    let known = existing
        .iter()
        .filter(|job| job.is_of_template(template))
        .map(|job| job.id.clone())
        .collect();
    let intent = Intent {
        template: template.to_owned(),
        known,
    };
    for last_try in [false, true] {
        let at = cx.intend(json!(intent)).await?;
        let graph = cx.graph();
        let answer = waits::on(cx, configuration, WaitCause::FirstWriteRefused, || {
            graph.create_job(&configuration.id, template)
        })
        .await;
        cx.services().jobs.of(&configuration.id).touched();
        match answer {
            Ok(job) => {
                cx.note_created("job", &job.id, template);
                return Ok(job.id);
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
                match newcomer(cx, configuration, &intent, at, cause).await? {
                    Some(id) => {
                        cx.note_created("job", &id, template);
                        return Ok(id);
                    }
                    None if last_try || !lost => return Err(refused(doing)(error)),
                    None => {}
                }
            }
            Err(error) => return Err(refused(doing)(error)),
        }
    }
    Err(StepError::new(ErrorKind::OutcomeUnknown, "outcome-unknown", doing))
}

/// A job that an earlier attempt asked for and nobody wrote down.
async fn left_behind(
    cx: &Cx<CloudServices>,
    configuration: &Configuration,
    template: &str,
) -> Result<Option<String>, StepError> {
    let Some(interrupted) = cx.interrupted() else {
        return Ok(None);
    };
    let created = interrupted
        .created
        .iter()
        .find(|created| created.kind == "job" && created.name == template);
    if let Some(created) = created {
        // The list may lag behind the job; its own address tells whether it is still there.
        let job = cx.graph().job(&configuration.id, &created.id).await;
        match job {
            Ok(job) => return Ok(Some(job.id)),
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(refused("looking for a job created earlier")(error)),
        }
    }
    let intent = interrupted
        .intent
        .and_then(|intent| serde_json::from_value::<Intent>(intent).ok());
    match intent.filter(|intent| intent.template == template) {
        Some(intent) => newcomer(cx, configuration, &intent, interrupted.at, WaitCause::AnswerLost).await,
        None => Ok(None),
    }
}

/// The job of the template that appeared since the intent was written down. Looks until the window has passed.
async fn newcomer(
    cx: &Cx<CloudServices>,
    configuration: &Configuration,
    intent: &Intent,
    at: Timestamp,
    cause: WaitCause,
) -> Result<Option<String>, StepError> {
    let graph = cx.graph();
    let window = Window::from(at, graph.cloud().seen_within());
    wait_until(&graph, cause, window, || async {
        let jobs = match graph.jobs(&configuration.id).await {
            Err(error) if configuration.standing != Standing::Settled && error.may_pass() => return Ok(None),
            jobs => jobs?,
        };
        let new = jobs
            .iter()
            .find(|job| job.is_of_template(&intent.template) && !intent.known.contains(&job.id));
        Ok(new.map(|job| job.id.clone()))
    })
    .await
    .map_err(refused("looking whether the job was created"))
}

/// What a plan says of a job that does not exist.
pub(super) fn will_create(preview: Preview, configuration: Option<&Configuration>, template: &str) -> Preview {
    let id = configuration.map_or("{configuration}", |configuration| &configuration.id);
    preview
        .note(Note::new("will-create-job").with("template", template))
        .request(
            "POST",
            format!("/v1.0/servicePrincipals/{id}/synchronization/jobs"),
            Some(json!({ "templateId": template })),
        )
}
