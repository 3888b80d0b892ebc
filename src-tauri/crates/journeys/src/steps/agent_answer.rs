//! An agent answers before anything is started (contract 9.7, 12). A look only.

use serde::Serialize;
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, Step, StepError};

use super::agent_check::AgentCheck;
use super::create_configuration::configuration;
use super::create_jobs::CreateJobs;
use super::secrets::StoreSecrets;
use super::start_jobs::not_to_run;
use super::{discovery, jobs};
use crate::error::refused;
use crate::services::CloudSync as _;
use crate::{CloudServices, StepId};

/// Asks an agent to read Active Directory, where nobody may read the list of agents. Jobs that no agent serves are not started: they
/// would be put in quarantine.
pub(crate) struct AgentAnswer;

/// An agent answered, or was seen at work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Answered {}

impl Step<CloudServices> for AgentAnswer {
    type Output = Answered;
    const ID: &'static str = StepId::AgentAnswer.as_str();

    async fn check(&self, cx: &Cx<CloudServices>) -> Result<Finding<Answered>, StepError> {
        let not_wanted = |code| Ok(Finding::NotWanted(Preview::none().note(Note::new(code))));
        if cx.setup().starts() == Some(false) {
            return not_wanted("start-not-wanted");
        }
        if cx.known::<AgentCheck>().is_some() {
            let seen = Preview::none().note(Note::new("agent-seen-at-work"));
            return Ok(Finding::AlreadyDone(Answered {}, seen));
        }
        if cx.known::<StoreSecrets>().is_none() || cx.known::<CreateJobs>().is_none() {
            return Ok(Finding::Needed(Preview::none().note(Note::new("will-ask-an-agent"))));
        }
        if let Some(note) = not_to_run(cx).await? {
            return Ok(Finding::NotWanted(Preview::none().note(note)));
        }
        if all_run(cx).await? {
            return not_wanted("jobs-run");
        }
        match discovery::discover(cx).await? {
            Ok(_) => Ok(Finding::AlreadyDone(
                Answered {},
                Preview::none().note(Note::new("agent-answers")),
            )),
            Err(error) if error.is_missing_permission() || error.is_not_found() => not_wanted("agent-cannot-be-asked"),
            Err(error) => {
                let error = discovery::refusal(error).with("domain", cx.setup().domain());
                if error.kind == ErrorKind::Missing {
                    Ok(Finding::Blocked(error))
                } else {
                    Err(error)
                }
            }
        }
    }

    async fn apply(&self, _: &Cx<CloudServices>) -> Result<Answered, StepError> {
        Err(StepError::new(
            ErrorKind::Bug,
            "unexpected-answer",
            "a look has nothing to change",
        ))
    }
}

/// Whether the jobs of this set-up run already: then nothing is started, and their own status tells how the agent does.
async fn all_run(cx: &Cx<CloudServices>) -> Result<bool, StepError> {
    let Some(configuration) = configuration(cx) else {
        return Ok(false);
    };
    let listed = jobs::jobs(cx, &configuration)
        .await
        .map_err(refused("reading the jobs"))?;
    let ours = cx.output::<CreateJobs>()?;
    let mut ids = std::iter::once(ours.provisioning).chain(ours.password_hash);
    Ok(ids.all(|id| listed.iter().any(|job| job.id == id && job.is_running())))
}
