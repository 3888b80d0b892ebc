//! Active Directory has the Exchange attributes (contract 11.1). A look only; what is missing a person must add.

use graph_client::WaitCause;
use serde::Serialize;
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, Step, StepError};

use super::create_configuration::configuration;
use super::create_jobs::CreateJobs;
use super::schema_edit::{schema, unreadable};
use super::secrets::StoreSecrets;
use super::waits;
use crate::error::refused;
use crate::looks::Age;
use crate::services::Tenant as _;
use crate::{CloudServices, StepId};

/// The attribute that an Exchange schema extension adds and that Microsoft's own check looks for.
const ATTRIBUTE: &str = "mailNickName";

/// Asks an agent what Active Directory holds. The stored schema proves nothing: it lists the attribute in every tenant.
pub(crate) struct ExchangeSchema;

/// The attribute is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Discovered {
    attribute: String,
}

impl Step<CloudServices> for ExchangeSchema {
    type Output = Discovered;
    const ID: &'static str = StepId::ExchangeSchema.as_str();

    async fn check(&self, cx: &Cx<CloudServices>) -> Result<Finding<Discovered>, StepError> {
        if !cx.setup().exchange_hybrid_writeback() {
            return Ok(Finding::NotWanted(
                Preview::none().note(Note::new("exchange-not-wanted")),
            ));
        }
        // Only the stored domain tells the service which agent to ask.
        if cx.known::<StoreSecrets>().is_none() || cx.known::<CreateJobs>().is_none() {
            return Ok(Finding::Needed(
                Preview::none().note(Note::new("will-look-for-exchange")),
            ));
        }
        Ok(match discover(cx).await {
            Ok(found) => {
                let note = Note::new("exchange-attribute-found").with("attribute", &found.attribute);
                Finding::AlreadyDone(found, Preview::none().note(note))
            }
            Err(error) if error.code == "exchange-schema-missing" => Finding::Blocked(error),
            Err(error) => return Err(error),
        })
    }

    async fn apply(&self, cx: &Cx<CloudServices>) -> Result<Discovered, StepError> {
        discover(cx).await
    }
}

async fn discover(cx: &Cx<CloudServices>) -> Result<Discovered, StepError> {
    let doing = "asking an agent for the attributes of Active Directory";
    let (Some(configuration), Some(schema)) = (configuration(cx), schema(cx).await?) else {
        return Err(StepError::new(ErrorKind::Bug, "unexpected-answer", doing));
    };
    let jobs = cx.output::<CreateJobs>()?;
    let directory = schema.rule_source_directory_id().map_err(unreadable)?;
    let graph = cx.graph();
    // An agent needs seconds to minutes, so the answer is shared like any other look.
    let look = cx.services().directories.of(&jobs.provisioning);
    let discover = || graph.discover(&configuration.id, &jobs.provisioning, &directory);
    let ask = || look.get(Age::Recent, discover);
    let found = waits::on(cx, &configuration, WaitCause::Discovering, ask)
        .await
        .map_err(refused(doing))?;
    if !found.has_attribute("user", ATTRIBUTE) {
        return Err(StepError::new(ErrorKind::Missing, "exchange-schema-missing", doing).with("attribute", ATTRIBUTE));
    }
    Ok(Discovered {
        attribute: ATTRIBUTE.to_owned(),
    })
}
