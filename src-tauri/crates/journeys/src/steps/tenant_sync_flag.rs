//! Directory synchronization is switched on for the tenant (contract 5.1, 10.7).

use graph_client::models::SyncSwitch;
use serde::Serialize;
use serde_json::json;
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, Step, StepError};

use crate::error::refused;
use crate::services::Tenant as _;
use crate::{CloudServices, Setting, StepId};

/// Sets `onPremisesSyncEnabled`, without which the tenant refuses synchronized objects.
pub(crate) struct TenantSyncFlag;

/// The tenant, synchronization switched on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Tenant {
    id: String,
}

impl Step<CloudServices> for TenantSyncFlag {
    type Output = Tenant;
    const ID: &'static str = StepId::TenantSyncFlag.as_str();

    async fn check(&self, cx: &Cx<CloudServices>) -> Result<Finding<Tenant>, StepError> {
        let organization = cx.organization().await.map_err(refused("reading the tenant"))?;
        let preview = Preview::none()
            .note(Note::new("will-switch-on-synchronization"))
            .request(
                "PATCH",
                format!("/v1.0/organization/{}", organization.id),
                Some(json!({ "onPremisesSyncEnabled": true })),
            );
        Ok(match organization.sync_switch() {
            SyncSwitch::On => {
                let found = Preview::none().note(Note::new("synchronization-is-on"));
                Finding::AlreadyDone(
                    Tenant {
                        id: organization.id.clone(),
                    },
                    found,
                )
            }
            SyncSwitch::Off => Finding::Needed(preview.note(Note::new("synchronization-was-switched-off")).differs(
                Setting::TenantSync,
                "on",
                "off",
            )),
            SyncSwitch::Never => Finding::Needed(preview.differs(Setting::TenantSync, "on", "")),
            SyncSwitch::Hidden => Finding::Blocked(
                StepError::new(ErrorKind::Denied, "synchronization-hidden", "reading the tenant")
                    .with("permission", "Organization.Read.All"),
            ),
        })
    }

    async fn apply(&self, cx: &Cx<CloudServices>) -> Result<Tenant, StepError> {
        let doing = "switching on synchronization for the tenant";
        let organization = cx.organization().await.map_err(refused(doing))?;
        let answer = cx.graph().set_sync_enabled(&organization.id).await;
        cx.organization_changed();
        answer.map_err(|error| {
            // Graph has no code for the 72 hours after a switch-off; the flag's value tells (contract F8).
            let locked = organization.sync_switch() == SyncSwitch::Off && error.status() == Some(400);
            let mut step_error = refused(doing)(error);
            if locked {
                (step_error.kind, step_error.code) = (ErrorKind::Missing, "sync-flag-locked");
            }
            step_error
        })?;
        Ok(Tenant {
            id: organization.id.clone(),
        })
    }
}
