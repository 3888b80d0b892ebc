//! The jobs do not run (contract 7.5). A round that runs comes to its end first, and the place of each job is kept.

use graph_client::models::Job;
use serde_json::json;
use step_engine::{Cx, ErrorKind, Finding, Note, Phase, Preview, Step, StepError, StepRecord};

use super::forget_pair::{ForgetPair, tie};
use super::held::unless_undecided;
use super::{SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;
use crate::steps::PASSWORD_HASH;

const DOING: &str = "looking whether the jobs run";

/// Which jobs pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PauseJobs {
    All,
    /// Those that bring password hashes.
    Hashes,
    /// The one whose pair is forgotten, until that is done.
    ForPair,
}

impl PauseJobs {
    async fn jobs(self, cx: &Cx<SteeringServices>, doing: &'static str) -> Result<Vec<Job>, StepError> {
        match self {
            Self::All | Self::ForPair => cx.jobs_for(doing).await,
            Self::Hashes => cx.jobs_of(PASSWORD_HASH, doing).await,
        }
    }

    fn are_paused(self) -> Note {
        Note::new(match self {
            Self::All | Self::ForPair => "jobs-are-paused",
            Self::Hashes => "hashes-are-paused",
        })
    }

    /// What it means for people.
    fn price(self) -> Note {
        Note::new(match self {
            Self::All => "disabled-people-keep-access",
            Self::Hashes => "passwords-stay-as-they-are",
            Self::ForPair => "starts-again-afterwards",
        })
    }
}

impl Step<SteeringServices> for PauseJobs {
    /// Ids of the jobs that an act for a pair has paused, in this attempt or in an earlier one.
    type Output = Vec<String>;
    const ID: &'static str = StepId::PauseJobs.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<Vec<String>>, StepError> {
        let is_before_a_pair = (*self, cx.phase()) == (Self::ForPair, Phase::Look);
        if is_before_a_pair && !is_left(cx).await? {
            return Ok(Finding::AlreadyDone(paused_here(cx.earlier()), Preview::none()));
        }
        let mut jobs = self.jobs(cx, DOING).await?;
        if is_before_a_pair && let Some(stuck) = stuck(cx, &jobs) {
            return Ok(stuck);
        }
        jobs.retain(Job::is_running);
        if jobs.is_empty() {
            let paused = cx.known::<Self>().unwrap_or_else(|| paused_here(cx.earlier()));
            return Ok(Finding::AlreadyDone(paused, Preview::none().note(self.are_paused())));
        }
        let preview = jobs.iter().fold(Preview::none(), |preview, job| {
            preview
                .note(Note::new("will-pause-job").with("template", job.template()))
                .request("POST", cx.path(&job.id, "pause"), None)
        });
        Ok(Finding::Needed(preview.note(self.price())))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<Vec<String>, StepError> {
        let doing = "pausing the jobs";
        let (graph, sp) = (cx.graph(), &cx.target().service_principal);
        let mut paused = paused_here(cx.earlier());
        for job in self.jobs(cx, doing).await?.iter().filter(|job| job.is_running()) {
            // Whoever finds it paused after a break-off has to know whether this act did it.
            if *self == Self::ForPair {
                cx.intend(json!(job.id)).await?;
                paused.push(job.id.clone());
            }
            graph.pause_job(sp, &job.id).await.map_err(refused(doing))?;
        }
        Ok(paused)
    }
}

/// The pair is still to be forgotten.
async fn is_left(cx: &Cx<SteeringServices>) -> Result<bool, StepError> {
    Ok(!ForgetPair::is_done(cx.before::<ForgetPair>()) && tie(cx).await?.is_some())
}

/// A job that is stuck is not paused for a pair: starting it again would hide that.
fn stuck<T>(cx: &Cx<SteeringServices>, jobs: &[Job]) -> Option<Finding<T>> {
    let job = jobs.iter().find(|job| job.is_running() && job.is_in_quarantine())?;
    let error = StepError::new(ErrorKind::Conflict, "quarantined", DOING).with("job", &job.id);
    Some(match unless_undecided(cx, jobs, Finding::Needed(Preview::none())) {
        Finding::Needed(_) => Finding::Blocked(error),
        undecided => undecided,
    })
}

/// The jobs that earlier attempts were about to pause.
fn paused_here(earlier: Option<&StepRecord>) -> Vec<String> {
    let intents = earlier.into_iter().flat_map(|record| &record.intents);
    intents.filter_map(|(_, job)| job.as_str().map(str::to_owned)).collect()
}
