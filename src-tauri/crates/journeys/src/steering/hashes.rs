//! Whether password hashes come into the tenant on another way than the one that an act takes out (contract 10.5).

use graph_client::models::{Job, ServicePrincipal};
use graph_client::{Error, ReadClient};
use provisioning::{Freshness, TenantReads};
use step_engine::{Cx, Finding, Note, Phase, Preview, StepError};

use super::{SteeringServices, Steers as _};
use crate::error::refused;
use crate::steps::{HASHES, PASSWORD_HASH, PROVISIONING};

const DOING: &str = "looking whether another configuration brings password hashes";

/// Name of a configuration of the tenant that goes on bringing password hashes, by a job for them or by a mapping: another one, or this
/// one by a job that nobody decided on.
///
/// # Errors
/// One of them cannot be looked into.
pub(super) async fn others(cx: &Cx<SteeringServices>) -> Result<Option<String>, StepError> {
    let freshness = match cx.phase() {
        Phase::Look | Phase::Confirm => Freshness::Recent,
        Phase::Change => Freshness::JustNow,
    };
    let (graph, reads, target) = (cx.graph(), &cx.services().reads, cx.target());
    // One that somebody has made since the person looked.
    let own = cx
        .graph()
        .jobs(&target.service_principal)
        .await
        .map_err(refused(DOING))?;
    let is_new = |job: &Job| job.is_of_template(PASSWORD_HASH) && !target.jobs.contains(&job.id);
    if own.iter().any(is_new) {
        return Ok(Some(target.called().to_owned()));
    }
    let list = reads
        .service_principals(&graph, freshness)
        .await
        .map_err(refused(DOING))?;
    for other in list.iter().filter(|other| other.id != target.service_principal) {
        let brings = brings(&graph, reads, freshness, other).await;
        if brings.map_err(refused(DOING))? {
            return Ok(Some(other.display_name.clone().unwrap_or_else(|| other.id.clone())));
        }
    }
    Ok(None)
}

/// What a step finds that changes the tenant where this other configuration lives on it.
pub(super) fn needed_elsewhere<T>(other: &str) -> Finding<T> {
    Finding::NotWanted(Preview::none().note(Note::new("hashes-needed-elsewhere").with("name", other)))
}

async fn brings(
    graph: &ReadClient,
    reads: &TenantReads,
    freshness: Freshness,
    other: &ServicePrincipal,
) -> Result<bool, Error> {
    let jobs = reads.jobs_of(graph, freshness, &other.id).await?;
    if jobs.iter().any(|job| job.is_of_template(PASSWORD_HASH)) {
        return Ok(true);
    }
    for job in jobs.iter().filter(|job| job.is_of_template(PROVISIONING)) {
        let schema = reads.schema(graph, freshness, &other.id, &job.id).await?;
        // A schema that is not understood may map them.
        if schema.objects_mapped_to(HASHES).map_or(true, |kinds| !kinds.is_empty()) {
            return Ok(true);
        }
    }
    Ok(false)
}
