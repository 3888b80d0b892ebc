//! Editing the schema of the provisioning job: the document is read, one place is changed, the whole goes back (contract 9.1).

use graph_client::{RawSchema, SchemaError, WaitCause};
use step_engine::{Cx, ErrorKind, StepError};

use super::create_configuration::{CreateConfiguration, configuration};
use super::create_jobs::{CreateJobs, Jobs};
use super::instantiate::{Configuration, Standing};
use super::waits;
use crate::CloudServices;
use crate::error::refused;
use crate::services::Tenant as _;

/// The schema of the provisioning job; `None` while configuration or job do not exist yet.
pub(super) async fn schema(cx: &Cx<CloudServices>) -> Result<Option<std::sync::Arc<RawSchema>>, StepError> {
    let (Some(configuration), Some(jobs)) = (configuration(cx), cx.known::<CreateJobs>()) else {
        return Ok(None);
    };
    read(cx, &configuration, &jobs).await.map(Some)
}

/// Reads, edits and writes. There is no ETag: what existed before this run is read again directly before the write, so that whoever
/// wrote in between had one round trip only; the look afterwards shows whether the change stands.
pub(super) async fn edit(
    cx: &Cx<CloudServices>,
    change: impl Fn(&RawSchema) -> Result<RawSchema, SchemaError>,
) -> Result<(), StepError> {
    let configuration = cx.output::<CreateConfiguration>()?;
    let jobs = cx.output::<CreateJobs>()?;
    if configuration.standing == Standing::Settled {
        // Another admin may know it as well, and may have written since the look.
        cx.services().reads.schema_changed(&jobs.provisioning);
    }
    let after = {
        let before = read(cx, &configuration, &jobs).await?;
        if configuration.standing == Standing::Settled {
            // The schema of a new job is its template's, and Microsoft can bring that back.
            cx.keep_before(&format!("schema-{}", jobs.provisioning), before.as_str())?;
        }
        change(&before).map_err(unreadable)?.into_upload()
    };
    // A schema has a megabyte, and many runs may be under way: none is held beside the one that is sent.
    cx.services().reads.schema_changed(&jobs.provisioning);
    let graph = cx.graph();
    let put = || graph.put_schema(&configuration.id, &jobs.provisioning, &after);
    let window = graph.cloud().first_writes_within();
    let answer = waits::on_job(cx, &configuration, WaitCause::FirstWriteRefused, window, put).await;
    cx.services().reads.schema_changed(&jobs.provisioning);
    answer.map_err(refused("writing the schema"))
}

async fn read(
    cx: &Cx<CloudServices>,
    configuration: &Configuration,
    jobs: &Jobs,
) -> Result<std::sync::Arc<RawSchema>, StepError> {
    let window = cx.graph().cloud().first_writes_within();
    let read = || cx.schema_of(&configuration.id, &jobs.provisioning);
    waits::on_job(cx, configuration, WaitCause::SchemaNotReady, window, read)
        .await
        .map_err(refused("reading the schema"))
}

/// The schema is not one this version can edit safely.
pub(crate) fn unreadable(error: SchemaError) -> StepError {
    StepError::new(ErrorKind::Bug, "schema-not-understood", "understanding the schema").because(error)
}

/// Path of the schema for a plan.
pub(super) fn path(cx: &Cx<CloudServices>) -> String {
    let sp = configuration(cx).map_or_else(|| "{configuration}".to_owned(), |configuration| configuration.id);
    let job = cx
        .known::<CreateJobs>()
        .map_or_else(|| "{provisioning job}".to_owned(), |jobs| jobs.provisioning);
    format!("/v1.0/servicePrincipals/{sp}/synchronization/jobs/{job}/schema")
}
