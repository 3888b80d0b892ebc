//! The configuration tells the tenant that people come, and no password hashes any more (contract 8.3, 10.5). The flag belongs to the
//! tenant: where another configuration brings hashes it stays.

use step_engine::{Cx, Finding, Note, Phase, Preview, Step, StepError};

use super::settings::Settings;
use super::{SteeringServices, Steers as _, hashes};
use crate::StepId;
use crate::error::refused;
use crate::steps::{APP_KEY, PROVISIONING, app_key};

pub(super) struct LowerHashFlag;

impl Step<SteeringServices> for LowerHashFlag {
    type Output = ();
    const ID: &'static str = StepId::LowerHashFlag.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<()>, StepError> {
        if let Some(other) = hashes::others(cx).await? {
            return Ok(hashes::needed_elsewhere(&other));
        }
        if !synchronizes(cx).await? {
            let note = Note::new("synchronization-is-off");
            return Ok(Finding::NotWanted(Preview::none().note(note)));
        }
        let settings = Settings::read(cx, APP_KEY, true).await?;
        let wanted = app_key(PROVISIONING);
        let readable = settings.value().filter(|stored| !stored.is_masked());
        let is_lowered = match readable {
            Some(stored) => stored.is_same_as(&wanted),
            None => cx.phase() == Phase::Confirm || is_off(cx).await,
        };
        if is_lowered {
            let note = Note::new("hash-flag-is-lowered");
            return Ok(Finding::AlreadyDone((), Preview::none().note(note)));
        }
        let mut preview = Preview::none().note(Note::new("will-lower-hash-flag"));
        if readable.is_none() {
            preview = preview.note(Note::new("setting-written-again").with("key", APP_KEY));
        }
        Ok(Finding::Needed(settings.preview(cx, preview, &wanted)))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<(), StepError> {
        // Somebody may have set up hashes elsewhere since the look.
        if hashes::others(cx).await?.is_none() {
            let settings = Settings::read(cx, APP_KEY, true).await?;
            let write = settings.write(cx, app_key(PROVISIONING)).await;
            write.map_err(refused("lowering the flag for password hashes"))?;
        }
        Ok(())
    }
}

/// Writing the setting switches directory synchronization on, whatever else it says.
async fn synchronizes(cx: &Cx<SteeringServices>) -> Result<bool, StepError> {
    let organization = cx.graph().organization().await;
    let organization = organization.map_err(refused("looking whether the tenant synchronizes"))?;
    Ok(organization.on_premises_sync_enabled == Some(true))
}

/// What the service keeps to itself is known by what it does (contract 8.1). Whoever may not look at that writes again.
async fn is_off(cx: &Cx<SteeringServices>) -> bool {
    let tenant = cx.graph().on_premises_synchronization().await;
    tenant.is_ok_and(|tenant| tenant.password_sync_enabled() == Some(false))
}
