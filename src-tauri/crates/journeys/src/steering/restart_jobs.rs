//! The jobs look at everybody again (contract 7.6): a full round, after which nothing counts as failed before.

use graph_client::StartAgain;
use graph_client::models::Job;
use step_engine::{Cx, Finding, Step, StepError};

use super::held::{is_held, unless_undecided};
use super::restart::{self, Restarted};
use super::set_guard::SetGuard;
use super::{Act, SteeringServices, Steers as _};
use crate::StepId;

/// Which jobs are restarted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RestartJobs {
    All,
    /// Those that the delete guard holds back.
    Held,
}

impl RestartJobs {
    fn wants(self, job: &Job) -> bool {
        self == Self::All || is_held(job)
    }
}

impl Step<SteeringServices> for RestartJobs {
    type Output = Restarted;
    const ID: &'static str = StepId::RestartJobs.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<Restarted>, StepError> {
        let jobs = cx.jobs_for("looking at the jobs").await?;
        let wants = |job: &Job| self.wants(job);
        let look = restart::look::<Self>(cx, StartAgain::Everybody, jobs.clone(), wants, "will-look-at-everybody");
        let found = look.await?;
        Ok(match self {
            Self::All => unless_undecided(cx, &jobs, found),
            Self::Held => with_the_guard(cx, found),
        })
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<Restarted, StepError> {
        let mut jobs = cx.jobs_for("restarting the jobs").await?;
        jobs.retain(|job| self.wants(job));
        restart::send::<Self>(cx, StartAgain::Everybody, jobs).await
    }
}

/// Says what the guard lets through that was set for this round.
fn with_the_guard(cx: &Cx<SteeringServices>, found: Finding<Restarted>) -> Finding<Restarted> {
    let change = cx
        .known::<SetGuard>()
        .filter(|_| cx.services().steering.act == Act::Keep);
    let note = change.and_then(|change| change.is_not_smallest());
    match (found, note) {
        (Finding::Needed(preview), Some(note)) => Finding::Needed(preview.note(note)),
        (found, _) => found,
    }
}
