//! The object whose pair was forgotten is matched at once (contract 7.8). The next round does it otherwise, so that no refusal here keeps
//! the job from being started again.

use graph_client::consistency::wait_until;
use graph_client::models::OnDemandVerdict;
use graph_client::{Error, WaitCause};
use provisioning::log::Kind;
use provisioning::person;
use serde::Serialize;
use step_engine::{Cx, ErrorKind, Finding, Note, Phase, Preview, Step, StepError};

use super::forget_pair::{ForgetPair, Forgotten, job, object, tie};
use super::{SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;
use crate::trial::on_demand;

const DOING: &str = "matching the object anew";

pub(super) struct MatchAnew;

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Matched {
    /// Code of why it was not done at once.
    pub(super) not_at_once: Option<String>,
}

impl Step<SteeringServices> for MatchAnew {
    type Output = Matched;
    const ID: &'static str = StepId::MatchAnew.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<Matched>, StepError> {
        if let Some(matched) = cx.known::<Self>().filter(|_| cx.phase() == Phase::Confirm) {
            return Ok(Finding::AlreadyDone(matched, Preview::none()));
        }
        match cx.known::<ForgetPair>() {
            Some(Forgotten { target: None }) => return Ok(Finding::NotWanted(Preview::none())),
            Some(_) if tie(cx).await?.is_some() => {
                return Ok(Finding::AlreadyDone(Matched::default(), Preview::none()));
            }
            _ => {}
        }
        let path = cx.path(job(cx)?, "provisionOnDemand");
        let preview = Preview::none().note(Note::new("will-match-anew"));
        Ok(Finding::Needed(preview.request("POST", path, None)))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<Matched, StepError> {
        let not_at_once = match self.on_demand(cx).await {
            Err(error) if error.kind == ErrorKind::Stopped => return Err(error),
            // The service's own code says more than what it comes down to here.
            Err(mut error) => Some(error.facts.remove("answer").unwrap_or_else(|| error.code.to_owned())),
            Ok(code) => code,
        };
        if not_at_once.is_none() {
            let graph = cx.graph();
            let (sp, job) = (&cx.target().service_principal, job(cx)?);
            let window = graph.cloud().seen_within();
            let look = || graph.object_connection(sp, job, object(cx));
            // What it is tied to is told by the next step, and whether it can be read is no reason to stop here.
            if let Err(error @ Error::Stopped) = wait_until(&graph, WaitCause::NotVisibleYet, window, look).await {
                return Err(refused(DOING)(error));
            }
        }
        Ok(Matched { not_at_once })
    }
}

impl MatchAnew {
    /// The code of what kept the service from it.
    async fn on_demand(&self, cx: &Cx<SteeringServices>) -> Result<Option<String>, StepError> {
        let (graph, target) = (cx.graph(), cx.target());
        let found = person::in_directory(&graph, object(cx)).await;
        let found = found.map_err(refused(DOING))?;
        let Some((place, kind)) = found.and_then(|found| Some((found.distinguished_name?, found.kind))) else {
            return Ok(Some("person-not-found".to_owned()));
        };
        let kind = kind.unwrap_or(Kind::User);
        let answer = on_demand(&graph, &target.service_principal, job(cx)?, &place, kind).await?;
        let is_in_step = answer.error_code.as_deref() == Some("RedundantExport");
        let is_matched = answer.verdict == OnDemandVerdict::Success || is_in_step;
        let code = || answer.error_code.unwrap_or_else(|| answer.verdict.as_str().to_owned());
        Ok((!is_matched).then(code))
    }
}
