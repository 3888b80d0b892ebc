//! What an agent reads in Active Directory (contract 9.7): the one question that reaches an agent. It changes nothing.

use std::sync::Arc;

use graph_client::consistency::settle_while;
use graph_client::models::Directory;
use graph_client::{Error, WaitCause};
use provisioning::Freshness;
use step_engine::{Cx, ErrorKind, StepError};

use super::create_configuration::CreateConfiguration;
use super::create_jobs::CreateJobs;
use super::instantiate::Standing;
use super::schema_edit::{schema, unreadable};
use crate::CloudServices;
use crate::error::refused;
use crate::services::Tenant as _;

pub(super) const DOING: &str = "asking an agent for the attributes of Active Directory";

/// The answer of an agent. Only the stored domain tells the service which agent to ask, so configuration, jobs and settings must be
/// there. An agent needs seconds to minutes: the answer is shared like any other look.
///
/// # Errors
/// The outer error: something that the question needs could not be read. The inner one: what the service answered to the question.
pub(super) async fn discover(cx: &Cx<CloudServices>) -> Result<Result<Arc<Directory>, Error>, StepError> {
    let configuration = cx.output::<CreateConfiguration>()?;
    let jobs = cx.output::<CreateJobs>()?;
    let directory = {
        // An agent takes its time, and a schema has a megabyte: it is not kept for the answer.
        let schema = schema(cx)
            .await?
            .ok_or_else(|| StepError::new(ErrorKind::Bug, "unexpected-answer", DOING))?;
        schema.rule_source_directory_id().map_err(unreadable)?
    };
    let graph = cx.graph();
    let look = cx.services().directories.of(&jobs.provisioning);
    let question = || graph.discover(&configuration.id, &jobs.provisioning, &directory);
    // A missing permission is no sign of a new configuration: everything else that is new was written already.
    let is_new = configuration.standing != Standing::Settled;
    let passes = |error: &Error| is_new && (error.is_not_found() || error.is_conflict());
    let window = graph.cloud().first_writes_within();
    let ask = || look.get(Freshness::Recent, question);
    Ok(settle_while(&graph, WaitCause::Discovering, window, passes, ask).await)
}

/// What a refused question means.
pub(super) fn refusal(error: Error) -> StepError {
    refused(DOING)(error)
}
