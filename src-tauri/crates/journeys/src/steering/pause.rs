//! The jobs do not run (contract 7.5). A round that runs comes to its end first, and the place of each job is kept.

use graph_client::models::Job;
use step_engine::{Cx, Finding, Note, Preview, Step, StepError};

use super::{SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;

pub(super) struct PauseJobs;

impl Step<SteeringServices> for PauseJobs {
    type Output = ();
    const ID: &'static str = StepId::PauseJobs.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<()>, StepError> {
        let jobs = cx.jobs_for("looking whether the jobs run").await?;
        let running: Vec<&Job> = jobs.iter().filter(|job| job.is_running()).collect();
        if running.is_empty() {
            return Ok(Finding::AlreadyDone(
                (),
                Preview::none().note(Note::new("jobs-are-paused")),
            ));
        }
        let preview = running.into_iter().fold(Preview::none(), |preview, job| {
            preview
                .note(Note::new("will-pause-job").with("template", job.template()))
                .request("POST", cx.path(&job.id, "pause"), None)
        });
        Ok(Finding::Needed(preview.note(Note::new("disabled-people-keep-access"))))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<(), StepError> {
        let doing = "pausing the jobs";
        let (graph, sp) = (cx.graph(), &cx.target().service_principal);
        for job in cx.jobs_for(doing).await?.iter().filter(|job| job.is_running()) {
            graph.pause_job(sp, &job.id).await.map_err(refused(doing))?;
        }
        Ok(())
    }
}
