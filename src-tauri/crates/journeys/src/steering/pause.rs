//! The jobs do not run (contract 7.5). A round that runs comes to its end first, and the place of each job is kept.

use graph_client::models::Job;
use step_engine::{Cx, Finding, Note, Preview, Step, StepError};

use super::{SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;
use crate::steps::PASSWORD_HASH;

/// Which jobs pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PauseJobs {
    All,
    /// Those that bring password hashes.
    Hashes,
}

impl PauseJobs {
    async fn jobs(self, cx: &Cx<SteeringServices>, doing: &'static str) -> Result<Vec<Job>, StepError> {
        match self {
            Self::All => cx.jobs_for(doing).await,
            Self::Hashes => cx.jobs_of(PASSWORD_HASH, doing).await,
        }
    }

    fn are_paused(self) -> Note {
        Note::new(match self {
            Self::All => "jobs-are-paused",
            Self::Hashes => "hashes-are-paused",
        })
    }

    /// What it means for people.
    fn price(self) -> Note {
        Note::new(match self {
            Self::All => "disabled-people-keep-access",
            Self::Hashes => "passwords-stay-as-they-are",
        })
    }
}

impl Step<SteeringServices> for PauseJobs {
    type Output = ();
    const ID: &'static str = StepId::PauseJobs.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<()>, StepError> {
        let mut jobs = self.jobs(cx, "looking whether the jobs run").await?;
        jobs.retain(Job::is_running);
        if jobs.is_empty() {
            return Ok(Finding::AlreadyDone((), Preview::none().note(self.are_paused())));
        }
        let preview = jobs.iter().fold(Preview::none(), |preview, job| {
            preview
                .note(Note::new("will-pause-job").with("template", job.template()))
                .request("POST", cx.path(&job.id, "pause"), None)
        });
        Ok(Finding::Needed(preview.note(self.price())))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<(), StepError> {
        let doing = "pausing the jobs";
        let (graph, sp) = (cx.graph(), &cx.target().service_principal);
        for job in self.jobs(cx, doing).await?.iter().filter(|job| job.is_running()) {
            graph.pause_job(sp, &job.id).await.map_err(refused(doing))?;
        }
        Ok(())
    }
}
