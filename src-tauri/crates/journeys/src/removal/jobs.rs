//! The jobs are gone that a run created, or that are in a configuration that a person has chosen. Deleting a job drops its state; accounts stay (contract 7.5).

use futures::future::{join_all, try_join, try_join_all};
use graph_client::consistency::if_found;
use graph_client::models::Job;
use graph_client::{Error, GraphClient};
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, Step, StepError};

use super::made::{Made, MadeJob};
use super::{RemovalServices, Removing as _, journal_disagrees};
use crate::StepId;
use crate::error::refused;

pub(super) struct RemoveJobs;

impl Step<RemovalServices> for RemoveJobs {
    type Output = ();
    const ID: &'static str = StepId::RemoveJobs.as_str();

    async fn check(&self, cx: &Cx<RemovalServices>) -> Result<Finding<()>, StepError> {
        let doing = "looking for the jobs";
        if cx.made().unknown {
            return Ok(Finding::Blocked(StepError::new(
                ErrorKind::OutcomeUnknown,
                "continue-before-removing",
                doing,
            )));
        }
        if cx.made().jobs.is_empty() {
            let code = if cx.made().chosen {
                "jobs-are-gone"
            } else {
                "no-jobs-created"
            };
            return Ok(Finding::NotWanted(Preview::none().note(Note::new(code))));
        }
        cx.must_be_as_shown(doing).await?;
        let found = still_there(cx).await.map_err(refused(doing))?;
        if let Err(error) = proven(&found, doing) {
            return Ok(Finding::Blocked(error));
        }
        let preview = found.iter().fold(Preview::none(), |preview, (place, job, _)| {
            will_delete(preview, place, &job.id, &job.template)
        });
        if preview.requests.is_empty() {
            let note = Note::new("jobs-are-gone");
            return Ok(Finding::AlreadyDone((), Preview::none().note(note)));
        }
        Ok(Finding::Needed(preview))
    }

    async fn apply(&self, cx: &Cx<RemovalServices>) -> Result<(), StepError> {
        let doing = "deleting the jobs";
        cx.must_be_as_shown(doing).await?;
        let found = still_there(cx).await.map_err(refused(doing))?;
        proven(&found, doing)?;
        let graph = cx.graph();
        let deletes = found.iter().map(|(place, job, _)| graph.delete_job(place, &job.id));
        // One refusal must not drop the others half-way.
        let answers = join_all(deletes).await;
        answers.into_iter().try_for_each(gone_is_good).map_err(refused(doing))
    }
}

/// A job of the run with the service principal it is in, as the tenant tells it.
type Found<'a> = (String, &'a MadeJob, Job);

/// Whether what was found can be what the run created.
fn proven(found: &[Found<'_>], doing: &str) -> Result<(), StepError> {
    let disagrees = |id: &str, why| Err(journal_disagrees(doing, id, why).with("name", id));
    for (_, made, job) in found {
        if made.was_before {
            return disagrees(&job.id, "the run found the job there before it created its own");
        }
        if !job.is_of_template(&made.template) {
            return disagrees(
                &job.id,
                "the job is of another template than the one that the run created",
            );
        }
    }
    Ok(())
}

/// Jobs of the run that exist, each with the service principal it is in.
async fn still_there(cx: &Cx<RemovalServices>) -> Result<Vec<Found<'_>>, Error> {
    let (made, graph) = (cx.made(), cx.graph());
    // A list may lag behind a new job; its own address does not.
    let looks = made
        .places()
        .flat_map(|place| made.jobs.iter().map(move |job| (place, job)));
    let looks = looks.map(|(place, job)| {
        let graph = &graph;
        async move {
            let found = cx.found(|| graph.job(place, &job.id)).await?;
            Ok::<_, Error>(found.map(|found| (place.to_owned(), job, found)))
        }
    });
    // An earlier part of the run may have worked on another configuration.
    let elsewhere = async {
        let Some(template) = made.template.as_deref().filter(|_| !made.chosen) else {
            return Ok(Vec::new());
        };
        let list = graph.service_principals_by_template(template).await?;
        let other = list
            .into_iter()
            .filter(|found| made.places().all(|place| place != found.id));
        try_join_all(other.map(|place| jobs_in(&graph, made, place.id))).await
    };
    let (known, elsewhere) = try_join(try_join_all(looks), elsewhere).await?;
    Ok(known
        .into_iter()
        .flatten()
        .chain(elsewhere.into_iter().flatten())
        .collect())
}

async fn jobs_in<'a>(graph: &GraphClient, made: &'a Made, place: String) -> Result<Vec<Found<'a>>, Error> {
    let listed = if_found(graph.jobs(&place).await)?.unwrap_or_default();
    let of_the_run = |found: Job| {
        let job = made.jobs.iter().find(|job| job.id == found.id)?;
        Some((place.clone(), job, found))
    };
    Ok(listed.into_iter().filter_map(of_the_run).collect())
}

/// Adds that this job is deleted.
pub(crate) fn will_delete(preview: Preview, service_principal: &str, job: &str, template: &str) -> Preview {
    let path = format!("/v1.0/servicePrincipals/{service_principal}/synchronization/jobs/{job}");
    preview
        .note(Note::new("will-delete-job").with("template", template))
        .request("DELETE", path, None)
}

/// What somebody has deleted before is deleted.
pub(crate) fn gone_is_good(answer: Result<(), Error>) -> Result<(), Error> {
    match answer {
        Err(error) if error.is_not_found() => Ok(()),
        other => other,
    }
}
