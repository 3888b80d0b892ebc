//! The jobs of one template are gone, and nothing else of the configuration (contract 7.5).

use step_engine::{Cx, Finding, Note, Preview, Step, StepError};

use super::{SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;
use crate::removal::{gone_is_good, will_delete};
use crate::steps::EXCHANGE_WRITEBACK;

/// Deletes the jobs of this template.
pub(super) struct DeleteJob(pub(super) &'static str);

impl Step<SteeringServices> for DeleteJob {
    type Output = ();
    const ID: &'static str = StepId::RemoveJobs.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<()>, StepError> {
        let jobs = cx.jobs_of(self.0, "looking for the jobs").await?;
        if jobs.is_empty() {
            return Ok(Finding::AlreadyDone(
                (),
                Preview::none().note(Note::new("jobs-are-gone")),
            ));
        }
        let place = &cx.target().service_principal;
        let preview = jobs.iter().fold(Preview::none(), |preview, job| {
            will_delete(preview, place, &job.id, job.template())
        });
        Ok(Finding::Needed(if self.0 == EXCHANGE_WRITEBACK {
            preview.note(Note::new("what-was-written-back-stays"))
        } else {
            preview
        }))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<(), StepError> {
        let doing = "deleting the jobs";
        let (graph, place) = (cx.graph(), &cx.target().service_principal);
        for job in cx.jobs_of(self.0, doing).await? {
            gone_is_good(graph.delete_job(place, &job.id).await).map_err(refused(doing))?;
        }
        Ok(())
    }
}
