//! Editing the schema of a job: the document is read, one place is changed, the whole goes back (contract 9.1).

use std::sync::Arc;

use graph_client::{RawSchema, SchemaError, WaitCause};
use step_engine::{Cx, ErrorKind, StepError};

use super::create_configuration::{CreateConfiguration, configuration};
use super::create_jobs::CreateJobs;
use super::instantiate::{Configuration, Standing};
use super::waits;
use crate::CloudServices;
use crate::error::refused;
use crate::services::{OnTenant, Tenant as _};

/// The schema of the provisioning job; `None` while configuration or job do not exist yet.
pub(super) async fn schema(cx: &Cx<CloudServices>) -> Result<Option<Arc<RawSchema>>, StepError> {
    let (Some(configuration), Some(jobs)) = (configuration(cx), cx.known::<CreateJobs>()) else {
        return Ok(None);
    };
    read(cx, &configuration, &jobs.provisioning).await.map(Some)
}

/// Edits the schema of the provisioning job.
pub(super) async fn edit(
    cx: &Cx<CloudServices>,
    change: impl Fn(&RawSchema) -> Result<RawSchema, SchemaError>,
) -> Result<(), StepError> {
    let configuration = cx.output::<CreateConfiguration>()?;
    let jobs = cx.output::<CreateJobs>()?;
    edit_job(cx, &configuration, &jobs.provisioning, |schema| {
        change(schema).map_err(unreadable)
    })
    .await
}

/// Reads, edits and writes the schema of a job. There is no ETag: what existed before this run is read again directly before the write,
/// so that whoever wrote in between had one round trip only; the look afterwards shows whether the change stands.
pub(super) async fn edit_job<S: OnTenant>(
    cx: &Cx<S>,
    configuration: &Configuration,
    job: &str,
    change: impl Fn(&RawSchema) -> Result<RawSchema, StepError>,
) -> Result<(), StepError> {
    let reads = cx.services().reads();
    if configuration.standing == Standing::Settled {
        // Another admin may know it as well, and may have written since the look.
        reads.schema_changed(job);
    }
    let after = {
        let before = read(cx, configuration, job).await?;
        if configuration.standing == Standing::Settled {
            // The schema of a new job is its template's, and Microsoft can bring that back.
            cx.keep_before(&format!("schema-{job}"), before.as_str())?;
        }
        change(&before)?.into_upload()
    };
    // A schema has a megabyte, and many runs may be under way: none is held beside the one that is sent.
    reads.schema_changed(job);
    let graph = cx.graph();
    let put = || graph.put_schema(&configuration.id, job, &after);
    let window = graph.cloud().first_writes_within();
    let answer = waits::on_job(cx, configuration, WaitCause::FirstWriteRefused, window, put).await;
    reads.schema_changed(job);
    answer.map_err(refused("writing the schema"))
}

/// The schema of a job, once it is there.
pub(super) async fn read<S: OnTenant>(
    cx: &Cx<S>,
    configuration: &Configuration,
    job: &str,
) -> Result<Arc<RawSchema>, StepError> {
    let window = cx.graph().cloud().first_writes_within();
    let read = || cx.schema_of(&configuration.id, job);
    waits::on_job(cx, configuration, WaitCause::SchemaNotReady, window, read)
        .await
        .map_err(refused("reading the schema"))
}

/// The schema is not one this version can edit safely.
pub(crate) fn unreadable(error: SchemaError) -> StepError {
    StepError::new(ErrorKind::Bug, "schema-not-understood", "understanding the schema").because(error)
}

/// Path of the schema of the provisioning job for a plan.
pub(super) fn path(cx: &Cx<CloudServices>) -> String {
    let job = cx.known::<CreateJobs>().map(|jobs| jobs.provisioning);
    path_of(
        configuration(cx).as_ref(),
        job.as_deref().unwrap_or("{provisioning job}"),
    )
}

/// Path of the schema of a job for a plan.
pub(super) fn path_of(configuration: Option<&Configuration>, job: &str) -> String {
    let sp = configuration.map_or("{configuration}", |configuration| &configuration.id);
    format!("/v1.0/servicePrincipals/{sp}/synchronization/jobs/{job}/schema")
}
