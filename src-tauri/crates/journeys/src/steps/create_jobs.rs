//! The jobs exist: provisioning, and password hashes where wanted (contract 7.2, 10.7).

use graph_client::WaitCause;
use graph_client::consistency::look_early;
use graph_client::models::Job;
use serde::Serialize;
use step_engine::{Cx, Finding, Note, Phase, Preview, Release, Step, StepError};

use super::create_configuration::{CreateConfiguration, configuration};
use super::instantiate::{Configuration, Standing};
use super::jobs::{self, PASSWORD_HASH, PROVISIONING};
use crate::error::refused;
use crate::services::{CloudSync as _, Tenant as _};
use crate::{CloudServices, StepId};

/// Creates one job for each template the set-up wants. Creating twice would make two, so a look comes first.
pub(crate) struct CreateJobs;

/// Ids of the jobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Jobs {
    /// The provisioning job.
    pub(crate) provisioning: String,
    /// The password hash job, where wanted.
    pub(crate) password_hash: Option<String>,
}

impl Step<CloudServices> for CreateJobs {
    type Output = Jobs;
    const ID: &'static str = StepId::CreateJobs.as_str();
    /// The answer to the creation holds the id, which is all that later steps need.
    const RELEASE: Release = Release::Applied;

    async fn check(&self, cx: &Cx<CloudServices>) -> Result<Finding<Jobs>, StepError> {
        let configuration = configuration(cx);
        let existing = match &configuration {
            Some(configuration) => existing(cx, configuration).await?,
            None => Vec::new(),
        };
        let wants_hashes = wants_hashes(cx, &existing);
        let settled = cx.known::<Self>();
        let settled = settled.as_ref();
        let provisioning = jobs::found(&existing, PROVISIONING, settled.map(|jobs| &jobs.provisioning));
        let password_hash = settled.and_then(|jobs| jobs.password_hash.as_ref());
        let password_hash = jobs::found(&existing, PASSWORD_HASH, password_hash);
        let configuration = configuration.as_ref();
        let mut preview = Preview::none();
        for (template, found, wanted) in [
            (PROVISIONING, &provisioning, true),
            (PASSWORD_HASH, &password_hash, wants_hashes),
        ] {
            preview = match found {
                Some(_) if wanted => preview.note(Note::new("job-found").with("template", template)),
                Some(_) => preview.note(Note::new("job-left-as-it-is").with("template", template)),
                None if wanted => jobs::will_create(preview, configuration, Some(template)),
                None => preview,
            };
        }
        Ok(match (provisioning, password_hash) {
            (Some(provisioning), Some(hash)) => Finding::AlreadyDone(
                Jobs {
                    provisioning,
                    password_hash: wants_hashes.then_some(hash),
                },
                preview,
            ),
            (Some(provisioning), None) if !wants_hashes => Finding::AlreadyDone(
                Jobs {
                    provisioning,
                    password_hash: None,
                },
                preview,
            ),
            _ => Finding::Needed(preview),
        })
    }

    async fn apply(&self, cx: &Cx<CloudServices>) -> Result<Jobs, StepError> {
        let configuration = cx.output::<CreateConfiguration>()?;
        let wants_hashes = match cx.setup().password_hash_sync() {
            Some(wants_hashes) => wants_hashes,
            None => wants_hashes(cx, &existing(cx, &configuration).await?),
        };
        let templates = if wants_hashes {
            &[PROVISIONING, PASSWORD_HASH][..]
        } else {
            &[PROVISIONING]
        };
        if configuration.standing != Standing::Settled {
            jobs::templates_ready(cx, &configuration, templates).await?;
        }
        let origins = jobs::create(cx, &configuration, templates).await?;
        // The next steps edit the schema; reading it beside the look after the creation saves them a round trip. What goes wrong
        // with it they will meet themselves.
        let provisioning = origins.first().map(|origin| origin.id().to_owned()).unwrap_or_default();
        let schema = look_early(
            WaitCause::SchemaNotReady,
            cx.schema_of(&configuration.id, &provisioning),
        );
        let each = templates.iter().copied().zip(origins).collect();
        let (ids, _) = futures::join!(jobs::one_of_each(cx, &configuration, each), schema);
        let mut ids = ids?.into_iter();
        Ok(Jobs {
            provisioning: ids.next().unwrap_or(provisioning),
            password_hash: ids.next(),
        })
    }
}

/// Left out, it stays as it is: with the job that is there, or without one.
fn wants_hashes(cx: &Cx<CloudServices>, existing: &[Job]) -> bool {
    let is_there = || jobs::of_template(existing, PASSWORD_HASH).is_some();
    cx.setup().password_hash_sync().unwrap_or_else(is_there)
}

/// The jobs there are. A configuration that this run has just created has none: asking would only cost time.
async fn existing(cx: &Cx<CloudServices>, configuration: &Configuration) -> Result<Vec<Job>, StepError> {
    if configuration.standing == Standing::JustCreated && cx.phase() != Phase::Confirm {
        return Ok(Vec::new());
    }
    jobs::all(cx, configuration).await.map_err(refused("reading the jobs"))
}
