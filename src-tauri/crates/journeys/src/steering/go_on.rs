//! Jobs that are paused or in quarantine go on where they stopped (contract 7.5).

use graph_client::models::Job;
use step_engine::{Cx, Finding, Note, Phase, Preview, Step, StepError};

use super::held::unless_undecided;
use super::job_snapshot::{Arrival, JobSnapshot};
use super::pause::PauseJobs;
use super::{SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;

const LOOKING: &str = "looking whether the jobs run";

/// Which jobs go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GoOn {
    All,
    /// Those that this act has paused.
    PausedHere,
}

impl GoOn {
    async fn jobs(self, cx: &Cx<SteeringServices>, doing: &'static str) -> Result<Vec<Job>, StepError> {
        let mut jobs = cx.jobs_for(doing).await?;
        if self == Self::PausedHere {
            let paused = cx.known::<PauseJobs>().unwrap_or_default();
            jobs.retain(|job| paused.contains(&job.id));
        }
        Ok(jobs)
    }

    /// What is found where this act has not paused anything, or not yet.
    async fn nothing_paused(cx: &Cx<SteeringServices>) -> Result<Finding<Vec<JobSnapshot>>, StepError> {
        let mut jobs = cx.jobs_for(LOOKING).await?;
        if cx.known::<PauseJobs>().is_none() {
            return Ok(Finding::Needed(will_go_on(cx, &jobs)));
        }
        jobs.retain(|job| !job.is_running());
        let stays =
            |preview: Preview, job: &Job| preview.note(Note::new("stays-paused").with("template", job.template()));
        Ok(Finding::NotWanted(jobs.iter().fold(Preview::none(), stays)))
    }
}

impl Step<SteeringServices> for GoOn {
    /// How each job stood before it was started.
    type Output = Vec<JobSnapshot>;
    const ID: &'static str = StepId::GoOn.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<Vec<JobSnapshot>>, StepError> {
        let jobs = self.jobs(cx, LOOKING).await?;
        if *self == Self::PausedHere && jobs.is_empty() {
            return Self::nothing_paused(cx).await;
        }
        let now = cx.graph().now();
        let started = match cx.phase() {
            Phase::Confirm => cx.known::<Self>().unwrap_or_default(),
            Phase::Look | Phase::Change => Vec::new(),
        };
        // A job whose cause is not mended falls back at once, into another quarantine. It was started all the same.
        let was_started = |job: &Job| {
            let mut started = started.iter();
            started.any(|before| before.job == job.id && before.arrival(job, now) == Arrival::Seen)
        };
        let left = jobs.iter().filter(|job| rests(job) && !was_started(job));
        let left: Vec<&Job> = left.collect();
        if left.is_empty() {
            let preview = jobs.iter().filter(|job| rests(job)).fold(Preview::none(), stuck_again);
            let preview = if preview.notes.is_empty() {
                preview.note(Note::new("jobs-run"))
            } else {
                preview
            };
            return Ok(Finding::AlreadyDone(started, preview));
        }
        let found = Finding::Needed(will_go_on(cx, left));
        Ok(unless_undecided(cx, &jobs, found))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<Vec<JobSnapshot>, StepError> {
        let doing = "starting the jobs";
        let (graph, sp) = (cx.graph(), &cx.target().service_principal);
        let mut started = Vec::new();
        for job in self.jobs(cx, doing).await?.iter().filter(|job| rests(job)) {
            graph.start_job(sp, &job.id).await.map_err(refused(doing))?;
            started.push(JobSnapshot::of(job));
        }
        Ok(started)
    }
}

fn will_go_on<'a>(cx: &Cx<SteeringServices>, jobs: impl IntoIterator<Item = &'a Job>) -> Preview {
    jobs.into_iter().fold(Preview::none(), |preview, job| {
        preview
            .note(Note::new("will-go-on").with("template", job.template()))
            .request("POST", cx.path(&job.id, "start"), None)
    })
}

fn rests(job: &Job) -> bool {
    !job.is_running() || job.is_in_quarantine()
}

fn stuck_again(preview: Preview, job: &Job) -> Preview {
    preview.note(Note::new("stuck-again").with("template", job.template()))
}
