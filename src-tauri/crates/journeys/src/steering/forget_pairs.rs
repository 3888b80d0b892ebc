//! The jobs forget which objects belong together and match them anew (contract 7.6). A matching rule that is wrong makes doubles then.

use graph_client::StartAgain;
use step_engine::{Cx, Finding, Step, StepError};

use super::held::unless_undecided;
use super::restart::{self, Restarted};
use super::{SteeringServices, Steers as _};
use crate::StepId;

pub(super) struct ForgetPairs;

impl Step<SteeringServices> for ForgetPairs {
    type Output = Restarted;
    const ID: &'static str = StepId::ForgetPairs.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<Restarted>, StepError> {
        let jobs = cx.jobs_for("looking at the jobs").await?;
        let look = restart::look::<Self>(cx, StartAgain::ForgetPairs, jobs.clone(), |_| true, "will-forget-pairs");
        Ok(unless_undecided(cx, &jobs, look.await?))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<Restarted, StepError> {
        let jobs = cx.jobs_for("restarting the jobs").await?;
        restart::send::<Self>(cx, StartAgain::ForgetPairs, jobs).await
    }
}
