//! The deletes that are held back are carried out (contract 7.6, 11.3): as many as the person has confirmed, and no other number.

use graph_client::StartAgain;
use graph_client::models::Job;
use step_engine::{Cx, ErrorKind, Finding, Phase, Step, StepError};

use super::restart::{self, Restarted};
use super::{SteeringServices, Steers as _, held};
use crate::StepId;

const DOING: &str = "looking at the deletes that are held back";

pub(super) struct LetDeletesGo {
    /// How many the person has confirmed.
    pub(super) confirmed: u64,
}

impl LetDeletesGo {
    fn must_be_confirmed(&self, jobs: &[Job]) -> Result<(), StepError> {
        let count = held::count(jobs, DOING)?;
        if count == self.confirmed {
            return Ok(());
        }
        Err(StepError::new(ErrorKind::Conflict, "held-deletes-changed", DOING)
            .with("count", count.to_string())
            .with("confirmed", self.confirmed.to_string()))
    }
}

impl Step<SteeringServices> for LetDeletesGo {
    type Output = Restarted;
    const ID: &'static str = StepId::LetDeletesGo.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<Restarted>, StepError> {
        let jobs = cx.jobs_for(DOING).await?;
        let look = restart::look::<Self>(
            cx,
            StartAgain::LetDeletesGo,
            jobs.clone(),
            held::is_held,
            "will-let-deletes-go",
        );
        match look.await? {
            Finding::Needed(preview) if cx.phase() == Phase::Look => Ok(match self.must_be_confirmed(&jobs) {
                Ok(()) => Finding::Needed(preview),
                Err(error) => Finding::Blocked(error),
            }),
            found => Ok(found),
        }
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<Restarted, StepError> {
        let mut jobs = cx.jobs_for("letting the deletes go").await?;
        // More may be held since the look.
        self.must_be_confirmed(&jobs)?;
        jobs.retain(held::is_held);
        restart::send::<Self>(cx, StartAgain::LetDeletesGo, jobs).await
    }
}
