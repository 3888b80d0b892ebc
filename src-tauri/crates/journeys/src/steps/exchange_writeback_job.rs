//! The Exchange writeback job exists (contract 11.1).

use serde::Serialize;
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, Release, Step, StepError};

use super::create_configuration::{CreateConfiguration, configuration};
use super::jobs::{self, EXCHANGE_WRITEBACK};
use crate::error::refused;
use crate::services::CloudSync as _;
use crate::{CloudServices, StepId};

/// Creates the job that writes Exchange attributes back to Active Directory.
pub(crate) struct ExchangeWritebackJob;

/// Id of the job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Writeback {
    /// Id of the job.
    pub(crate) job: String,
}

impl Step<CloudServices> for ExchangeWritebackJob {
    type Output = Writeback;
    const ID: &'static str = StepId::ExchangeWritebackJob.as_str();
    /// The answer to the creation holds the id, which is all that later steps need.
    const RELEASE: Release = Release::Applied;

    async fn check(&self, cx: &Cx<CloudServices>) -> Result<Finding<Writeback>, StepError> {
        let configuration = configuration(cx);
        let wanted = cx.setup().exchange_hybrid_writeback();
        let existing = match &configuration {
            Some(configuration) => jobs::all(cx, configuration)
                .await
                .map_err(refused("reading the jobs"))?,
            None => Vec::new(),
        };
        let settled = cx.known::<Self>().map(|writeback| writeback.job);
        let found = jobs::found(&existing, EXCHANGE_WRITEBACK, settled.as_ref());
        let note = |code: &str| Preview::none().note(Note::new(code).with("template", EXCHANGE_WRITEBACK));
        Ok(match found {
            Some(_) if !wanted => Finding::NotWanted(note("job-left-as-it-is")),
            None if !wanted => Finding::NotWanted(Preview::none().note(Note::new("exchange-not-wanted"))),
            Some(job) => Finding::AlreadyDone(Writeback { job }, note("job-found")),
            None => Finding::Needed(jobs::will_create(
                Preview::none(),
                configuration.as_ref(),
                Some(EXCHANGE_WRITEBACK),
            )),
        })
    }

    async fn apply(&self, cx: &Cx<CloudServices>) -> Result<Writeback, StepError> {
        let configuration = cx.output::<CreateConfiguration>()?;
        let origins = jobs::create(cx, &configuration, &[EXCHANGE_WRITEBACK]).await?;
        let each = origins.into_iter().map(|origin| (EXCHANGE_WRITEBACK, origin)).collect();
        let ids = jobs::one_of_each(cx, &configuration, each).await?;
        let missing = || StepError::new(ErrorKind::Bug, "unexpected-answer", "creating a job");
        let job = ids.into_iter().next().ok_or_else(missing)?;
        Ok(Writeback { job })
    }
}
