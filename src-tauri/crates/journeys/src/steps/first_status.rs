//! A first look at how the jobs do (contract 7.3, 10.7). Following the first cycle is not its business.

use graph_client::models::Job;
use serde::Serialize;
use step_engine::{Cx, ErrorKind, Finding, Note, Phase, Preview, Step, StepError};

use super::jobs;
use super::start_jobs::{StartJobs, Starting, not_to_run, quarantined};
use crate::StepId;
use crate::error::refused;
use crate::services::Tenant as _;

/// Reports each started job as it is: running, at work on its first cycle, or in quarantine.
pub(crate) struct FirstStatus;

/// What each job does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Status {
    /// One entry a job.
    jobs: Vec<JobStatus>,
}

/// One job at the moment of the look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct JobStatus {
    id: String,
    /// Microsoft's status code, such as `Active`.
    code: String,
}

impl<S: Starting> Step<S> for FirstStatus {
    type Output = Status;
    const ID: &'static str = StepId::FirstStatus.as_str();

    async fn check(&self, cx: &Cx<S>) -> Result<Finding<Status>, StepError> {
        if let Some(note) = not_to_run(cx).await? {
            return Ok(Finding::NotWanted(Preview::none().note(note)));
        }
        if cx.known::<StartJobs>().is_none() && cx.phase() != Phase::Confirm {
            return Ok(Finding::Needed(
                Preview::none().note(Note::new("will-look-at-the-status")),
            ));
        }
        let jobs = ours(cx).await?;
        let now = cx.graph().now();
        if let Some(error) = jobs.iter().find_map(|job| quarantined(job, now)) {
            return Ok(Finding::Blocked(error));
        }
        let preview = jobs
            .iter()
            .fold(Preview::none(), |preview, job| preview.note(says(job)));
        Ok(Finding::AlreadyDone(status(&jobs), preview))
    }

    async fn apply(&self, cx: &Cx<S>) -> Result<Status, StepError> {
        Ok(status(&ours(cx).await?))
    }
}

async fn ours<S: Starting>(cx: &Cx<S>) -> Result<Vec<Job>, StepError> {
    let missing = || StepError::new(ErrorKind::Bug, "unexpected-answer", "looking at the status");
    let configuration = S::configuration(cx).ok_or_else(missing)?;
    // None is running where somebody paused what an earlier run had started, and the set-up does not say that it should run.
    let running = cx.known::<StartJobs>().map(|running| running.jobs).unwrap_or_default();
    let listed = jobs::jobs(cx, &configuration)
        .await
        .map_err(refused("looking at the status"))?;
    Ok(listed.into_iter().filter(|job| running.contains(&job.id)).collect())
}

fn status(jobs: &[Job]) -> Status {
    let status = |job: &Job| JobStatus {
        id: job.id.clone(),
        code: job.status.code.as_str().to_owned(),
    };
    Status {
        jobs: jobs.iter().map(status).collect(),
    }
}

fn says(job: &Job) -> Note {
    let code = if job.status.steady_state_first_achieved_time.is_some() {
        "status-steady"
    } else {
        "status-first-cycle"
    };
    Note::new(code).with("template", job.template())
}
