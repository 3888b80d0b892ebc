//! The configuration that the run created is gone: its application, and with it the service principal. Both stay in the bin for
//! 30 days (contract 6.3). One that was there before the run is never removed.

use futures::future::{try_join, try_join_all};
use graph_client::Error;
use graph_client::models::Job;
use step_engine::{Cx, Finding, Note, Preview, Step, StepError};

use super::jobs::gone_is_good;
use super::made::MadeConfiguration;
use super::{RemovalServices, Removing as _};
use crate::StepId;
use crate::error::refused;

pub(super) struct RemoveApplication;

/// What is still there of a configuration.
struct Left<'a> {
    made: &'a MadeConfiguration,
    /// Object id of its application, where that is still there.
    application: Option<String>,
    /// Its service principal is still there.
    service_principal: bool,
    /// It holds jobs that the run did not create.
    others: Vec<Job>,
}

impl Step<RemovalServices> for RemoveApplication {
    type Output = ();
    const ID: &'static str = StepId::RemoveApplication.as_str();

    async fn check(&self, cx: &Cx<RemovalServices>) -> Result<Finding<()>, StepError> {
        if cx.made().configurations.is_empty() {
            let note = match &cx.made().found {
                Some(found) => Note::new("configuration-was-there-before").with("name", &found.name),
                None => Note::new("no-configuration-created"),
            };
            return Ok(Finding::NotWanted(Preview::none().note(note)));
        }
        let left = left(cx)
            .await
            .map_err(refused("looking for the configuration that the run created"))?;
        let (mut preview, mut is_needed, mut is_kept) = (Preview::none(), false, false);
        for left in left
            .iter()
            .filter(|left| left.application.is_some() || left.service_principal)
        {
            if !left.others.is_empty() {
                is_kept = true;
                preview = preview.note(kept(left));
                continue;
            }
            is_needed = true;
            preview = preview.note(Note::new("will-delete-configuration").with("name", &left.made.name));
            if let Some(application) = &left.application {
                preview = preview.request("DELETE", format!("/v1.0/applications/{application}"), None);
            }
        }
        Ok(match (is_needed, is_kept) {
            (true, _) => Finding::Needed(preview),
            (false, true) => Finding::NotWanted(preview),
            (false, false) => Finding::AlreadyDone((), preview.note(Note::new("configuration-is-gone"))),
        })
    }

    async fn apply(&self, cx: &Cx<RemovalServices>) -> Result<(), StepError> {
        let doing = "deleting the configuration";
        let graph = cx.graph();
        let left = left(cx).await.map_err(refused(doing))?;
        for left in left.iter().filter(|left| left.others.is_empty()) {
            if let Some(application) = &left.application {
                gone_is_good(graph.delete_application(application).await).map_err(refused(doing))?;
            }
        }
        Ok(())
    }
}

async fn left(cx: &Cx<RemovalServices>) -> Result<Vec<Left<'_>>, Error> {
    try_join_all(cx.made().configurations.iter().map(|made| left_of(cx, made))).await
}

async fn left_of<'a>(cx: &Cx<RemovalServices>, made: &'a MadeConfiguration) -> Result<Left<'a>, Error> {
    let graph = cx.graph();
    let application = async {
        match &made.application {
            Some(id) => cx.found(|| graph.application(id)).await,
            None => Ok(None),
        }
    };
    let service_principal = async {
        match &made.service_principal {
            Some(id) => cx.found(|| graph.service_principal(id)).await,
            None => Ok(None),
        }
    };
    let (application, service_principal) = try_join(application, service_principal).await?;
    let application = match (&made.application, &service_principal) {
        // The answer to the creation got lost, and with it the application's own id.
        (None, Some(half)) => cx.found(|| graph.application_by_app_id(&half.app_id)).await?,
        _ => application,
    };
    let others = match &service_principal {
        Some(half) => others(cx, &half.id).await?,
        None => Vec::new(),
    };
    Ok(Left {
        made,
        application: application.map(|application| application.id),
        service_principal: service_principal.is_some(),
        others,
    })
}

/// Jobs that somebody else created in it.
async fn others(cx: &Cx<RemovalServices>, service_principal: &str) -> Result<Vec<Job>, Error> {
    let graph = cx.graph();
    let mut jobs = cx.found(|| graph.jobs(service_principal)).await?.unwrap_or_default();
    jobs.retain(|job| !cx.made().jobs.iter().any(|made| made.id == job.id));
    Ok(jobs)
}

fn kept(left: &Left<'_>) -> Note {
    let others = left
        .others
        .iter()
        .map(|job| job.template_id.clone().unwrap_or_else(|| job.id.clone()));
    Note::new("configuration-kept-for-other-jobs")
        .with("name", &left.made.name)
        .with("jobs", others.collect::<Vec<_>>().join(", "))
}
