//! Active Directory has the Exchange attributes (contract 11.1). A look only; what is missing a person must add.

use serde::Serialize;
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, Step, StepError};

use super::create_jobs::CreateJobs;
use super::discovery;
use super::secrets::StoreSecrets;
use crate::services::CloudSync as _;
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
        Ok(match look(cx).await {
            Ok(found) => {
                let note = Note::new("exchange-attribute-found").with("attribute", &found.attribute);
                Finding::AlreadyDone(found, Preview::none().note(note))
            }
            Err(error) if error.code == "exchange-schema-missing" => Finding::Blocked(error),
            Err(error) => return Err(error),
        })
    }

    async fn apply(&self, cx: &Cx<CloudServices>) -> Result<Discovered, StepError> {
        look(cx).await
    }
}

async fn look(cx: &Cx<CloudServices>) -> Result<Discovered, StepError> {
    let found = discovery::discover(cx).await?.map_err(discovery::refusal)?;
    if !found.has_attribute("user", ATTRIBUTE) {
        let error = StepError::new(ErrorKind::Missing, "exchange-schema-missing", discovery::DOING);
        return Err(error.with("attribute", ATTRIBUTE));
    }
    Ok(Discovered {
        attribute: ATTRIBUTE.to_owned(),
    })
}
