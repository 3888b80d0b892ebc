//! The jobs that bring people map no password hashes any more (contract 10.5). Whoever writes a schema starts a full round.

use graph_client::RawSchema;
use graph_client::models::Job;
use step_engine::{Cx, Finding, Note, Preview, Step, StepError};

use super::held::unless_undecided;
use super::{SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;
use crate::steps::{HASHES, PROVISIONING, unreadable};

pub(super) struct TakeOutHashMapping;

impl Step<SteeringServices> for TakeOutHashMapping {
    type Output = ();
    const ID: &'static str = StepId::TakeOutHashMapping.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<()>, StepError> {
        let jobs = cx.jobs_of(PROVISIONING, "looking at the jobs").await?;
        let mut preview = Preview::none();
        for job in &jobs {
            let kinds = schema(cx, job).await?.objects_mapped_to(HASHES).map_err(unreadable)?;
            if kinds.is_empty() {
                continue;
            }
            for kind in kinds {
                preview = preview.note(Note::new("will-take-out-hash-mapping").with("kind", kind));
            }
            preview = preview.request("PUT", cx.path(&job.id, "schema"), None);
        }
        if preview.requests.is_empty() {
            let note = Note::new("no-hashes-mapped");
            return Ok(Finding::AlreadyDone((), Preview::none().note(note)));
        }
        let preview = preview.note(Note::new("full-round-follows"));
        Ok(unless_undecided(cx, &jobs, Finding::Needed(preview)))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<(), StepError> {
        let (graph, sp) = (cx.graph(), &cx.target().service_principal);
        for job in cx.jobs_of(PROVISIONING, "looking at the jobs").await? {
            let before = schema(cx, &job).await?;
            let after = before.without_mappings(HASHES).map_err(unreadable)?;
            if after == before {
                continue;
            }
            cx.keep_before(&format!("schema-{}", job.id), before.as_str())?;
            let put = graph.put_schema(sp, &job.id, &after.into_upload()).await;
            put.map_err(refused("writing the schema"))?;
        }
        Ok(())
    }
}

async fn schema(cx: &Cx<SteeringServices>, job: &Job) -> Result<RawSchema, StepError> {
    let read = cx.graph().schema(&cx.target().service_principal, &job.id).await;
    read.map_err(refused("reading the schema"))
}
