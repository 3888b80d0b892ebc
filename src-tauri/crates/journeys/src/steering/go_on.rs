//! Jobs that are paused or in quarantine go on where they stopped (contract 7.5).

use graph_client::models::Job;
use step_engine::{Cx, Finding, Note, Phase, Preview, Step, StepError};

use super::held::unless_undecided;
use super::job_snapshot::{Arrival, JobSnapshot};
use super::{SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;

pub(super) struct GoOn;

impl Step<SteeringServices> for GoOn {
    /// How each job stood before it was started.
    type Output = Vec<JobSnapshot>;
    const ID: &'static str = StepId::GoOn.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<Vec<JobSnapshot>>, StepError> {
        let jobs = cx.jobs_for("looking whether the jobs run").await?;
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
        let left: Vec<&Job> = jobs.iter().filter(|job| rests(job) && !was_started(job)).collect();
        if left.is_empty() {
            let preview = jobs.iter().filter(|job| rests(job)).fold(Preview::none(), stuck_again);
            let preview = if preview.notes.is_empty() {
                preview.note(Note::new("jobs-run"))
            } else {
                preview
            };
            return Ok(Finding::AlreadyDone(started, preview));
        }
        let found = Finding::Needed(left.into_iter().fold(Preview::none(), |preview, job| {
            preview
                .note(Note::new("will-go-on").with("template", job.template()))
                .request("POST", cx.path(&job.id, "start"), None)
        }));
        Ok(unless_undecided(cx, &jobs, found))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<Vec<JobSnapshot>, StepError> {
        let doing = "starting the jobs";
        let (graph, sp) = (cx.graph(), &cx.target().service_principal);
        let mut started = Vec::new();
        for job in cx.jobs_for(doing).await?.iter().filter(|job| rests(job)) {
            graph.start_job(sp, &job.id).await.map_err(refused(doing))?;
            started.push(JobSnapshot::of(job));
        }
        Ok(started)
    }
}

fn rests(job: &Job) -> bool {
    !job.is_running() || job.is_in_quarantine()
}

fn stuck_again(preview: Preview, job: &Job) -> Preview {
    preview.note(Note::new("stuck-again").with("template", job.template()))
}
