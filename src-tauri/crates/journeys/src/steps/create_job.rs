//! The job of the app exists (contract 7.2).

use step_engine::{Cx, ErrorKind, Finding, Note, Phase, Preview, Release, Step, StepError};

use serde::Serialize;

use super::create_app::CreateApp;
use super::gallery_fields::GalleryFields;
use super::instantiate::Standing;
use super::jobs;
use crate::StepId;
use crate::error::refused;
use crate::gallery_app::{GalleryApp as _, GalleryServices};

/// Creates the job. Creating twice would make two, so a look comes first.
pub(crate) struct CreateJob;

/// The job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct AppJob {
    /// Its id.
    pub(crate) id: String,
}

impl Step<GalleryServices> for CreateJob {
    type Output = AppJob;
    const ID: &'static str = StepId::CreateJob.as_str();
    /// The answer to the creation holds the id, which is all that later steps need.
    const RELEASE: Release = Release::Applied;

    async fn check(&self, cx: &Cx<GalleryServices>) -> Result<Finding<AppJob>, StepError> {
        let asked = cx.known::<GalleryFields>();
        let template = asked.as_ref().map(|asked| asked.job_template.as_str());
        let app = cx.known::<CreateApp>();
        let is_new = |standing| standing == Standing::JustCreated && cx.phase() != Phase::Confirm;
        // Whether it is the only one was looked at after its creation.
        if cx.phase() == Phase::Confirm
            && let (Some(app), Some(job)) = (&app, cx.known::<Self>())
            && jobs::was_listed_just_now(cx, app, &job.id)
        {
            return Ok(Finding::AlreadyDone(job, Preview::none()));
        }
        let existing = match &app {
            Some(app) if !is_new(app.standing) => jobs::all(cx, app).await.map_err(refused("reading the jobs"))?,
            _ => Vec::new(),
        };
        let settled = cx.known::<Self>();
        if let Some(template) = template
            && let Some(id) = jobs::found(&existing, template, settled.as_ref().map(|job| &job.id))
        {
            let note = Note::new("job-found").with("template", template);
            return Ok(Finding::AlreadyDone(AppJob { id }, Preview::none().note(note)));
        }
        let others = asked.iter().flat_map(|asked| &asked.others);
        let is_named = cx.setup().app().job_template.is_some();
        let mut preview = Preview::none();
        for other in others {
            match jobs::of_template(&existing, other) {
                // Two kinds of jobs of one app would write to it against each other.
                Some(job) if jobs::is_in_use(job) && !is_named => {
                    let error = StepError::new(ErrorKind::Conflict, "other-job-in-use", "looking at the jobs");
                    return Ok(Finding::Blocked(
                        error
                            .with("other", other)
                            .with("template", template.unwrap_or_default()),
                    ));
                }
                Some(_) => preview = preview.note(Note::new("job-left-as-it-is").with("template", other)),
                None => {}
            }
        }
        Ok(Finding::Needed(jobs::will_create(preview, app.as_ref(), template)))
    }

    async fn apply(&self, cx: &Cx<GalleryServices>) -> Result<AppJob, StepError> {
        let app = cx.output::<CreateApp>()?;
        let template = cx.output::<GalleryFields>()?.job_template;
        // What the app asks for may be known from another instance; this one takes a job only once it lists the template itself.
        if app.standing != Standing::Settled {
            jobs::templates_ready(cx, &app, &[&template]).await?;
        }
        let origins = jobs::create(cx, &app, &[&template]).await?;
        let each = origins.into_iter().map(|origin| (template.as_str(), origin)).collect();
        let ids = jobs::one_of_each(cx, &app, each).await?;
        let bug = || StepError::new(ErrorKind::Bug, "unexpected-answer", "creating the job");
        let id = ids.into_iter().next().ok_or_else(bug)?;
        Ok(AppJob { id })
    }
}
