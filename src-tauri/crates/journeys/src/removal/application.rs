//! The configuration is gone: its application, and with it the service principal. Both stay in the bin for 30 days (contract 6.3).
//! Unless a person has chosen it, it is one that a run created: one that was there before that run is never removed.

use futures::future::{try_join, try_join_all};
use graph_client::Error;
use graph_client::models::{Application, Job, ServicePrincipal};
use jiff::Timestamp;
use step_engine::{Cx, Finding, Note, Preview, Step, StepError};

use super::jobs::gone_is_good;
use super::made::{Made, MadeConfiguration};
use super::{RemovalServices, Removing as _, journal_disagrees, templates};
use crate::StepId;
use crate::error::refused;

pub(super) struct RemoveApplication;

/// What is still there of a configuration, as the tenant tells it.
struct Left {
    application: Option<Application>,
    service_principal: Option<ServicePrincipal>,
    /// It holds jobs that the run did not create.
    others: Vec<Job>,
    /// Why it cannot be what the run created.
    doubt: Option<&'static str>,
}

impl Left {
    fn is_there(&self) -> bool {
        self.application.is_some() || self.service_principal.is_some()
    }

    /// Its name in the tenant.
    fn name(&self) -> &str {
        let application = self.application.as_ref().and_then(|half| half.display_name.as_deref());
        let principal = || self.service_principal.as_ref()?.display_name.as_deref();
        application.or_else(principal).unwrap_or_default()
    }

    fn proven(&self, doing: &str) -> Result<(), StepError> {
        match (&self.application, self.doubt) {
            (Some(application), Some(doubt)) => {
                Err(journal_disagrees(doing, &application.id, doubt).with("name", self.name()))
            }
            _ => Ok(()),
        }
    }
}

impl Step<RemovalServices> for RemoveApplication {
    type Output = ();
    const ID: &'static str = StepId::RemoveApplication.as_str();

    async fn check(&self, cx: &Cx<RemovalServices>) -> Result<Finding<()>, StepError> {
        if cx.made().configurations.is_empty() {
            return Ok(Finding::NotWanted(Preview::none().note(nothing_made(cx).await?)));
        }
        let doing = "looking for the configuration";
        cx.must_be_as_shown(doing).await?;
        let left = left(cx).await.map_err(refused(doing))?;
        if let Some(error) = left.iter().find_map(|left| left.proven(doing).err()) {
            return Ok(Finding::Blocked(error));
        }
        let (mut preview, mut is_needed, mut is_kept) = (Preview::none(), false, false);
        for left in left.iter().filter(|left| left.is_there()) {
            if !left.others.is_empty() {
                is_kept = true;
                preview = preview.note(kept(left));
                continue;
            }
            is_needed = true;
            preview = preview.note(Note::new("will-delete-configuration").with("name", left.name()));
            if cx.made().chosen {
                preview = preview.note(Note::new("people-stay-synchronized"));
            }
            if let Some(application) = &left.application {
                preview = preview.request("DELETE", format!("/v1.0/applications/{}", application.id), None);
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
        cx.must_be_as_shown(doing).await?;
        let graph = cx.graph();
        let left = left(cx).await.map_err(refused(doing))?;
        for left in left.iter().filter(|left| left.others.is_empty()) {
            left.proven(doing)?;
            if let Some(application) = &left.application {
                gone_is_good(graph.delete_application(&application.id).await).map_err(refused(doing))?;
            }
        }
        Ok(())
    }
}

/// The run created no configuration: it worked on one that was there, or on none.
async fn nothing_made(cx: &Cx<RemovalServices>) -> Result<Note, StepError> {
    let doing = "looking for the configuration that the run worked on";
    let graph = cx.graph();
    let found = match &cx.made().found {
        Some(id) => cx.found(|| graph.service_principal(id)).await.map_err(refused(doing))?,
        None => None,
    };
    Ok(match found {
        Some(found) => Note::new("configuration-was-there-before").with("name", found.display_name.unwrap_or_default()),
        None => Note::new("no-configuration-created"),
    })
}

async fn left(cx: &Cx<RemovalServices>) -> Result<Vec<Left>, Error> {
    try_join_all(cx.made().configurations.iter().map(|made| left_of(cx, made))).await
}

async fn left_of(cx: &Cx<RemovalServices>, made: &MadeConfiguration) -> Result<Left, Error> {
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
    let (application, named) = try_join(application, service_principal).await?;
    let application = match (&made.application, &named) {
        // The answer to the creation got lost, and with it the application's own id.
        (None, Some(half)) => cx.found(|| graph.application_by_app_id(&half.app_id)).await?,
        _ => application,
    };
    let doubt = application
        .as_ref()
        .filter(|_| !cx.made().chosen)
        .and_then(|application| doubt(cx.made(), made, application, named.as_ref()));
    // A deleted application takes this service principal along, whichever the journal names.
    let service_principal = match (&application, named) {
        (Some(application), Some(half)) if half.app_id.eq_ignore_ascii_case(&application.app_id) => Some(half),
        (Some(application), _) => {
            cx.found(|| graph.service_principal_by_app_id(&application.app_id))
                .await?
        }
        (None, half) => half,
    };
    let others = match &service_principal {
        Some(half) => others(cx, &half.id).await?,
        None => Vec::new(),
    };
    Ok(Left {
        application,
        service_principal,
        others,
        doubt,
    })
}

/// Why this application cannot be what the run created. The service tells whole seconds.
fn doubt(
    all: &Made,
    made: &MadeConfiguration,
    application: &Application,
    service_principal: Option<&ServicePrincipal>,
) -> Option<&'static str> {
    let created = application.extra.get("createdDateTime").and_then(|at| at.as_str());
    let created = created.and_then(|at| at.parse::<Timestamp>().ok());
    let is_after = |since: Timestamp| created.is_some_and(|at| at.as_second() >= since.as_second());
    if service_principal.is_some_and(|half| !half.app_id.eq_ignore_ascii_case(&application.app_id)) {
        Some("the service principal that the run created is another application's")
    } else if !all.is_of_template(application.application_template_id.as_deref()) {
        Some("the application was not made from the template of the set-up")
    } else if made.was_before {
        Some("the run found the configuration there before it created its own")
    } else if !made.since.is_some_and(is_after) {
        Some("the application was created before the run")
    } else {
        None
    }
}

/// Jobs in it that are not among those to be taken away.
pub(super) async fn others(cx: &Cx<RemovalServices>, service_principal: &str) -> Result<Vec<Job>, Error> {
    let graph = cx.graph();
    let mut jobs = cx.found(|| graph.jobs(service_principal)).await?.unwrap_or_default();
    jobs.retain(|job| !cx.made().jobs.iter().any(|made| made.id == job.id));
    Ok(jobs)
}

fn kept(left: &Left) -> Note {
    Note::new("configuration-kept-for-other-jobs")
        .with("name", left.name())
        .with("jobs", templates(&left.others))
}
