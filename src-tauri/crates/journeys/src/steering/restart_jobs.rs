//! The jobs look at everybody again (contract 7.6): a full round, after which nothing counts as failed before.

use graph_client::StartAgain;
use step_engine::{Cx, Finding, Step, StepError};

use super::restart::{self, Restarted};
use super::{SteeringServices, Steers as _};
use crate::StepId;

pub(super) struct RestartJobs;

impl Step<SteeringServices> for RestartJobs {
    type Output = Restarted;
    const ID: &'static str = StepId::RestartJobs.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<Restarted>, StepError> {
        let jobs = cx.jobs_for("looking at the jobs").await?;
        restart::look::<Self>(cx, StartAgain::Everybody, jobs, "will-look-at-everybody").await
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<Restarted, StepError> {
        let jobs = cx.jobs_for("restarting the jobs").await?;
        restart::send::<Self>(cx, StartAgain::Everybody, jobs).await
    }
}
