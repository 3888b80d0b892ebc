//! The tenant takes no password hashes any more (contract 5.2, 10.5), unless another configuration brings some.

use serde_json::{Value, json};
use step_engine::{Cx, Finding, Note, Preview, Step, StepError};

use super::{SteeringServices, Steers as _, hashes};
use crate::StepId;
use crate::error::refused;

pub(super) struct SwitchOffPasswordSync;

impl Step<SteeringServices> for SwitchOffPasswordSync {
    type Output = ();
    const ID: &'static str = StepId::SwitchOffPasswordSync.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<()>, StepError> {
        if let Some(other) = hashes::others(cx).await? {
            return Ok(hashes::needed_elsewhere(&other));
        }
        let tenant = cx.graph().on_premises_synchronization().await;
        let tenant = tenant.map_err(refused("looking whether the tenant takes password hashes"))?;
        if tenant.password_sync_enabled() != Some(true) {
            let note = Note::new("password-sync-is-off");
            return Ok(Finding::AlreadyDone((), Preview::none().note(note)));
        }
        let path = format!("/v1.0/directory/onPremisesSynchronization/{}", tenant.id);
        let preview = Preview::none()
            .note(Note::new("will-switch-off-password-sync"))
            .note(Note::new("last-passwords-keep-working"));
        Ok(Finding::Needed(preview.request("PATCH", path, Some(off()))))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<(), StepError> {
        // Somebody may have set up hashes elsewhere since the look.
        if hashes::others(cx).await?.is_none() {
            let graph = cx.graph();
            let doing = "switching off password hashes for the tenant";
            let tenant = graph.on_premises_synchronization().await.map_err(refused(doing))?;
            let change = graph.set_on_premises_synchronization(&tenant.id, &off()).await;
            change.map_err(refused(doing))?;
        }
        Ok(())
    }
}

fn off() -> Value {
    json!({ "features": { "passwordSyncEnabled": false } })
}
