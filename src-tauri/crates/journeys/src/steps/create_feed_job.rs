//! The job of the feed exists (contract 7.2).

use graph_client::models::JobTemplate;
use step_engine::{Cx, ErrorKind, Finding, Note, Phase, Preview, Release, Step, StepError};

use super::create_feed_app::CreateFeedApp;
use super::create_job::AppJob;
use super::instantiate::Standing;
use super::jobs;
use crate::StepId;
use crate::error::refused;
use crate::people_feed::{Directory, FeedServices, PeopleFeed as _};

const DOING: &str = "creating the job";

/// Creates the job. Creating twice would make two, so a look comes first.
pub(crate) struct CreateFeedJob;

impl Step<FeedServices> for CreateFeedJob {
    type Output = AppJob;
    const ID: &'static str = StepId::CreateFeedJob.as_str();
    /// The answer to the creation holds the id, which is all that later steps need.
    const RELEASE: Release = Release::Applied;

    async fn check(&self, cx: &Cx<FeedServices>) -> Result<Finding<AppJob>, StepError> {
        let template = template(cx);
        let app = cx.known::<CreateFeedApp>();
        let is_new = |standing| standing == Standing::JustCreated && cx.phase() != Phase::Confirm;
        let existing = match &app {
            Some(app) if !is_new(app.standing) => jobs::all(cx, app).await.map_err(refused("reading the jobs"))?,
            _ => Vec::new(),
        };
        let settled = cx.known::<Self>();
        if let Some(id) = jobs::found(&existing, template, settled.as_ref().map(|job| &job.id)) {
            let note = Note::new("job-found").with("template", template);
            return Ok(Finding::AlreadyDone(AppJob { id }, Preview::none().note(note)));
        }
        let preview = jobs::will_create(Preview::none(), app.as_ref(), Some(template));
        Ok(Finding::Needed(preview))
    }

    async fn apply(&self, cx: &Cx<FeedServices>) -> Result<AppJob, StepError> {
        let app = cx.output::<CreateFeedApp>()?;
        let wanted = template(cx);
        let of_feed = |templates: Vec<JobTemplate>| {
            let mut ids = templates.into_iter().map(|template| template.id);
            ids.find(|id| id.eq_ignore_ascii_case(wanted))
        };
        let template = jobs::templates(cx, &app, of_feed, "waiting for the templates of the configuration").await?;
        let origins = jobs::create(cx, &app, &[&template]).await?;
        let each = origins.into_iter().map(|origin| (template.as_str(), origin)).collect();
        let ids = jobs::one_of_each(cx, &app, each).await?;
        let bug = || StepError::new(ErrorKind::Bug, "unexpected-answer", DOING);
        let id = ids.into_iter().next().ok_or_else(bug)?;
        Ok(AppJob { id })
    }
}

/// The job template of feeds into the directory; its jobs' ids begin so.
fn template(cx: &Cx<FeedServices>) -> &'static str {
    match cx.setup().directory() {
        Directory::Entra => "API2AAD",
        Directory::ActiveDirectory => "API2AD",
    }
}
